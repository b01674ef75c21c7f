import { functions } from "../kernel/function_part.ts";
import { areOwn, checkPass } from "../layers/pass.ts";
import { mapPass } from "../matrix/passes.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { lend, lendCopy, Remembered } from "../storage/workspace.ts";
import { meanOf } from "./_mean.ts";
import { checkElements, checkRows, targetRows } from "./_targets.ts";
import { checkLabels } from "./check_labels.ts";
import type { Loss, TargetKind, Targets } from "./loss.ts";

const softplus = mapPass(functions, "softplus");
const sigmoid = mapPass(functions, "sigmoid");

/**
 * Sigmoid followed by binary cross-entropy, averaged over all N x outputs elements, in nats:
 * L = -1/(N C) sum_ic [t_ic log y_ic + (1 - t_ic) log(1 - y_ic)], y = 1 / (1 + exp(-z)).
 * For classes that do not exclude each other, each with an output of its own, and for two
 * classes with one output. PyTorch's BCEWithLogitsLoss and Keras' BinaryCrossentropy of logits
 * average likewise.
 *
 * Targets are classes 0 or 1 for one output, or a matrix of the logits' shape in [0, 1].
 * For several outputs an array of classes is refused: a class of several is
 * `SoftmaxCrossEntropy`'s.
 *
 * Computed as max(z, 0) - z t + ln(1 + exp(-|z|)), so that nothing overflows and no tail is
 * lost: with the first two as t |z| or (1 - t) |z|, whichever side z is on. A logit of NaN makes
 * loss and gradient NaN. One of Infinity is the limit: a loss of 0 where it is right, else of
 * Infinity. Backward: dz = (y - t) / (N C).
 *
 * @see Bishop (2006), "Pattern recognition and machine learning", equation 4.90.
 *
 * @example
 * ```ts
 * import { Matrix, SigmoidCrossEntropy } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new SigmoidCrossEntropy();
 * assertAlmostEquals(loss.forward(new Matrix([[0], [0]]), [1, 0]), Math.log(2));
 * assertAlmostEquals(loss.backward().get(0, 0), -0.25);
 * // Two outputs, of which both, one or none may be.
 * loss.forward(new Matrix([[0, 1000]]), new Matrix([[0, 1]]));
 * assertAlmostEquals(loss.backward().get(0, 0), 0.25);
 * ```
 */
export class SigmoidCrossEntropy implements Loss {
  readonly #pass = new Remembered<{ y: Matrix; t: Matrix }>();

  static {
    areOwn(this.prototype);
  }

  /**
   * The mean loss of a batch's outputs, in nats.
   *
   * @param logits Scores z before the sigmoid, N x C.
   * @param targets For C = 1 the class of each row, 0 or 1; or N x C numbers in [0, 1].
   * @throws {RangeError} if there are no rows, the targets are not N, of another width, or not
   * in [0, 1].
   * @throws {TypeError} if the logits are no matrix, or the targets neither array nor matrix.
   */
  forward(logits: Matrix, targets: Targets): number {
    checkRows("logits", logits, targets);
    this.checkTargets("compute the loss", "targets", targets, logits.columns);
    const t = targetRows(targets, logits.columns);
    const losses = lend(logits.rows, logits.columns);
    const z = rows(logits), e = rows(losses), right = rows(t);
    for (const [i, row] of z.entries()) {
      for (let c = 0; c < row.length; c++) e[i][c] = -Math.abs(row[c]);
    }
    softplus(losses, losses);
    for (const [i, row] of z.entries()) {
      for (let c = 0; c < row.length; c++) {
        const share = row[c] > 0 ? 1 - right[i][c] : right[i][c];
        // Infinity times 0 would be NaN where there is no loss.
        if (share !== 0) e[i][c] += share * Math.abs(row[c]);
      }
    }
    this.#pass.set({ y: sigmoid(logits, lend(z.length, logits.columns)), t });
    return meanOf(losses);
  }

  /** d L / d logits, N x C, for the last forward pass. */
  backward(): Matrix {
    const pass = this.#pass.get();
    checkPass("SigmoidCrossEntropy", pass);
    const { y, t } = pass, dz = lendCopy(y), right = rows(t);
    for (const [i, row] of rows(dz).entries()) {
      for (let c = 0; c < row.length; c++) {
        row[c] = (row[c] - right[i][c]) / y.size;
      }
    }
    return dz;
  }

  /**
   * Holds targets to classes 0 or 1, for one output, or to N x C numbers in [0, 1], which are
   * values.
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
      const must = "numbers in [0, 1]";
      checkElements(
        ...[what, name, targets, outputs, must] as const,
        (t) => t >= 0 && t <= 1,
      );
      return "values";
    }
    if (outputs !== 1) {
      throw new RangeError(
        `Cannot ${what}: ${name} must be a matrix with a column for each output for SigmoidCrossEntropy, got an array for ${outputs} outputs; of classes that exclude each other SoftmaxCrossEntropy takes an array`,
      );
    }
    checkLabels(what, name, targets, 1);
    return "classes";
  }
}
