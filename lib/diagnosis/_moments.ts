import type { Matrix } from "../matrix/matrix.ts";
import { rows } from "../matrix/rows.ts";

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
