import { sharedRows } from "./listed.ts";
import type { Matrix } from "./matrix.ts";

/**
 * What a range is of: while the range is in use, the kernel's memory under its rows must
 * not be given back.
 */
const whole = new WeakMap<Matrix, Matrix>();

/**
 * Rows `from` up to `to` of `x`, not copied: both matrices share these rows. For passes
 * over a large matrix, a piece at a time.
 *
 * @param x R x C.
 * @param from The first row, 0 .. R.
 * @param to The row after the last.
 * @returns (to - from) x C.
 */
export function rowRange(x: Matrix, from: number, to: number): Matrix {
  const length = Math.max(0, Math.min(to, x.rows) - from);
  const range = sharedRows(x, Array.from({ length }, (_, i) => from + i));
  whole.set(range, x);
  return range;
}
