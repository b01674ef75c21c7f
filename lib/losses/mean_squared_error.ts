import { kindOf } from "../check/kind_of.ts";
import { areOwn, checkPass } from "../layers/pass.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { lend, lendCopy, Remembered } from "../storage/workspace.ts";
import { meanOf } from "./_mean.ts";
import { checkElements, checkRows, targetRows } from "./_targets.ts";
import { checkLabels } from "./check_labels.ts";
import type { Loss, TargetKind, Targets } from "./loss.ts";

const FINITE = "finite numbers";

/**
 * The mean squared error over all N x outputs elements, in the square of the targets' unit:
 * L = 1/(N C) sum_ic (y_ic - t_ic)^2. PyTorch's MSELoss and Keras' MeanSquaredError average
 * likewise; there is no half in front.
 *
 * Targets are N x C numbers, or an array of N. For one output an array holds the numbers
 * themselves. For several it cannot: it holds classes 0 .. C - 1, as for `SoftmaxCrossEntropy`,
 * and the outputs should be 1 for the class and 0 for the others.
 *
 * Backward: dy = 2 (y - t) / (N C).
 *
 * @see Hui and Belkin (2021), "Evaluation of neural architectures trained with square loss vs
 * cross-entropy in classification tasks", for classes.
 *
 * @example
 * ```ts
 * import { Matrix, MeanSquaredError } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = new MeanSquaredError();
 * assertEquals(loss.forward(new Matrix([[1], [4]]), [2, 1]), 5);
 * assertEquals(loss.backward().to2DArray(), [[-1], [3]]);
 * assertEquals(loss.forward(new Matrix([[0, 2]]), new Matrix([[1, 1]])), 1);
 * // Class 1 of two: the outputs should be 0 and 1.
 * assertEquals(loss.forward(new Matrix([[0, 2]]), [1]), 0.5);
 * ```
 */
export class MeanSquaredError implements Loss {
  readonly #pass = new Remembered<Matrix>();

  static {
    areOwn(this.prototype);
  }

  /**
   * The mean of the squared errors of a batch's outputs.
   *
   * @param outputs N x C.
   * @param targets N x C numbers; or for C = 1 N numbers, for more N classes.
   * @throws {RangeError} if there are no rows, the targets are not N, of another width, not
   * finite, or, of several outputs, no classes.
   * @throws {TypeError} if the outputs are no matrix, or the targets neither array nor matrix.
   */
  forward(outputs: Matrix, targets: Targets): number {
    checkRows("outputs", outputs, targets);
    this.checkTargets("compute the loss", "targets", targets, outputs.columns);
    const errors = targetRows(targets, outputs.columns);
    const squares = lend(outputs.rows, outputs.columns);
    const e = rows(errors), s = rows(squares);
    for (const [i, row] of rows(outputs).entries()) {
      for (let c = 0; c < row.length; c++) {
        e[i][c] = row[c] - e[i][c];
        s[i][c] = e[i][c] * e[i][c];
      }
    }
    this.#pass.set(errors);
    return meanOf(squares);
  }

  /** d L / d outputs, N x C, for the last forward pass. */
  backward(): Matrix {
    const errors = this.#pass.get();
    checkPass("MeanSquaredError", errors);
    const dy = lendCopy(errors);
    for (const row of rows(dy)) {
      for (let c = 0; c < row.length; c++) row[c] = 2 * row[c] / dy.size;
    }
    return dy;
  }

  /**
   * Holds targets to finite numbers, or, an array for several outputs, to classes.
   *
   * @throws {RangeError} naming the first that is not.
   */
  checkTargets(
    what: string,
    name: string,
    targets: Targets,
    outputs: number,
  ): TargetKind {
    if (targets instanceof Matrix) {
      checkElements(
        ...[what, name, targets, outputs, FINITE] as const,
        Number.isFinite,
      );
      return "values";
    }
    if (outputs > 1) {
      checkLabels(what, `${name}, if it is no matrix,`, targets, outputs);
      return "classes";
    }
    for (let i = 0; i < targets.length; i++) {
      if (Number.isFinite(targets[i])) continue;
      throw new RangeError(
        `Cannot ${what}: ${name} must hold ${FINITE}, got ${
          kindOf(targets[i])
        } for example ${i}`,
      );
    }
    return "values";
  }
}
