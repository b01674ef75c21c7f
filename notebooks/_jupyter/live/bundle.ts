import { build, type Plugin, stop } from "esbuild";
import { join, relative } from "node:path";
import { createRequire, isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { ROOT } from "../project.ts";

const ENGINE = join(ROOT, "notebooks", "_jupyter", "live", "engine");

/** What modules of the library stand in a page for others: it has no use for those. */
const INSTEAD: Readonly<Record<string, string>> = {
  "lib/kernel/_agreeing_kernel.ts": join(ROOT, "lib/kernel/_no_native.ts"),
  "lib/charts/_mime_bundle.ts": join(ENGINE, "mime_bundle.ts"),
  "lib/charts/_preload.ts": join(ENGINE, "nothing.ts"),
  "lib/charts/png.ts": join(ENGINE, "no_pictures.ts"),
  "lib/charts/svg.ts": join(ENGINE, "no_pictures.ts"),
  "lib/help/_entries.json": join(ENGINE, "help_entries.ts"),
};

/** Parts of sucrase that cells never get to: other languages than TypeScript, and source maps. */
const LEFT_OUT =
  /sucrase\/.*\/(Options|computeSourceMap|formatTokens|CJSImport\w+|(JSX|Flow|JestHoist|React\w+)Transformer|plugins\/(jsx\/\w+|flow))$/;

/** The files of the project in a page, which has none: where `import.meta.url` says they are. */
export const HOME = "file:///weightlab/";

/**
 * The engine of the pages: what runs cells, and the library, as one classic script for a worker.
 *
 * @param modules What cells import from beside the notebooks: "./statements.ts".
 */
export async function engine(modules: readonly string[]): Promise<string> {
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [join(ENGINE, "main.ts")],
      bundle: true,
      minify: true,
      charset: "utf8",
      format: "iife",
      platform: "browser",
      target: "es2022",
      legalComments: "none",
      write: false, metafile: true,
      logLevel: "silent",
      plugins: [ours(modules)],
    });
    (globalThis as any).meta = metafile; return outputFiles[0].text;
  } finally {
    await stop();
  }
}

function ours(modules: readonly string[]): Plugin {
  return {
    name: "weightlab",
    setup(build) {
      build.onLoad({ filter: /./, namespace: "notebook" }, () => ({
        contents: notebookModules(modules),
        resolveDir: join(ROOT, "notebooks"),
        loader: "ts",
      }));
      // What Deno and Node bring is asked for where there is one.
      build.onLoad(
        { filter: /./, namespace: "builtin" },
        () => ({ contents: "module.exports = {}", loader: "js" }),
      );
      build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        if (path === "notebook-modules") return { path, namespace: "notebook" };
        if (isBuiltin(path)) return { path, namespace: "builtin" };
        return { path: fileOf(path, importer) };
      });
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const file = join(resolveDir, path);
        const instead = INSTEAD[relative(ROOT, file)];
        if (instead !== undefined) return { path: instead };
        if (LEFT_OUT.test(file)) return { path: join(ENGINE, "left_out.js") };
      });
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
