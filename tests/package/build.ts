/**
 * Builds the library's package for npm, dist/weightlab-<version>.tgz: `deno task package`.
 *
 * It has the library's folders as they are, its modules as JavaScript: a worker, the job runner
 * and the digits are found where the code looks for them, and who bundles takes along no module
 * that is not used. The types of each subpath are one file, with what several need beside them.
 *
 * @module
 */
import { stop, transform } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { Failure, runMain } from "../../notebooks/_jupyter/terminal/failure.ts";
import { run } from "../../notebooks/_jupyter/terminal/child.ts";
import { filesBelow, importsOf, isFace, ROOT } from "../_architecture.ts";
import { compilerSettings } from "../_compiler_settings.ts";
import { findProgram } from "../_find_program.ts";

/** What deno.json says of the library. */
interface Settings {
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
}

/** The oldest Node. */
const NODE = ">=20";

/** What only pictures of figures need, and is not installed unless asked for. */
const OPTIONAL = [
  "@resvg/resvg-wasm",
  "dejavu-fonts-ttf",
  "vega",
  "vega-lite",
];

/** What is packed as it is: the files' folders from the root, and their names' endings. */
const AS_IS:
  readonly (readonly [folder: string, endings: readonly string[]])[] = [
    ["lib/kernel/built", [".so"]],
    ["lib/experiments/built", [".js", ".json"]],
    ["lib/help", [".json"]],
    ["lib/cluster", [".py", "README.md"]],
    ["data/mnist", [".gz", ".json", ".md"]],
    [".", ["README.md", "CHANGELOG.md", "LICENSE"]],
  ];

/** What modules of the library stand in a page for others, which pages have no use for. */
const IN_A_PAGE: Readonly<Record<string, string>> = {
  "kernel/_agreeing_kernel.ts": "kernel/_no_native.ts",
};

/** A module of the library that is started or imported by its place, and not by its name. */
const BY_PLACE = /\bnew URL\(\s*"(\.[^"]+)\.ts",\s*import\.meta\.url,?\s*\)/g;

/** Where a module names another of the library. */
const NAMES = /((?:\bfrom|\bimport)\s*\(?\s*"\.{1,2}\/[^"]+)\.ts"/g;

const rootPath = fileURLToPath(ROOT);

/**
 * Builds the package.
 *
 * @param to The folder that it is put into.
 * @returns Its path.
 */
