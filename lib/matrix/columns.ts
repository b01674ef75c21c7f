import { kernel } from "../kernel/kernel.ts";
import { callKernel } from "../storage/call_kernel.ts";
import type { Matrix } from "../storage/matrix.ts";
import { zeroMatrix } from "../storage/rows.ts";
import { lend } from "../storage/workspace.ts";
import { checkMatrix, checkSameShape, shape } from "./check_matrix.ts";

/**
 * s_j = sum_i x_ij: the sum of each column, top to bottom.
 *
 * @param x R x C.
 * @param out Where the sums go, 1 x C; a new matrix unless given.
 * @returns 1 x C; zeros for a matrix without rows.
 * @throws {TypeError} if `x` is no matrix.
 * @throws {RangeError} if `out` has another shape, or is `x`.
 *
 * @example
 * ```ts
 * import { columnSums, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(columnSums(new Matrix([[1, 2], [3, 4]])).to2DArray(), [[4, 6]]);
 * ```
 */
export function columnSums(x: Matrix, out?: Matrix): Matrix {
  checkMatrix("sum columns", "x", x);
  out ??= zeroMatrix(1, x.columns);
  checkMatrix("sum columns", "out", out);
  if (out.rows !== 1 || out.columns !== x.columns) {
    throw new RangeError(
      `Cannot sum columns: out must be 1 x ${x.columns}, got ${shape(out)}`,
    );
  }
  if (out === x) {
    throw new RangeError(
      "Cannot sum columns: out must be another matrix than x, got x",
    );
  }
  callKernel(
    [x],
    [out],
    (x_, sums) => kernel.columnSums(x_, sums, x.rows, x.columns),
  );
  return out;
}

/**
 * s_j = sum_i a_ij b_ij: the dot product of each pair of columns.
 *
 * @param a R x C.
 * @param b R x C.
 * @param out Where the products go, 1 x C; lent unless given.
 * @returns `out`.
 * @throws {RangeError} if the shapes differ.
 */
export function columnDots(
  a: Matrix,
  b: Matrix,
  out = lend(1, a.columns),
): Matrix {
  checkSameShape("multiply columns", ["a", "b"], a, b);
  callKernel(
    [a, b],
    [out],
    (a_, b, dots) => kernel.columnDots(a_, b, dots, a.rows, a.columns),
  );
  return out;
}
