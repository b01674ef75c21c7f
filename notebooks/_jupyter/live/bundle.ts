import type { BuildOptions, Plugin } from "esbuild";
import { join, relative } from "node:path";
import { createRequire, isBuiltin } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { JUPYTER, NOTEBOOKS, ROOT } from "../project.ts";
import { scriptOf } from "../pages/script.ts";
import { insteadOf } from "./instead.ts";

const ENGINE = join(JUPYTER, "live", "engine");

/**
 * Parts of sucrase that cells never get to: other languages than TypeScript, older JavaScript
 * and what helps it, and source maps.
 */
const LEFT_OUT =
  /sucrase\/.*\/(Options|HelperManager|computeSourceMap|formatTokens|CJSImport\w+|(JSX|Flow|JestHoist|React\w+|Numeric\w+|Optional\w+)Transformer|plugins\/(jsx\/\w+|flow))$/;

/**
 * What acorn knows that every browser knows itself: the letters that names may have, and which
 * regular expressions are well formed.
 */
const KNOWN: readonly (readonly [part: RegExp, instead: string])[] = [
  [
    /(?<=var nonASCIIidentifierChars = )".*"/,
    String.raw`"\\p{ID_Continue}\u200c\u200d"`,
  ],
  [/(?<=var nonASCIIidentifierStartChars = )".*"/, String.raw`"\\p{ID_Start}"`],
  [/(?<=var nonASCIIidentifierStart = new RegExp\(.*)\)(?=;)/, ', "u")'],
  [/(?<=var nonASCIIidentifier = new RegExp\(.*)\)(?=;)/, ', "u")'],
  [/(?<=var astralIdentifierCodes = )\[.*\]/, String.raw`/\p{ID_Continue}/u`],
  [/(?<=var astralIdentifierStartCodes = )\[.*\]/, String.raw`/\p{ID_Start}/u`],
  [
    /(?<=function isInAstralSet\(code, set\) \{)[^]*?(?=\n\})/,
    " return code > 0xffff && set.test(String.fromCodePoint(code));",
  ],
  [
    /\/\/ This file contains Unicode properties[^]*(?=\/\/ Object type used to represent tokens)/,
    "",
  ],
  [/\/\/ Validate pattern[^]*(?=\/\/ Create Literal#value)/, ""],
  [
    /(?<=new RegExp\(pattern, flags\);\s+\} catch \(e\) \{)[^}]*/,
    " this.raise(start, e.message); ",
  ],
];

/** The files of the project in a page, which has none: where `import.meta.url` says they are. */
export const HOME = "file:///weightlab/";

/**
 * The engine of the pages: what runs cells, and the library, as one classic script for a worker.
 *
 * @param modules What cells import from beside the notebooks: "./statements.ts".
 */
export async function engine(modules: readonly string[]): Promise<string> {
  return await scriptOf(made(modules));
}

/** What the engine is made of. */
export function made(modules: readonly string[]): BuildOptions {
  return {
    entryPoints: [join(ENGINE, "main.ts")],
    plugins: [ours(modules)],
  };
}

function ours(modules: readonly string[]): Plugin {
  return {
    name: "weightlab",
    setup(build) {
      build.onLoad({ filter: /\/notebook_modules\.ts$/ }, () => ({
        contents: notebookModules(modules),
        resolveDir: NOTEBOOKS,
        loader: "ts",
      }));
      // What Deno and Node bring is asked for where there is one.
      build.onLoad(
        { filter: /./, namespace: "builtin" },
        () => ({ contents: "module.exports = {}", loader: "js" }),
      );
      build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        if (isBuiltin(path)) {
          const instead = insteadOf(path);
          return instead === undefined
            ? { path, namespace: "builtin" }
            : { path: fileURLToPath(instead) };
        }
        return { path: fileOf(path, importer) };
      });
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const file = join(resolveDir, path);
        const instead = insteadOf(pathToFileURL(file).href);
        if (instead !== undefined) return { path: fileURLToPath(instead) };
        if (LEFT_OUT.test(file)) return { path: join(ENGINE, "left_out.js") };
      });
      // Of the job runner's sources a page has what they come to.
      build.onLoad({ filter: /\/built\/sources\.json$/ }, async ({ path }) => {
        const { sha256 } = JSON.parse(await Deno.readTextFile(path));
        return { contents: JSON.stringify({ sha256 }), loader: "json" };
      });
      build.onLoad({ filter: /\/acorn\.mjs$/ }, async ({ path }) => ({
        contents: withoutKnown(await Deno.readTextFile(path)),
      }));
      build.onLoad({ filter: /\/sucrase\/.*\.js$/ }, async ({ path }) => ({
        contents: withEnums(await Deno.readTextFile(path)),
        loader: "ts",
      }));
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
        contents: (await Deno.readTextFile(path)).replaceAll(
          "import.meta.url",
          () => JSON.stringify(HOME + relative(ROOT, path)),
        ),
        loader: "ts",
      }));
    },
  };
}

function withoutKnown(acorn: string): string {
  return KNOWN.reduce((code, [part, instead]) => {
    const without = code.replace(part, () => instead);
    if (without !== code) return without;
    throw new Error(`Cannot shorten acorn: it must have ${part}`);
  }, acorn);
}

/**
 * Code with its enumerations as TypeScript has them, of which they were made: esbuild then writes
 * their numbers where they are used, a tenth of sucrase less.
 */
function withEnums(code: string): string {
  return code.replace(
    /export var (\w+); \(function \(\1\) \{([^]*?)\}\)\(\1 \|\| \(\1 = \{\}\)\);/g,
    (_, name, body: string) =>
      `export const enum ${name} {${
        body.replaceAll(/const (\w+) = ([^;]+);[^;]*;/g, "$1 = $2,")
      }}`,
  );
}

function notebookModules(modules: readonly string[]): string {
  const imports = modules.map((name, i) =>
    `import * as m${i} from ${JSON.stringify(name)};`
  );
  const entries = modules.map((name, i) => `${JSON.stringify(name)}: m${i}`);
  return `${imports.join("\n")}
export const notebookModules = { ${entries.join(", ")} };`;
}

/** Of packages, beside their own, the files whose parts can be left out one by one. */
const AS_MODULES: Readonly<Record<string, string>> = {
  "ml-matrix": "src/index.js",
  "sucrase": "esm/index.js",
};

/** Where a package, or a face of the library, lies that a file imports. */
function fileOf(name: string, importer: string): string {
  if (!relative(ROOT, importer).startsWith("..")) {
    const url = import.meta.resolve(name);
    return fileURLToPath(new URL(AS_MODULES[name] ?? "", url));
  }
  // A package's own packages are those that it names.
  return createRequire(importer).resolve(name);
}
