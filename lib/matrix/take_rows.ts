import { checkArray } from "../check/kinds.ts";
import { checkMatrix } from "./check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows, zeroMatrix } from "../storage/rows.ts";

/**
 * The rows of `x` at `indices`, in their order, as copies.
 *
 * @param x R x C.
 * @param indices N row numbers, 0 .. R - 1; repeats are allowed.
 * @returns N x C.
 * @throws {RangeError} if an index is not a row of `x`.
 * @throws {TypeError} if `x` is no matrix, or `indices` no array.
 *
 * @example
 * ```ts
 * import { Matrix, takeRows } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const x = new Matrix([[1, 2], [3, 4]]);
 * assertEquals(takeRows(x, [1, 1, 0]).to2DArray(), [[3, 4], [3, 4], [1, 2]]);
 * ```
 */
export function takeRows(x: Matrix, indices: ArrayLike<number>): Matrix {
  checkMatrix("take rows", "x", x);
  checkArray("take rows", "indices", indices);
  return takeRowsInto(zeroMatrix(indices.length, x.columns), x, indices);
}

/**
 * `takeRows` into a matrix that is there already.
 *
 * @param taken Where the rows go, N x C.
 * @param x R x C.
 * @param indices N row numbers, 0 .. R - 1; repeats are allowed.
 * @returns `taken`.
 * @throws {RangeError} if an index is not a row of `x`.
 */
export function takeRowsInto(
  taken: Matrix,
  x: Matrix,
  indices: ArrayLike<number>,
): Matrix {
  checkIndices(x, indices);
  const from = rows(x), to = rows(taken);
  for (let i = 0; i < indices.length; i++) to[i].set(from[indices[i]]);
  return taken;
}

/**
 * Holds indices to rows of a matrix.
 *
 * @param x R x C.
 * @param indices N row numbers.
 * @throws {RangeError} if an index is not a row of `x`.
 */
export function checkIndices(x: Matrix, indices: ArrayLike<number>): void {
  const from = rows(x);
  for (let i = 0; i < indices.length; i++) {
    if (from[indices[i]] !== undefined) continue;
    throw new RangeError(
      `Cannot take rows: indices must be in 0 .. ${x.rows - 1}, got ${
        kindOf(indices[i])
      }`,
    );
  }
}
