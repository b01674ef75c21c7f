import { checkArray } from "../check/kinds.ts";
import { ListedMatrix, sharedRows } from "../storage/listed.ts";
import type { Matrix } from "../storage/matrix.ts";
import { dropAtEnd, lend } from "../storage/workspace.ts";
import { checkMatrix } from "./check_matrix.ts";
import { checkIndices, takeRowsInto } from "./take_rows.ts";

/**
 * The rows of `x` at `indices`, as `takeRows` gives them, for a step of a training loop: quicker,
 * and to be read and not written. They are lent, there until the `workspace` ends in which they
 * are taken.
 *
 * They are shared with `x` where its lists serve them (see `nearCopy`), copied where they must
 * lie side by side for the products.
 *
 * @param x R x C, best of `nearCopy`.
 * @param indices N row numbers, 0 .. R - 1; repeats are allowed.
 * @returns N x C.
 * @throws {RangeError} if an index is not a row of `x`.
 * @throws {TypeError} if `x` is no matrix, or `indices` no array.
 *
 * @example
 * ```ts
 * import { batchRows, Matrix, workspace } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const x = new Matrix([[1, 2], [3, 4]]);
 * const sums = workspace(() => batchRows(x, [1, 1, 0]).sum("column"));
 * assertEquals(sums, [7, 10]);
 * ```
 */
export function batchRows(x: Matrix, indices: ArrayLike<number>): Matrix {
  checkMatrix("take rows", "x", x);
  checkArray("take rows", "indices", indices);
  checkIndices(x, indices);
  return x instanceof ListedMatrix
    ? dropAtEnd(sharedRows(x, indices))
    : takeRowsInto(lend(indices.length, x.columns), x, indices);
}
