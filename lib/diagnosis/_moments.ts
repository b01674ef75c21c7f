import { largestDifference } from "../matrix/largest_difference.ts";
import { map } from "../matrix/map.ts";
import type { Matrix } from "../storage/matrix.ts";
import { powerOfTwo } from "../numbers/power_of_two.ts";
import { rows } from "../storage/rows.ts";

/** The first two moments of all values of a matrix. */
export interface Moments {
  /** The mean. */
  readonly mean: number;
  /** The mean square. */
  readonly q: number;
}

/**
 * The mean and the mean square of all values.
 *
 * @param x R x C, with a value.
 */
export function momentsOf(x: Matrix): Moments {
  let sum = 0, squares = 0;
  for (const row of rows(x)) {
    for (const value of row) {
      sum += value;
      squares += value * value;
    }
  }
  const count = x.rows * x.columns;
  return { mean: sum / count, q: squares / count };
}

/** The mean, the root mean square and the length of all values, in their unit. */
export interface Sizes {
  /** The mean. */
  readonly mean: number;
  /** The root of the mean square. */
  readonly rms: number;
  /** The root of the sum of squares. */
  readonly length: number;
}

/**
 * How large values are: also where their squares are too large or too small to be numbers,
 * as a gradient's are that has vanished through many layers.
 *
 * @param x R x C, with a value.
 */
export function sizesOf(x: Matrix): Sizes {
  const unit = powerOfTwo(largestDifference(x, 0));
  const { mean, q } = momentsOf(map(x, (v) => v / unit));
  return {
    mean: mean * unit,
    rms: Math.sqrt(q) * unit,
    length: Math.sqrt(q * (x.rows * x.columns)) * unit,
  };
}
