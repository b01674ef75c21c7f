import { Matrix } from "./matrix.ts";
import { rows } from "./rows.ts";

/**
 * s_j = sum_i x_ij: the sum of each column, top to bottom.
 *
 * @param x R x C.
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
export function columnSums(x: Matrix): Matrix {
  const sums = new Matrix(1, x.columns);
  const s = rows(sums)[0];
  for (const row of rows(x)) {
    for (let j = 0; j < s.length; j++) s[j] += row[j];
  }
  return sums;
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
 * @param means 1 x C, the columns' means, where they are at hand.
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
export function columnVariances(x: Matrix, means = columnMeans(x)): Matrix {
  const variances = new Matrix(1, x.columns);
  const v = rows(variances)[0], m = rows(means)[0];
  for (const row of rows(x)) {
    for (let j = 0; j < v.length; j++) v[j] += (row[j] - m[j]) ** 2;
  }
  for (let j = 0; j < v.length; j++) v[j] /= x.rows;
  return variances;
}
