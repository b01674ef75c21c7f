import { callKernel } from "./call_kernel.ts";
import * as kernel from "../kernel/kernel.wasm";
import { zipWith } from "./map.ts";
import type { Matrix } from "./matrix.ts";
import { rows } from "./rows.ts";
import { make } from "./workspace.ts";

/**
 * s_j = sum_i x_ij: the sum of each column, top to bottom.
 *
 * @param x R x C.
 * @param out Where the sums go, 1 x C; a new matrix unless given.
 * @returns 1 x C.
 *
 * @example
 * ```ts
 * import { columnSums, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(columnSums(new Matrix([[1, 2], [3, 4]])).to2DArray(), [[4, 6]]);
 * ```
 */
export function columnSums(x: Matrix, out = make(1, x.columns)): Matrix {
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
 * @param out Where the products go, 1 x C; a new matrix unless given.
 * @returns 1 x C.
 * @throws {RangeError} if the shapes differ.
 */
export function columnDots(
  a: Matrix,
  b: Matrix,
  out = make(1, a.columns),
): Matrix {
  return columnSums(zipWith(a, b, (a, b) => a * b), out);
}

/**
 * m_j = 1/R sum_i x_ij: the mean of each column.
 *
 * @param x R x C.
 * @returns 1 x C.
 *
 * @example
 * ```ts
 * import { columnMeans, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(columnMeans(new Matrix([[1, 2], [3, 4]])).to2DArray(), [[2, 3]]);
 * ```
 */
export function columnMeans(x: Matrix): Matrix {
  const means = columnSums(x);
  const m = rows(means)[0];
  for (let j = 0; j < m.length; j++) m[j] /= x.rows;
  return means;
}

/**
 * v_j = 1/R sum_i (x_ij - m_j)^2: the biased variance of each column.
 *
 * @param x R x C.
 * @returns 1 x C.
 *
 * @example
 * ```ts
 * import { columnVariances, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(columnVariances(new Matrix([[1, 2], [3, 6]])).to2DArray(), [[1, 4]]);
 * ```
 */
export function columnVariances(x: Matrix): Matrix {
  return columnMoments(x).variances;
}

/**
 * The mean and the biased variance of each column, in two passes: m_j = 1/R sum_i x_ij,
 * v_j = 1/R sum_i (x_ij - m_j)^2.
 *
 * @param x R x C.
 * @returns `means` and `variances`, each 1 x C.
 */
export function columnMoments(
  x: Matrix,
): { means: Matrix; variances: Matrix } {
  const means = make(1, x.columns), variances = make(1, x.columns);
  callKernel(
    [x],
    [means, variances],
    (x_, m, v) => kernel.columnMoments(x_, m, v, x.rows, x.columns),
  );
  return { means, variances };
}
