import { log } from "../kernel/elementary.ts";
import { kindOf } from "../check/kind_of.ts";
import { areOwn, checkPass } from "../layers/pass.ts";
import { shape } from "../matrix/check_matrix.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { lend, lendCopy, Remembered } from "../storage/workspace.ts";
import { checkElements, checkRows } from "./_targets.ts";
import { checkLabels } from "./check_labels.ts";
import type { Loss, TargetKind, Targets } from "./loss.ts";
import { fromLargest, toShares } from "./softmax.ts";

/** How far the probabilities of a row may be from 1 together. */
const ROUNDING = 1e-6;

/** Who forgot that the targets are for another loss reads of this one. */
const FOR = "for SoftmaxCrossEntropy (MeanSquaredError takes any numbers)";

/** What is right in each row: the probabilities p of its classes. */
interface Right {
  /** sum_c p_c in row i. */
  readonly sum: (i: number) => number;
  /** sum_c p_c z_c, of row i. */
  readonly expected: (z: Float64Array, i: number) => number;
  /** y -= p, of row i. */
  readonly subtract: (y: Float64Array, i: number) => void;
}

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
  readonly #pass = new Remembered<{ y: Matrix; right: Right }>();

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
    checkRows("logits", logits, targets, "label");
    if (logits.columns < 2) {
      throw new RangeError(
        `Cannot compute the loss: logits must have at least 2 columns for SoftmaxCrossEntropy, one a class, got ${
          shape(logits)
        }; SigmoidCrossEntropy takes one for two classes`,
      );
    }
    const right = targets instanceof Matrix
      ? probabilities(targets, logits.columns)
      : classes(targets, logits.columns);
    const n = logits.rows, y = lend(n, logits.columns);
    fromLargest(y, logits);
    const losses = rows(y).map((row, i) => -right.expected(row, i));
    let total = 0, mean = 0;
    for (const [i, sum] of toShares(y).entries()) {
      // Adding the largest logit and taking the label's away would round the difference off.
      const loss = right.sum(i) * log(sum) + losses[i];
      total += loss;
      mean += loss / n;
    }
    this.#pass.set({ y, right });
    // The sum of losses near the largest number is beyond it where their mean is not.
    return total === Infinity ? mean : total / n;
  }

  /** d L / d logits, N x classes, for the last forward pass. */
  backward(): Matrix {
    const pass = this.#pass.get();
    checkPass("SoftmaxCrossEntropy", pass);
    const { y, right } = pass, dz = lendCopy(y);
    for (const [i, row] of rows(dz).entries()) {
      const sum = right.sum(i);
      for (let c = 0; c < row.length; c++) row[c] *= sum;
      right.subtract(row, i);
      for (let c = 0; c < row.length; c++) row[c] /= y.rows;
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

/** All of the probability is the label's. */
function classes(given: ArrayLike<number>, count: number): Right {
  for (let i = 0; i < given.length; i++) {
    const label = given[i];
    if (Number.isInteger(label) && label >= 0 && label < count) continue;
    throw new RangeError(
      `Cannot compute the loss: labels must be classes in 0 .. ${
        count - 1
      }, got ${kindOf(label)} in row ${i}`,
    );
  }
  const labels = Uint32Array.from(given);
  return {
    sum: () => 1,
    expected: (z, i) => z[labels[i]],
    subtract: (y, i) => {
      y[labels[i]] -= 1;
    },
  };
}

/** A matrix has the probabilities. */
function probabilities(given: Matrix, count: number): Right {
  checkProbabilities("compute the loss", "targets", given, count);
  const p = rows(lendCopy(given));
  return {
    sum: (i) => sumOf(p[i]),
    expected: (z, i) => {
      let expected = 0;
      for (let c = 0; c < z.length; c++) {
        // 0 times the -Infinity of a class that cannot be would be NaN.
        if (p[i][c] !== 0) expected += p[i][c] * z[c];
      }
      return expected;
    },
    subtract: (y, i) => {
      for (let c = 0; c < y.length; c++) y[c] -= p[i][c];
    },
  };
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
