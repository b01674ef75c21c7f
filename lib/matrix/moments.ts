import { kernel } from "../kernel/kernel.ts";
import { powerOfTwo, SMALLEST_NORMAL } from "../numbers/power_of_two.ts";
import { callKernel } from "../storage/call_kernel.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows, zeroMatrix } from "../storage/rows.ts";
import { isInWorkspace, lend } from "../storage/workspace.ts";
import { checkBatch } from "./check_matrix.ts";
import { columnSums } from "./columns.ts";
import { largestDifference } from "./largest_difference.ts";
import { mapElements } from "./map_elements.ts";

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
export interface ColumnMoments {
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
  out: ColumnMoments = {
    means: lend(1, x.columns),
    variances: lend(1, x.columns),
  },
): ColumnMoments {
  const { means, variances } = out;
  callKernel(
    [x],
    [means, variances],
    (x_, m, v) => kernel.columnMoments(x_, m, v, x.rows, x.columns),
  );
  return out;
}

/**
 * m_i = 1/C sum_j x_ij: the mean of each row; of equal numbers exactly that number.
 *
 * @param x R x C.
 * @param groups Of how many equal groups a row consists, each of which counts as a row here.
 * @returns 1 x R groups, lent.
 */
export function rowMeans(x: Matrix, groups = 1): Matrix {
  const means = lend(1, x.rows * groups);
  callKernel(
    [x],
    [means],
    (x_, m) => kernel.rowMeans(x_, m, x.rows * groups, x.columns / groups),
  );
  return means;
}

/**
 * v_i = 1/C sum_j (x_ij - m_i)^2, for each row.
 *
 * @param x R x C.
 * @param means 1 x R groups.
 * @param groups As in `rowMeans`.
 * @returns 1 x R groups, lent.
 */
export function rowVariances(x: Matrix, means: Matrix, groups = 1): Matrix {
  const variances = lend(1, x.rows * groups), width = x.columns / groups;
  callKernel(
    [x, means],
    [variances],
    (x_, m, v) => kernel.rowVariances(x_, m, v, x.rows * groups, width),
  );
  return variances;
}

/**
 * 1 / sqrt(v + eps) of each feature.
 *
 * Where v and eps are both 0 there is no xHat: 0 in the limit of a smaller and smaller
 * eps, +-1 in that of a smaller and smaller variance, with a slope beyond all bounds.
 * 0 / 0 would go through a network as NaN.
 *
 * Of finite numbers above 1e154 the variance is beyond the largest number, and 1 / sqrt of
 * that would make every xHat 0. In `train` and `diagnose`, whose networks may diverge, NaN
 * stands for it, as for a batch that holds NaN or Infinity, and all that follows is NaN: a
 * network that has diverged shows it, and a study of many goes on. Elsewhere it is refused.
 *
 * @param variances Of one batch, or running averages, 1 x features.
 * @param eps What is added, at least 0.
 * @param whose How they are called in a message: "the variance".
 * @throws {RangeError} if eps is 0 and a variance has not all its digits, or is 0; or if
 * a variance is Infinity.
 */
export function inverseStds(
  variances: Matrix,
  eps: number,
  whose: string,
): Matrix {
  const of = `${whose} of every feature`, [v] = rows(variances);
  const small = v.findIndex((v) => isLost(v, eps)),
    huge = v.indexOf(Infinity);
  if (small >= 0) refuseSmall(of, eps, v[small], `feature ${small + 1}`);
  if (huge >= 0) refuseHuge("normalize", of, `feature ${huge + 1}`);
  const inverse = lend(1, v.length), [to] = rows(inverse);
  for (let j = 0; j < v.length; j++) to[j] = 1 / Math.sqrt(v[j] + eps);
  return inverse;
}

/**
 * 1 / sqrt(v + eps) of each example, or of each group of an example's features.
 *
 * @param v The variances or mean squares of the rows of `x`, or of their groups, 1 x R groups.
 * @param eps What is added, at least 0.
 * @param whose How v is called in a message: "the mean square".
 * @param x The examples, R x C.
 * @param groups As in `rowMeans`.
 * @returns 1 x R groups, lent.
 * @throws {RangeError} if a sum has not all its digits, or is 0; or if a v is Infinity
 * and the features that it is of are not.
 */
