import { checkPermissions } from "../check/permission.ts";
import { builtin } from "../notebook/builtin.ts";

// What only pictures of figures need is not installed with the library.

/** The packages, as npm and Deno are told to add them. */
const PACKAGES = [
  "vega@6",
  "vega-lite@6",
  "@resvg/resvg-wasm@2",
  "dejavu-fonts-ttf@2",
];

/**
 * Says what to install where a package is absent; to be called when its import fails.
 *
 * @param cause Why it did.
 * @throws {Error} with the command that installs what figures need.
 */
export function explainAbsence(cause: Error & { code?: string }): never {
  // An import has a code; what import.meta.resolve throws in Deno has none.
  const isAbsent = cause.code === "ERR_MODULE_NOT_FOUND" ||
    /not a dependency|not find package/i.test(cause.message);
  if (!isAbsent) throw cause;
  const deno = PACKAGES.map((name) => `npm:${name}`).join(" ");
  throw new Error(
    `Cannot draw a figure: the packages that draw must be installed, \`npm install ${
      PACKAGES.join(" ")
    }\` or \`deno add ${deno}\`; ${cause.message}`,
    { cause },
  );
}

/** The kind of an import that gives a file's bytes. */
const BYTES = { type: "bytes" };

/**
 * The bytes of a file in a package.
 *
 * A project of Deno's that has `"unstable": ["raw-imports"]`, as this one, imports them and
 * needs no permission; elsewhere the file is read.
 *
 * @param path The package and the file: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf".
 * @throws {Error} if the package is absent, as `explainAbsence` says.
 * @throws {Deno.errors.NotCapable} if the file may not be read.
 */
export async function packageFile(path: string): Promise<Uint8Array> {
  try {
    // Spelled so that no publisher or bundler takes it for an import of its own.
    const module = await import(path, { with: BYTES });
    if (module.default instanceof Uint8Array) return module.default;
  } catch {
    // It is read.
  }
  let url: URL;
  try {
    url = new URL(import.meta.resolve(path));
  } catch (cause) {
    return explainAbsence(cause as Error);
  }
  checkPermissions("draw a figure", [{ name: "read", path: url }]);
  const fs = builtin("node:fs");
  if (fs === undefined) {
    throw new Error(
      "Cannot draw a figure: a page must draw its specification, `spec`, with vega-embed",
    );
  }
  try {
    return new Uint8Array(fs.readFileSync(url));
  } catch (cause) {
    return explainAbsence(cause as Error);
  }
}
