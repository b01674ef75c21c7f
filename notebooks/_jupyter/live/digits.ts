import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { ROOT } from "../project.ts";

/** MNIST's halves as they ship: the file, the numbers in its header, the bytes of an entry. */
const FILES = [
  { half: 0, name: "train-5000-images-idx3-ubyte.gz", header: 16, entry: 784 },
  { half: 0, name: "train-5000-labels-idx1-ubyte.gz", header: 8, entry: 1 },
  { half: 1, name: "t10k-images-idx3-ubyte.gz", header: 16, entry: 784 },
  { half: 1, name: "t10k-labels-idx1-ubyte.gz", header: 8, entry: 1 },
];

/**
 * The first digits, in files such as ship with the library, of their own checksums.
 *
 * @param train How many training examples.
 * @param test How many test examples.
 * @returns The files by where they lie in a page.
 */
export function digits(
  train: number,
  test: number,
): Promise<Map<string, Uint8Array>> {
  // Most pages ask for the same.
  const counts = `${train} ${test}`;
  const known = made.get(counts) ?? make(train, test);
  made.set(counts, known);
  return known;
}

const made = new Map<string, Promise<Map<string, Uint8Array>>>();

async function make(
  train: number,
  test: number,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const sha256: Record<string, { sha256: string }> = {};
  for (const { half, name, header, entry } of FILES) {
    const count = [train, test][half];
    const all = gunzipSync(
      await Deno.readFile(join(ROOT, "data", "mnist", name)),
    );
    const part = all.slice(0, header + count * entry);
    // The second number of an idx file says how many entries there are.
    new DataView(part.buffer, part.byteOffset).setUint32(4, count);
    const bytes = new Uint8Array(gzipSync(part, { level: 9 }));
    files.set(`/weightlab/data/mnist/${name}`, bytes);
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    sha256[name] = { sha256: new Uint8Array(digest).toHex() };
  }
  files.set(
    "/weightlab/data/mnist/checksums.json",
    new TextEncoder().encode(JSON.stringify({ files: sha256 })),
  );
  return files;
}
