import {
  checkBatch,
  checkCount,
  checkGradientShape,
  checkNumber,
} from "../matrix/check.ts";
import { columnMoments, columnSums } from "../matrix/columns.ts";
import { map, zipWith } from "../matrix/map.ts";
import { Matrix } from "../matrix/matrix.ts";
import { normalize, normalizeBackward } from "../matrix/normalize.ts";
import { copyRows, rows } from "../matrix/rows.ts";
import { checkMode } from "./_check_mode.ts";
import { copyParams } from "./_copy_params.ts";
import { type Layer, type Mode, type Param, param } from "./layer.ts";

/** What a `BatchNormalization` may be told; the defaults are the post's. */
export interface BatchNormalizationOptions {
  /**
   * What is added to the variance before its root is taken, at least 0. Default:
   * 1e-6.
   */
  readonly eps?: number;
  /**
   * The weight of the old value in the running averages, in [0, 1). Default: .9.
   * (PyTorch's `momentum` is the weight of the new one, 1 minus this.)
   */
  readonly momentum?: number;
  /** Where the running mean starts, for every feature. Default: 0. */
  readonly runningMean?: number;
  /** Where the running variance starts, for every feature. Default: 0. */
  readonly runningVariance?: number;
  /**
   * What the running variance averages: the batch's biased variance (divided by
   * m), or the unbiased (by m - 1). The batch itself is always normalized with
   * the biased one. Default: "biased".
   */
  readonly estimator?: "biased" | "unbiased";
}

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

  readonly #eps: number;
  readonly #momentum: number;
  readonly #estimator: "biased" | "unbiased";
  #pass?: Pass;

  /**
   * gamma starts at ones, beta at zeros.
   *
   * @param features The width of the batches, at least 1.
   * @param options The layer's constants.
   * @throws {RangeError} if a constant is outside its range.
   */
  constructor(features: number, options: BatchNormalizationOptions = {}) {
    const {
      eps = 1e-6,
      momentum = 0.9,
      runningMean = 0,
      runningVariance = 0,
      estimator = "biased",
    } = options;
    const making = "make BatchNormalization";
    checkCount(making, "features", features);
    checkNumber(making, "eps", eps, { least: 0 });
    checkNumber(making, "momentum", momentum, { least: 0, below: 1 });
    checkNumber(making, "runningMean", runningMean, {});
    checkNumber(making, "runningVariance", runningVariance, { least: 0 });
    if (estimator !== "biased" && estimator !== "unbiased") {
      throw new RangeError(
        `Cannot ${making}: estimator must be "biased" or "unbiased", got ${estimator}`,
      );
    }
    this.gamma = param("gamma", Matrix.ones(1, features));
    this.beta = param("beta", Matrix.zeros(1, features));
    this.params = [this.gamma, this.beta];
    this.runningMean = new Matrix(1, features).fill(runningMean);
    this.runningVariance = new Matrix(1, features).fill(runningVariance);
    this.#eps = eps;
    this.#momentum = momentum;
    this.#estimator = estimator;
  }

  /**
   * y = gamma (x - mu) / sqrt(v + eps) + beta, N x features -> N x features.
   *
   * @throws {RangeError} in "train" mode for a batch of one, which has no
   * variance: its xHat would be 0 whatever the input. In either mode for a batch
   * of another width or without rows. If the mode is neither.
   */
  forward(x: Matrix, mode: Mode): Matrix {
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
    if (mode === "train") this.#updateRunning(x.rows, means, variances);

    const inverseStd = map(variances, (v) => 1 / Math.sqrt(v + this.#eps));
    const { value: gamma } = this.gamma, { value: beta } = this.beta;
    const { xHat, y } = normalize(x, means, inverseStd, gamma, beta);
    this.#pass = { mode, xHat, inverseStd };
    return y;
  }

  /**
   * Sets dgamma and dbeta; returns dx, N x features. After a pass in "infer" mode
   * mu and v are constants, and dx = gamma dy / sqrt(v + eps).
   */
  backward(dout: Matrix): Matrix {
    checkGradientShape("BatchNormalization", dout, this.#pass?.xHat);
    const { mode, xHat, inverseStd } = this.#pass!;
    const { value: gamma, grad: dgamma } = this.gamma;
    const { grad: dbeta } = this.beta;
    if (mode === "train") {
      return normalizeBackward(dout, xHat, gamma, inverseStd, dgamma, dbeta);
    }
    columnSums(zipWith(dout, xHat, multiply), dgamma);
    columnSums(dout, dbeta);
    return dout.clone().mulRowVector(gamma).mulRowVector(inverseStd);
  }

  /** The same constants, with copies of gamma, beta and the running averages. */
  clone(): BatchNormalization {
    const copy = new BatchNormalization(this.gamma.value.columns, {
      eps: this.#eps,
      momentum: this.#momentum,
      estimator: this.#estimator,
    });
    copyRows(this.runningMean, copy.runningMean);
    copyRows(this.runningVariance, copy.runningVariance);
    return copyParams<BatchNormalization>(this, copy);
  }

  #updateRunning(m: number, means: Matrix, variances: Matrix): void {
    const correction = this.#estimator === "unbiased" ? m / (m - 1) : 1;
    const move = (running: Matrix, now: Matrix, factor: number) => {
      const r = rows(running)[0], v = rows(now)[0];
      for (let j = 0; j < r.length; j++) {
        r[j] = this.#momentum * r[j] + (1 - this.#momentum) * factor * v[j];
      }
    };
    move(this.runningMean, means, 1);
    move(this.runningVariance, variances, correction);
  }
}

function multiply(a: number, b: number): number {
  return a * b;
}
