import { kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/elementary.ts";
import { checkArray } from "../check/kinds.ts";
import { checkMatrix, shape } from "../matrix/check_matrix.ts";
import { mapPass } from "../matrix/passes.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { lend, lendCopy, Remembered } from "../storage/workspace.ts";

const exponentials = mapPass(kernel, "exp");

/**
 * Softmax followed by cross-entropy, averaged over the batch, in nats:
 * L = -1/N sum_i log y_i[t_i], with y_ic = exp(z_ic) / sum_k exp(z_ik).
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
export class SoftmaxCrossEntropy {
  readonly #pass = new Remembered<{ y: Matrix; labels: Uint32Array }>();

  /**
   * The mean loss of a batch, in nats.
   *
   * @param logits Scores z before the softmax, N x classes.
   * @param labels The right class of each row, in 0 .. classes - 1.
   * @throws {RangeError} if there are no rows, the number of labels is not N, or
   * a label is not a class.
   * @throws {TypeError} if the logits are no matrix, or the labels no array.
   */
  forward(logits: Matrix, labels: ArrayLike<number>): number {
    checkMatrix("compute the loss", "logits", logits);
    checkArray("compute the loss", "labels", labels);
    const n = logits.rows;
    if (n === 0 || labels.length !== n) {
      throw new RangeError(
        `Cannot compute the loss: logits must have a row for each label, and at least one, got ${
          shape(logits)
        } logits and ${labels.length} labels`,
      );
    }
    const y = lend(n, logits.columns);
    const yRows = rows(y), losses = new Float64Array(n);
    for (const [i, z] of rows(logits).entries()) {
      const label = labels[i];
      if (!(Number.isInteger(label) && label >= 0 && label < z.length)) {
        throw new RangeError(
          `Cannot compute the loss: labels must be classes in 0 .. ${
            z.length - 1
          }, got ${kindOf(label)} in row ${i}`,
        );
      }
      let max = -Infinity;
      for (const value of z) max = Math.max(max, value);
      for (let c = 0; c < z.length; c++) yRows[i][c] = z[c] - max;
      losses[i] = -yRows[i][label];
    }
    exponentials(y, y);
    let total = 0, mean = 0;
    for (const [i, row] of yRows.entries()) {
      let sum = 0;
      for (let c = 0; c < row.length; c++) sum += row[c];
      for (let c = 0; c < row.length; c++) row[c] /= sum;
      // Adding the largest logit and taking the label's away would round the difference off.
      const loss = log(sum) + losses[i];
      total += loss;
      mean += loss / n;
    }
    this.#pass.set({ y, labels: Uint32Array.from(labels) });
    // The sum of losses near the largest number is beyond it where their mean is not.
    return total === Infinity ? mean : total / n;
  }

  /** d L / d logits, N x classes, for the last forward pass. */
  backward(): Matrix {
    const pass = this.#pass.get();
    if (pass === undefined) {
      throw new Error(
        "Cannot run SoftmaxCrossEntropy backward: call forward first, so that there is a pass to go back through",
      );
    }
    const { y, labels } = pass, dz = lendCopy(y);
    for (const [i, row] of rows(dz).entries()) {
      row[labels[i]] -= 1;
      for (let c = 0; c < row.length; c++) row[c] /= y.rows;
    }
    return dz;
  }
}
