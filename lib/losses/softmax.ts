import { kernel } from "../kernel/kernel.ts";
import { mapPass } from "../matrix/passes.ts";
import { checkMatrix } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows, zeroMatrix } from "../storage/rows.ts";

const exponentials = mapPass(kernel, "exp");

/**
 * y_ic = exp(z_ic) / sum_k exp(z_ik): the probabilities of classes, of a network whose outputs
 * are their logits, trained with `SoftmaxCrossEntropy`. Those of one output, trained with
 * `SigmoidCrossEntropy`, are `sigmoid`'s.
 *
 * Computed from each row's distances to its largest logit, so that nothing overflows. A row with
 * a logit of NaN or Infinity is NaN.
 *
 * @param z N x classes.
 * @returns N x classes, each row with the sum 1.
 * @throws {TypeError} if z is no matrix.
 *
 * @see Bridle (1990), "Probabilistic interpretation of feedforward classification
 * network outputs".
 *
 * @example
 * ```ts
 * import { Matrix, softmax } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmax(new Matrix([[5, 5], [0, 1000]])).to2DArray(), [[0.5, 0.5], [0, 1]]);
 * ```
 */
export function softmax(z: Matrix): Matrix {
  checkMatrix("apply softmax", "z", z);
  const y = zeroMatrix(z.rows, z.columns);
  fromLargest(y, z);
  toShares(y);
  return y;
}

/**
 * y_ic = z_ic - max_k z_ik.
 *
 * @param y Where they go, N x classes.
 * @param z N x classes.
 */
export function fromLargest(y: Matrix, z: Matrix): void {
  const yRows = rows(y);
  for (const [i, row] of rows(z).entries()) {
    let max = -Infinity;
    for (const value of row) max = Math.max(max, value);
    for (let c = 0; c < row.length; c++) yRows[i][c] = row[c] - max;
  }
}

/**
 * exp(y_ic) / s_i in place of y_ic, with s_i = sum_k exp(y_ik).
 *
 * @param y N x classes.
 * @returns The s_i.
 */
export function toShares(y: Matrix): Float64Array {
  exponentials(y, y);
  const sums = new Float64Array(y.rows);
  for (const [i, row] of rows(y).entries()) {
    let sum = 0;
    for (let c = 0; c < row.length; c++) sum += row[c];
    for (let c = 0; c < row.length; c++) row[c] /= sum;
    sums[i] = sum;
  }
  return sums;
}
