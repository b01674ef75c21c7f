/**
 * Builds the job runner, one file of the library and the packages that it needs:
 * `deno task runner`.
 *
 * @module
 */
import { build, type Plugin, stop } from "esbuild";
import { fileURLToPath } from "node:url";
import {
  type Manifest,
  manifestOf,
} from "../../lib/experiments/_runner_code.ts";
import { runMain } from "../../notebooks/_jupyter/terminal/failure.ts";

const LIB = new URL("../../lib/", import.meta.url);

/** Where the files lie that are built. */
export const BUILT = new URL("experiments/built/", LIB);

/** Finds the library's packages where Deno keeps them, in the versions of deno.lock. */
const packages: Plugin = {
  name: "packages",
  setup({ onResolve }) {
    onResolve({ filter: /^[@a-z]/ }, ({ path, importer }) => {
      // What a package itself imports, esbuild finds.
      if (path.startsWith("node:") || !importer.endsWith(".ts")) return;
      return { path: fileURLToPath(import.meta.resolve(path)) };
    });
  },
};

/**
 * What is built, by name: the job runner, an ES module, minified, that imports nothing but what
 * Deno itself has; and what it was built of, a `Manifest`.
 */
export async function buildRunner(): Promise<Record<string, Uint8Array>> {
  try {
    const { outputFiles: [file], metafile } = await build({
      entryPoints: [fileURLToPath(new URL("experiments/_runner.ts", LIB))],
      absWorkingDir: fileURLToPath(LIB),
      bundle: true,
      format: "esm",
      // Packages in their shapes for browsers, which need nothing of a system's.
      platform: "browser",
      external: ["node:*"],
      target: "esnext",
      minify: true,
      charset: "utf8",
      legalComments: "none",
      // What esbuild would else look for around the file.
      tsconfigRaw: {},
      metafile: true,
      write: false,
      logLevel: "silent",
      plugins: [packages],
    });
    const sources = Object.keys(metafile.inputs)
      .filter((path) => path.endsWith(".ts") && !path.startsWith(".")).sort();
    const manifest: Manifest = manifestOf(sources)!;
    return {
      "runner.js": file.contents,
      "sources.json": new TextEncoder().encode(
        JSON.stringify(manifest, undefined, 2) + "\n",
      ),
    };
  } finally {
    await stop();
  }
}

if (import.meta.main) {
  await runMain(async () => {
    await Deno.mkdir(BUILT, { recursive: true });
    for (const [name, bytes] of Object.entries(await buildRunner())) {
      await Deno.writeFile(new URL(name, BUILT), bytes);
      console.log(`lib/experiments/built/${name}: ${bytes.length} bytes`);
    }
  });
}