export function inverseStdsOfRows(
  v: Matrix,
  eps: number,
  whose: string,
  x: Matrix,
  groups = 1,
): Matrix {
  const of = `${whose} of every ${groups === 1 ? "example" : "group"}`;
  const inverse = lend(1, v.columns), [from] = rows(v), [to] = rows(inverse);
  const width = x.columns / groups;
  for (let i = 0; i < to.length; i++) {
    const v = from[i], row = Math.floor(i / groups), group = i % groups;
    const place = () =>
      groups === 1 ? `row ${row}` : `group ${group + 1} of row ${row}`;
    if (isLost(v, eps)) refuseSmall(of, eps, v, place());
    const isHuge = v === Infinity &&
      rows(x)[row].subarray(group * width, (group + 1) * width)
        .every(Number.isFinite);
    if (isHuge && !isInWorkspace()) refuseHuge("normalize", of, place());
    to[i] = isHuge ? NaN : 1 / Math.sqrt(v + eps);
  }
  return inverse;
}

/**
 * Refuses finite numbers whose variance is beyond the largest number.
 *
 * @param doing What cannot be done: "normalize".
 * @param what What is Infinity: "the variance of every feature".
 * @param where Whose: "feature 3".
 * @throws {RangeError} always.
 */
export function refuseHuge(doing: string, what: string, where: string): never {
  throw new RangeError(
    `Cannot ${doing}: ${what} must be finite, got Infinity for ${where}; its numbers are so large that their squares are not (a network that diverges makes such)`,
  );
}

/** Whether v + eps is 0, or v so small a part of it that its digits are lost. */
function isLost(v: number, eps: number): boolean {
  return v + eps === 0 || (v > 0 && v + eps < SMALLEST_NORMAL);
}

function refuseSmall(
  what: string,
  eps: number,
  v: number,
  where: string,
): never {
  const [least, remedy] = v + eps === 0
    ? ["above 0", "an eps above 0 makes its xHat 0"]
    : [
      `at least ${SMALLEST_NORMAL}`,
      "below that its digits are lost: scale it up",
    ];
  throw new RangeError(
    `Cannot normalize: with an eps of ${eps} ${what} must be ${least}, got ${v} for ${where}; ${remedy}`,
  );
}

/**
 * Variances as a pass of `train` or `diagnose` takes them: NaN for Infinity.
 *
 * @param variances 1 x features, which may be written to.
 * @returns `variances`.
 */
export function showingDivergence(variances: Matrix): Matrix {
  if (isInWorkspace()) {
    const [v] = rows(variances);
    for (let j = 0; j < v.length; j++) if (v[j] === Infinity) v[j] = NaN;
  }
  return variances;
}

/** The first two moments of all values of a matrix. */
export interface Moments {
  /** The mean. */
  readonly mean: number;
  /** The mean square. */
  readonly q: number;
}

/**
 * The mean and the mean square of all values.
 *
 * @param x R x C, with a value.
 */
export function momentsOf(x: Matrix): Moments {
  let sum = 0, squares = 0;
  for (const row of rows(x)) {
    for (const value of row) {
      sum += value;
      squares += value * value;
    }
  }
  const count = x.rows * x.columns;
  return { mean: sum / count, q: squares / count };
}

/** The mean, the root mean square and the length of all values, in their unit. */
export interface Sizes {
  /** The mean. */
  readonly mean: number;
  /** The root of the mean square. */
  readonly rms: number;
  /** The root of the sum of squares. */
  readonly length: number;
}

/**
 * How large values are: also where their squares are too large or too small to be numbers,
 * as a gradient's are that has vanished through many layers.
 *
 * @param x R x C, with a value.
 */
export function sizesOf(x: Matrix): Sizes {
  const unit = powerOfTwo(largestDifference(x, 0));
  const { mean, q } = momentsOf(mapElements(x, (v) => v / unit));
  return {
    mean: mean * unit,
    rms: Math.sqrt(q) * unit,
    length: Math.sqrt(q * (x.rows * x.columns)) * unit,
  };
}

/**
 * The biased variance of all values, relative to the first while their mean is taken, so
 * that equal ones have the variance 0 and not a rounding's square.
 *
 * @param x R x C, with a value.
 */
export function varianceOf(x: Matrix): number {
  const n = x.rows * x.columns, first = x.get(0, 0);
  let sum = 0;
  for (const row of rows(x)) for (const value of row) sum += value - first;
  const mean = first + sum / n;
  let squares = 0;
  for (const row of rows(x)) {
    for (const value of row) squares += (value - mean) ** 2;
  }
  return squares / n;
}
