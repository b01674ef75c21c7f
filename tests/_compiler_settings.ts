import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "./_architecture.ts";

/**
 * What TypeScript's own compiler must be told of the library: the tsconfig.json of tools that
 * are no part of Deno.
 *
 * @param faces The modules that are looked at, by path from the root.
 */
export function compilerSettings(faces: readonly string[]) {
  const matrix = fileURLToPath(import.meta.resolve("ml-matrix"));
  return {
    compilerOptions: {
      target: "esnext",
      module: "esnext",
      moduleResolution: "bundler",
      lib: ["esnext", "dom", "dom.iterable"],
      types: [],
      strict: true,
      noImplicitOverride: true,
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      declaration: true,
      noEmit: true,
      skipLibCheck: true,
      // Where Deno keeps it.
      paths: { "ml-matrix": [join(dirname(matrix), "matrix.d.ts")] },
    },
    files: faces.map((path) => fileURLToPath(new URL(path, ROOT))),
  };
}
