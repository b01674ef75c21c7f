import type { Targets } from "../losses/loss.ts";
import { batchRows } from "../matrix/batch_rows.ts";
import { Matrix } from "../storage/matrix.ts";
import { rowRange } from "../storage/row_range.ts";

/**
 * The targets of some examples.
 *
 * @param t All targets.
 * @param from The first example.
 * @param to The one after the last.
 * @returns to - from of them.
 */
export function targetsAt(t: Targets, from: number, to: number): Targets {
  if (t instanceof Matrix) return rowRange(t, from, to);
  if (t instanceof Uint8Array || t instanceof Float64Array) {
    return t.subarray(from, to);
  }
  return Float64Array.from({ length: to - from }, (_, i) => t[from + i]);
}

/**
 * The targets of a batch.
 *
 * @param t All targets.
 * @param batch The examples, by number.
 * @returns One for each, in their order; a matrix is lent.
 */
export function targetsOf(t: Targets, batch: ArrayLike<number>): Targets {
  if (t instanceof Matrix) return batchRows(t, batch);
  return Float64Array.from(batch, (i) => t[i]);
}
