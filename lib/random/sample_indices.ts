import { checkRng } from "../check/kinds.ts";
import { checkCount, checkNumber } from "../check/numbers.ts";
import { drawIndex } from "./draw.ts";
import type { Rng } from "./rng.ts";

/**
 * `size` draws from 0 .. n - 1 with replacement, each equally likely: the way
 * the post picks the examples of a batch.
 *
 * @param rng Where the randomness comes from; one draw an index.
 * @param n How many there are to choose from, 1 .. 2^32.
 * @param size How many are drawn.
 * @returns `size` whole numbers in 0 .. n - 1.
 * @throws {RangeError} if n is below 1 or above 2^32, or size below 0; if a draw is not
 * in [0, 1).
 * @throws {TypeError} if `rng` is no function.
 *
 * @example
 * ```ts
 * import { sampleIndices, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const indices = sampleIndices(seeded(1), 1000, 100);
 * assertEquals(indices.length, 100);
 * assertEquals(indices, sampleIndices(seeded(1), 1000, 100));
 * ```
 */
export function sampleIndices(rng: Rng, n: number, size: number): Uint32Array {
  checkRng("sample indices", rng);
  checkCount("sample indices", "n", n);
  checkCount("sample indices", "size", size, 0);
  // Larger indices would wrap around in silence.
  checkNumber("sample indices", "n", n, { most: 2 ** 32 });
  return Uint32Array.from(
    { length: size },
    () => drawIndex("sample indices", rng, n),
  );
}
