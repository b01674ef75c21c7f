import { ListedMatrix, sharedRows } from "../storage/listed.ts";
import type { Matrix } from "../storage/matrix.ts";
import { takeRowsInto } from "./take_rows.ts";
import { lend } from "../storage/workspace.ts";

/**
 * The rows of `x` at `indices`, to be read and not written: shared with `x` where its
 * lists serve them (see `listed`), copied where they must lie side by side for the kernel.
 *
 * @param x R x C.
 * @param indices N row numbers, 0 .. R - 1; repeats are allowed.
 * @returns N x C.
 */
export function batchRows(x: Matrix, indices: ArrayLike<number>): Matrix {
  return x instanceof ListedMatrix
    ? sharedRows(x, indices)
    : takeRowsInto(lend(indices.length, x.columns), x, indices);
}
