import { BatchNormalization } from "../layers/batch_normalization.ts";
import type { Layer } from "../layers/layer.ts";
import { trainedLeaves } from "../layers/leaves.ts";
import { unnamed } from "../layers/owners.ts";
import type { Rng } from "../random/rng.ts";
import { sampleIndices } from "../random/sample_indices.ts";
import { shuffledIndices } from "../random/shuffled_indices.ts";

/** How the examples of batches are drawn. */
export const SAMPLING = ["withReplacement", "withoutReplacement"] as const;

/** One of them. */
export type Sampling = typeof SAMPLING[number];

/**
 * What draws one batch after the other.
 *
 * @param sampling How.
 * @param rng Where the randomness comes from.
 * @param n How many examples there are.
 * @param size How many a batch has.
 * @returns Gives the next batch: numbers of examples. Without replacement the last of an epoch
 * holds the rest.
 */
export function batches(
  sampling: Sampling,
  rng: Rng,
  n: number,
  size: number,
): () => Uint32Array {
  if (sampling === "withReplacement") return () => sampleIndices(rng, n, size);
  let order: Uint32Array = new Uint32Array(), from = 0;
  return () => {
    if (from >= order.length) {
      order = shuffledIndices(rng, n);
      from = 0;
    }
    return order.subarray(from, from += size);
  };
}

/**
 * Refuses batches whose last one of an epoch batch normalization would refuse in the middle
 * of training: a single example has no variance.
 *
 * @param what What cannot be done otherwise: "train".
 * @param net The network.
 * @param n How many examples an epoch has.
 * @param size How many a batch has.
 * @throws {RangeError} if the last batch, or its last ghost, has one example.
 */
export function checkLastBatch(
  what: string,
  net: Layer,
  n: number,
  size: number,
): void {
  const last = n % size;
  for (const layer of [...trainedLeaves(net), ...unnamed(net)]) {
    if (!(layer instanceof BatchNormalization)) continue;
    const { ghostSize = Infinity } = layer;
    if (last % ghostSize !== 1) continue;
    const alone = ghostSize < last ? "ghost" : "batch";
    throw new RangeError(
      `Cannot ${what}: batchSize must not leave a ${alone} of one example at the end of an epoch, as the network has batch normalization, got ${size} of ${n} examples${
        alone === "ghost" ? ` in ghosts of ${ghostSize}` : ""
      }`,
    );
  }
}
