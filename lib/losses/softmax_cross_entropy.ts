import { log } from "../kernel/elementary.ts";
import { areOwn, checkPass } from "../layers/pass.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { lend, lendCopy, Remembered } from "../storage/workspace.ts";
import { meanOf } from "./_mean.ts";
import { checkElements, checkRows, targetRows } from "./_targets.ts";
import { checkLabels } from "./check_labels.ts";
import type { Loss, TargetKind, Targets } from "./loss.ts";
import { fromLargest, toShares } from "./softmax.ts";

/** How far the probabilities of a row may be from 1 together. */
const ROUNDING = 1e-6;

/** Who forgot that the targets are for another loss reads of this one. */
const FOR = "for SoftmaxCrossEntropy (MeanSquaredError takes any numbers)";

/**
 * Softmax followed by cross-entropy, averaged over the batch, in nats:
 * L = -1/N sum_i log y_i[t_i], with y_ic = exp(z_ic) / sum_k exp(z_ik). For classes that
 * exclude each other, with an output each, two at least; `SigmoidCrossEntropy` takes one
 * output for two classes.
 *
 * Targets are classes, or rows of probabilities p (such as smoothed labels), and then
 * L = -1/N sum_ic p_ic log y_ic, dz = (y sum_c p_c - p) / N: for p of a one and zeros the same,
 * to the bit.
 *
 * Computed as log sum_k exp(z_k - m) - (z_t - m), m the row's largest logit, so that
 * nothing overflows and logits that are large beside their differences lose none of them.
 * A logit of NaN or Infinity makes loss and gradient NaN. Backward:
 * dz = (y - onehot(t)) / N.
 *
 * @see Bridle (1990), "Probabilistic interpretation of feedforward classification
 * network outputs".
 *
 * @example
 * ```ts
 * import { Matrix, SoftmaxCrossEntropy } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new SoftmaxCrossEntropy();
 * assertAlmostEquals(loss.forward(new Matrix([[0, 0]]), [1]), Math.log(2));
 * assertAlmostEquals(loss.backward().get(0, 1), -0.5);
 * ```
 */
export class SoftmaxCrossEntropy implements Loss {
  readonly #pass = new Remembered<{ y: Matrix; p: Matrix }>();

  static {
    areOwn(this.prototype);
  }

  /**
   * The mean loss of a batch, in nats.
   *
   * @param logits Scores z before the softmax, N x classes, two classes at least.
   * @param targets The right class of each row, in 0 .. classes - 1; or N x classes
   * probabilities, whose rows sum to 1 within 1e-6.
   * @throws {RangeError} if there are no rows, or fewer than two columns, the number of targets
   * is not N, a label is not a class, or a row no probabilities.
   * @throws {TypeError} if the logits are no matrix, or the targets neither array nor matrix.
   */
  forward(logits: Matrix, targets: Targets): number {
    checkRows("logits", logits, targets);
    this.checkTargets("compute the loss", "targets", targets, logits.columns);
    const p = targetRows(targets, logits.columns), right = rows(p);
    const n = logits.rows, y = lend(n, logits.columns), each = lend(n, 1);
    const losses = rows(each);
    fromLargest(y, logits);
    for (const [i, z] of rows(y).entries()) {
      let expected = 0;
      for (let c = 0; c < z.length; c++) {
        // 0 times the -Infinity of a class that cannot be would be NaN.
        if (right[i][c] !== 0) expected += right[i][c] * z[c];
      }
      losses[i][0] = -expected;
    }
    for (const [i, sum] of toShares(y).entries()) {
      // Adding the largest logit and taking the label's away would round the difference off.
      losses[i][0] += sumOf(right[i]) * log(sum);
    }
    this.#pass.set({ y, p });
    return meanOf(each);
  }

  /** d L / d logits, N x classes, for the last forward pass. */
  backward(): Matrix {
    const pass = this.#pass.get();
    checkPass("SoftmaxCrossEntropy", pass);
    const { y, p } = pass, dz = lendCopy(y), right = rows(p);
    for (const [i, row] of rows(dz).entries()) {
      const sum = sumOf(right[i]);
      for (let c = 0; c < row.length; c++) {
        row[c] = (row[c] * sum - right[i][c]) / y.rows;
      }
    }
    return dz;
  }

  /**
   * Holds targets to classes 0 .. outputs - 1, or to rows of probabilities, which are values.
   *
   * @throws {RangeError} if there are fewer than two outputs, or naming the first target that
   * does not fit.
   */
  checkTargets(
    what: string,
    name: string,
    targets: Targets,
    outputs: number,
  ): TargetKind {
    if (outputs < 2) {
      throw new RangeError(
        `Cannot ${what}: the network must have at least 2 outputs for SoftmaxCrossEntropy, one a class, got ${outputs}; loss: new SigmoidCrossEntropy() takes one for two classes, new MeanSquaredError() one for numbers`,
      );
    }
    if (targets instanceof Matrix) {
      checkProbabilities(what, name, targets, outputs);
      return "values";
    }
    checkLabels(what, name, targets, outputs);
    return "classes";
  }
}

function checkProbabilities(
  what: string,
  name: string,
  targets: Matrix,
  outputs: number,
): void {
  const must = `probabilities, at least 0, ${FOR}`;
  checkElements(what, name, targets, outputs, must, (p) => p >= 0);
  for (const [i, row] of rows(targets).entries()) {
    const sum = sumOf(row);
    if (Math.abs(sum - 1) <= ROUNDING) continue;
    throw new RangeError(
      `Cannot ${what}: the rows of ${name} must be probabilities that sum to 1, ${FOR}, got ${sum} in row ${i}`,
    );
  }
}

function sumOf(row: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < row.length; c++) sum += row[c];
  return sum;
}
