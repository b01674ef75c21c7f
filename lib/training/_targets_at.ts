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
 * @returns to - from of them; of an array a copy, as a user's loss may keep it.
 */
export function targetsAt(t: Targets, from: number, to: number): Targets {
  if (t instanceof Matrix) return rowRange(t, from, to);
  // Arrays of every type have it.
  return (t as readonly number[]).slice(from, to);
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
