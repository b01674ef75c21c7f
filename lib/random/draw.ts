import { kindOf } from "../check/kind_of.ts";
import type { Rng } from "./rng.ts";

/** How often in a row a draw is rejected before its source is: by chance, never. */
const MOST_REJECTIONS = 1000;

/**
 * One number of a source of randomness, held to [0, 1): NaN would be passed on as a weight,
 * and 1 be an index past the end.
 *
 * @param what What cannot be done otherwise: "draw uniform weights".
 * @param rng Where the number comes from.
 * @throws {RangeError} if it is not in [0, 1).
 */
export function drawUnit(what: string, rng: Rng): number {
  const u = rng();
  if (u >= 0 && u < 1) return u;
  throw new RangeError(
    `Cannot ${what}: rng must give numbers in [0, 1), got ${kindOf(u)}`,
  );
}

/**
 * One of 0 .. n - 1, each equally likely.
 *
 * @param what What cannot be done otherwise: "sample indices".
 * @param rng Where the randomness comes from; one draw.
 * @param n At least 1.
 * @throws {RangeError} if the draw is not in [0, 1).
 */
export function drawIndex(what: string, rng: Rng, n: number): number {
  return Math.floor(drawUnit(what, rng) * n);
}

/**
 * Holds a loop that draws until a draw can be used to an end: a source that always gives
 * the same would be asked for ever.
 *
 * @param what What cannot be done otherwise: "draw standard normals".
 * @param rejected How many draws in a row could not be used, each with a probability of
 * at most a half.
 * @throws {RangeError} if they are more than a thousand.
 */
export function checkRejections(what: string, rejected: number): void {
  if (rejected <= MOST_REJECTIONS) return;
  throw new RangeError(
    `Cannot ${what}: rng must give numbers that vary over [0, 1), as seeded(1) does, got ${rejected} draws in a row that cannot be used`,
  );
}
