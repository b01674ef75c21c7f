import { checkCount } from "../check/numbers.ts";
import { checkBatch, checkGradientShape } from "../matrix/check_matrix.ts";
import { columnDots, columnMoments, columnSums } from "../matrix/columns.ts";
import { Matrix } from "../storage/matrix.ts";
import { normalize, normalizeBackward } from "../matrix/normalize.ts";
import { Remembered } from "../storage/workspace.ts";
import { checkMode } from "./_check_mode.ts";
import { copyParams } from "./_copy_params.ts";
import { inverseStds, showingDivergence } from "./_inverse_std.ts";
import { canRectify } from "./_one_pass.ts";
import { areOwn } from "./own_passes.ts";
import { RunningStatistics } from "./_running_statistics.ts";
import {
  type BatchNormalizationConstants,
  type BatchNormalizationOptions,
  constantsOf,
} from "./batch_normalization_conventions.ts";
import { type Layer, type Mode, type Param, param } from "./layer.ts";

/** What a pass leaves for the backward pass. */
interface Pass {
  readonly mode: Mode;
  /** The normalized input, N x features. */
  readonly xHat: Matrix;
  /** 1 / sqrt(variance + eps), 1 x features. */
  readonly inverseStd: Matrix;
}

/**
 * Batch normalization: y = gamma xHat + beta, xHat = (x - mu) / sqrt(v + eps).
 *
 * In "train" mode mu and v are each feature's mean and biased variance over the
 * batch, and the running averages move towards them; in "infer" mode mu and v are
 * the running averages.
 *
 * Backward, with m examples (the mean and the variance depend on x too):
 * dgamma = sum dy xHat, dbeta = sum dy, and with g = gamma dy
 * dx = (g - mean(g) - xHat mean(g xHat)) / sqrt(v + eps).
 *
 * @see Ioffe and Szegedy (2015), "Batch normalization", algorithms 1 and 2 and
 * section 3.
 *
 * @example
 * ```ts
 * import { BatchNormalization, Matrix } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const layer = new BatchNormalization(1, { eps: 0 });
 * const y = layer.forward(new Matrix([[1], [3]]), "train");
 * assertAlmostEquals(y.get(0, 0), -1);
 * assertAlmostEquals(y.get(1, 0), 1);
 * ```
 */
export class BatchNormalization implements Layer {
  /** "BatchNormalization". */
  readonly name = "BatchNormalization";
  /** The scale of each feature, 1 x features, ones at the start. */
  readonly gamma: Param;
  /** The shift of each feature, 1 x features, zeros at the start. */
  readonly beta: Param;
  /** gamma and beta. */
  readonly params: readonly Param[];
  /** The running mean of each feature, 1 x features. */
  readonly runningMean: Matrix;
  /** The running variance of each feature, 1 x features. */
  readonly runningVariance: Matrix;
  /** The constants in force: the options', and the convention's for the rest. */
  readonly constants: BatchNormalizationConstants;

  readonly #running: RunningStatistics;
  readonly #pass = new Remembered<Pass>();

  static {
    areOwn(this.prototype);
    canRectify(
      this.prototype.forward,
      (layer, x, mode) =>
        (layer as BatchNormalization).#forward(x, mode, { rectify: true }),
    );
  }

  /**
   * gamma starts at ones, beta at zeros.
   *
   * @param features The width of the batches, at least 1.
   * @param options The layer's constants.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(features: number, options: BatchNormalizationOptions = {}) {
    const making = "make BatchNormalization";
    checkCount(making, "features", features);
    this.constants = constantsOf(making, options);
    this.gamma = param("gamma", Matrix.ones(1, features));
    this.beta = param("beta", Matrix.zeros(1, features));
    this.params = [this.gamma, this.beta];
    this.#running = new RunningStatistics(features, this.constants);
    this.runningMean = this.#running.mean;
    this.runningVariance = this.#running.variance;
  }

  /**
   * y = gamma (x - mu) / sqrt(v + eps) + beta, N x features -> N x features.
   *
   * @throws {RangeError} in "train" mode for a batch of one, which has no
   * variance: its xHat would be 0 whatever the input. In either mode for a batch
   * of another width or without rows. If the mode is neither. With an eps of 0 if
   * a feature is the same in the whole batch ("infer": if its running variance is 0):
   * its xHat would be 0 / 0, where an eps above 0 makes it 0. If
   * finite numbers are so large that their variance is Infinity; within
   * `train` and `diagnose` NaN then shows that the network diverges.
   */
  forward(x: Matrix, mode: Mode): Matrix {
    return this.#forward(x, mode);
  }

  #forward(x: Matrix, mode: Mode, then?: { rectify: boolean }): Matrix {
    checkBatch("normalize", "x", x, this.gamma.value.columns);
    checkMode("normalize", mode);
    if (mode === "train" && x.rows === 1) {
      throw new RangeError(
        "Cannot normalize: in train mode a batch must have at least 2 rows, got 1; a single example has no variance",
      );
    }
    const { means, variances } = mode === "train"
      ? columnMoments(x)
      : { means: this.runningMean, variances: this.runningVariance };
    if (mode === "train") showingDivergence(variances);
    const whose = mode === "train" ? "the variance" : "the running variance";
    const inverseStd = inverseStds(variances, this.constants.eps, whose);
    if (mode === "train") this.#running.update(x.rows, means, variances);

    const { value: gamma } = this.gamma, { value: beta } = this.beta;
    const { xHat, y } = normalize(x, means, inverseStd, gamma, beta, then);
    this.#pass.set({ mode, xHat, inverseStd });
    return y;
  }

  /**
   * Sets dgamma and dbeta; returns dx, N x features. After a pass in "infer" mode
   * mu and v are constants, and dx = gamma dy / sqrt(v + eps).
   */
  backward(dout: Matrix): Matrix {
    const pass = this.#pass.get();
    checkGradientShape("BatchNormalization", dout, pass?.xHat);
    const { mode, xHat, inverseStd } = pass!;
    const { value: gamma, grad: dgamma } = this.gamma;
    const { grad: dbeta } = this.beta;
    if (mode === "train") {
      return normalizeBackward(dout, xHat, gamma, inverseStd, dgamma, dbeta);
    }
    columnDots(dout, xHat, dgamma);
    columnSums(dout, dbeta);
    return dout.clone().mulRowVector(gamma).mulRowVector(inverseStd);
  }

  /**
   * Puts the moments of `x` in place of the running averages: each feature's mean,
   * and its variance as the layer's estimator has it.
   *
   * @param x A population of inputs to this layer, N x features, N at least 2.
   * @throws {RangeError} if it has another width, or fewer than 2 rows.
   *
   * @see recalibrate, which does this for every layer of a network.
   */
  setPopulation(x: Matrix): void {
    this.#running.setPopulation(x);
  }

  /** The same constants, with copies of gamma, beta and the running averages. */
  clone(): BatchNormalization {
    const { columns } = this.gamma.value;
    const copy = new BatchNormalization(columns, this.constants);
    copy.#running.copyFrom(this.#running);
    return copyParams<BatchNormalization>(this, copy);
  }
}
