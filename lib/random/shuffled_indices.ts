import { checkRng } from "../check/kinds.ts";
import { checkCount, checkNumber } from "../check/numbers.ts";
import { drawIndex } from "./draw.ts";
import type { Rng } from "./rng.ts";

/**
 * 0 .. n - 1 in an order in which each permutation is equally likely: the batches of an epoch,
 * drawn without replacement, are its pieces.
 *
 * @param rng Where the randomness comes from; n - 1 draws.
 * @param n How many there are, 1 .. 2^32.
 * @returns Each of 0 .. n - 1 once.
 * @throws {RangeError} if n is below 1 or above 2^32; if a draw is not in [0, 1).
 * @throws {TypeError} if `rng` is no function.
 *
 * @see Fisher and Yates (1938), in Durstenfeld's form: Knuth, "The art of computer
 * programming", algorithm 3.4.2 P.
 *
 * @example
 * ```ts
 * import { seeded, shuffledIndices } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const order = shuffledIndices(seeded(1), 5);
 * assertEquals([...order].sort(), [0, 1, 2, 3, 4]);
 * assertEquals(order, shuffledIndices(seeded(1), 5));
 * ```
 */
export function shuffledIndices(rng: Rng, n: number): Uint32Array {
  const doing = "shuffle indices";
  checkRng(doing, rng);
  checkCount(doing, "n", n);
  // Larger indices would wrap around in silence.
  checkNumber(doing, "n", n, { most: 2 ** 32 });
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const i = drawIndex(doing, rng, last + 1);
    [order[i], order[last]] = [order[last], order[i]];
  }
  return order;
}