export async function buildPackage(
  to: string = join(rootPath, "dist"),
): Promise<string> {
  const npm = await findProgram(["npm"]);
  if (npm === undefined) {
    throw new Failure("Cannot build the package: npm is not in PATH.");
  }
  const settings: Settings = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const folder = await Deno.makeTempDir({ prefix: "weightlab-package-" });
  try {
    await Promise.all([
      writeModules(folder),
      writeTypes(folder, settings),
      copyAsIs(folder),
      writeJson(join(folder, "package.json"), description(settings)),
    ]);
    await Deno.mkdir(to, { recursive: true });
    const { success, output } = await run(
      [npm, "pack", "--silent", "--pack-destination", to],
      { cwd: folder },
    );
    if (!success) throw new Failure(`Cannot pack the package: ${output}`);
    return join(to, `weightlab-${settings.version}.tgz`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What package.json says. */
function description({ version, license, exports, imports }: Settings) {
  /** The packages of npm that deno.json names, with their versions. */
  const versions = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => {
      const [, range] = imports[name].match(/^npm:.+@([^@]+)$/)!;
      return [name, range];
    }));
  return {
    name: "weightlab",
    version,
    description:
      "Neural networks' weight initialization and normalization, to be seen, run and checked: layers, initializers, probes, theory and figures over ml-matrix, with the same bits on every machine",
    license,
    type: "module",
    sideEffects: false,
    engines: { node: NODE, deno: ">=2.7", bun: ">=1.2" },
    exports: {
      ...Object.fromEntries(
        Object.entries(exports).map(([subpath, file]) => [subpath, {
          types: `./types/${typesOf(subpath)}.d.ts`,
          default: asJavaScript(file),
        }]),
      ),
      "./package.json": "./package.json",
    },
    browser: {
      // Those who read and write files, and who start workers, do not in a page.
      ...Object.fromEntries(
        ["crypto", "fs", "path", "url", "worker_threads"].map((name) => [
          `node:${name}`,
          false,
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(IN_A_PAGE).map((files) =>
          files.map((file) => `./lib/${asJavaScript(file)}`)
        ),
      ),
    },
    dependencies: versions(["@noble/hashes", "ml-matrix", "seedrandom"]),
    peerDependencies: versions(OPTIONAL),
    peerDependenciesMeta: Object.fromEntries(
      OPTIONAL.map((name) => [name, { optional: true }]),
    ),
  };
}

/** The name of a subpath's types. */
function typesOf(subpath: string): string {
  return subpath === "." ? "weightlab" : subpath.slice("./".length);
}

function asJavaScript(path: string): string {
  return path.replace(/\.ts$/, ".js");
}

/** Writes the modules that the faces lead to, each as JavaScript. */
async function writeModules(folder: string): Promise<void> {
  const lib = new Map(
    (await filesBelow("lib", ".ts")).map((file) => [file.path, file]),
  );
  const reached = new Set([...lib.keys()].filter(isFace));
  for (const path of Object.values(IN_A_PAGE)) reached.add(path);
  for (const path of reached) {
    const file = lib.get(path)!;
    for (const next of importsOf(file)) {
      // What is JSON is packed as it is.
      if (lib.has(next)) reached.add(next);
    }
    for (const [, place] of file.text.matchAll(BY_PLACE)) {
      reached.add(new URL(`${place}.ts`, `file:///${path}`).pathname.slice(1));
    }
  }
  try {
    for (const path of reached) {
      const { code } = await transform(lib.get(path)!.text, {
        loader: "ts",
        format: "esm",
        target: "es2022",
        // All engines know them by now: what is JSON must be called so.
        supported: { "import-attributes": true },
        charset: "utf8",
        tsconfigRaw: {},
      });
      const to = join(folder, "lib", asJavaScript(path));
      await Deno.mkdir(dirname(to), { recursive: true });
      await Deno.writeTextFile(
        to,
        code.replaceAll(NAMES, '$1.js"')
          .replaceAll(BY_PLACE, 'new URL("$1.js", import.meta.url)'),
      );
    }
  } finally {
    await stop();
  }
}

/** Writes what the compiler knows of each subpath. */
async function writeTypes(
  folder: string,
  { exports, imports }: Settings,
): Promise<void> {
  const packages = Object.keys(imports)
    .filter((name) => imports[name].startsWith("npm:"));
  const scratch = await Deno.makeTempDir({ prefix: "weightlab-types-" });
  const tsconfig = join(scratch, "tsconfig.json");
  await writeJson(tsconfig, compilerSettings(Object.values(exports)));
  try {
    const build = await rollup({
      input: Object.fromEntries(
        Object.entries(exports).map(([subpath, file]) => [
          typesOf(subpath),
          join(rootPath, file),
        ]),
      ),
      external: [/^node:/, ...packages],
      plugins: [dts({ tsconfig })],
    });
    await build.write({
      dir: join(folder, "types"),
      entryFileNames: "[name].d.ts",
      chunkFileNames: "_[name].d.ts",
    });
    await build.close();
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

async function copyAsIs(folder: string): Promise<void> {
  for (const [from, endings] of AS_IS) {
    await Deno.mkdir(join(folder, from), { recursive: true });
    for await (const { name } of Deno.readDir(join(rootPath, from))) {
      if (!endings.some((ending) => name.endsWith(ending))) continue;
      await Deno.copyFile(join(rootPath, from, name), join(folder, from, name));
    }
  }
}

async function writeJson(file: string, content: unknown): Promise<void> {
  await Deno.writeTextFile(file, JSON.stringify(content, undefined, 2) + "\n");
}

if (import.meta.main) {
  await runMain(async () => {
    const file = await buildPackage();
    const { size } = await Deno.stat(file);
    console.log(`${file}: ${(size / 1e6).toFixed(2)} MB`);
  });
}
