import { callKernel } from "../storage/call_kernel.ts";
import {
  checkBatch,
  checkMatrix,
  checkSameShape,
  shape,
} from "./check_matrix.ts";
import * as kernel from "../kernel/kernel.wasm";
import { zipInto } from "./map.ts";
import type { Matrix } from "../storage/matrix.ts";
import { powerOfTwo } from "../numbers/power_of_two.ts";
import { rows, zeroMatrix } from "../storage/rows.ts";
import { lend } from "../storage/workspace.ts";

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
  const products = lend(a.rows, a.columns);
  return columnSums(zipInto(products, a, b, (a, b) => a * b), out);
}

/**
 * m_j = 1/R sum_i x_ij: the mean of each column; of equal numbers exactly that number.
 *
 * @param x R x C, R at least 1.
 * @returns 1 x C.
 * @throws {TypeError} if `x` is no matrix.
 * @throws {RangeError} if it has no rows.
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
  checkBatch("average columns", "x", x);
  const means = columnSums(x);
  const m = rows(means)[0], first = rows(x)[0];
  for (let j = 0; j < m.length; j++) {
    m[j] /= x.rows;
    // A sum is rounded, or too large, where the mean of equal numbers need not be.
    if (m[j] !== first[j] && rows(x).every((row) => row[j] === first[j])) {
      m[j] = first[j];
    } else if (!Number.isFinite(m[j])) {
      m[j] = largeMean(x, j);
    }
  }
  return means;
}

/** The mean of a column whose sum may be beyond the largest number where it is not. */
function largeMean(x: Matrix, j: number): number {
  const parts = 2 * powerOfTwo(x.rows);
  let sum = 0;
  for (const row of rows(x)) sum += row[j] / parts;
  return sum / (x.rows / parts);
}

/**
 * v_j = 1/R sum_i (x_ij - m_j)^2: the biased variance of each column; of equal numbers
 * exactly 0.
 *
 * @param x R x C, R at least 1.
 * @returns 1 x C; zeros for a single row.
 * @throws {TypeError} if `x` is no matrix.
 * @throws {RangeError} if it has no rows.
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
  checkBatch("take columns' variances", "x", x);
  const moments = {
    means: zeroMatrix(1, x.columns),
    variances: zeroMatrix(1, x.columns),
  };
  return columnMoments(x, moments).variances;
}

/** The mean and the biased variance of each column, each 1 x C. */
interface Moments {
  readonly means: Matrix;
  readonly variances: Matrix;
}

/**
 * The mean and the biased variance of each column, in two passes: m_j = 1/R sum_i x_ij,
 * v_j = 1/R sum_i (x_ij - m_j)^2. Those of a column of equal numbers are exactly that
 * number and 0.
 *
 * @param x R x C, R at least 1.
 * @param out Where they go, each 1 x C; lent unless given.
 * @returns `means` and `variances`, each 1 x C.
 */
export function columnMoments(
  x: Matrix,
  out: Moments = {
    means: lend(1, x.columns),
    variances: lend(1, x.columns),
  },
): Moments {
  const { means, variances } = out;
  callKernel(
    [x],
    [means, variances],
    (x_, m, v) => kernel.columnMoments(x_, m, v, x.rows, x.columns),
  );
  return out;
}
