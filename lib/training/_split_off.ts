import type { Targets } from "../losses/loss.ts";
import type { Rng } from "../random/rng.ts";
import { shuffledIndices } from "../random/shuffled_indices.ts";
import { sharedRows } from "../storage/listed.ts";
import { Matrix } from "../storage/matrix.ts";
import type { Measured } from "./_evaluate.ts";

/**
 * How many examples a share of some is: the nearest whole number.
 *
 * @param what What cannot be done otherwise: "train".
 * @param share In (0, 1).
 * @param n How many there are.
 * @throws {RangeError} if that is none, or all.
 */
export function heldOut(what: string, share: number, n: number): number {
  const count = Math.round(share * n);
  if (count > 0 && count < n) return count;
  throw new RangeError(
    `Cannot ${what}: validation must be a share that leaves examples on both sides, got ${share} of ${n}: ${count}`,
  );
}

/**
 * Examples in two parts, which share their rows with the whole. Both keep the order of the whole.
 *
 * @param data The whole.
 * @param count How many go into the second part, each set of so many equally likely.
 * @param rng Where the randomness comes from.
 * @returns The rest, and the part that was split off.
 */
export function splitOff(
  data: Measured,
  count: number,
  rng: Rng,
): [Measured, Measured] {
  const order = shuffledIndices(rng, data.x.rows);
  const part = (indices: Uint32Array) => {
    indices.sort();
    return {
      ...data,
      x: sharedRows(data.x, indices),
      t: pick(data.t, indices),
    };
  };
  return [part(order.slice(count)), part(order.slice(0, count))];
}

function pick(t: Targets, indices: Uint32Array): Targets {
  if (t instanceof Matrix) return sharedRows(t, indices);
  return Float64Array.from(indices, (i) => t[i]);
}
