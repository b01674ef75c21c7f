import { checkCount } from "../check/numbers.ts";
import { checkBatch, checkGradientShape } from "../matrix/check_matrix.ts";
import { addRow } from "../matrix/add_row.ts";
import { columnDots, columnMoments, columnSums } from "../matrix/columns.ts";
import { Matrix } from "../storage/matrix.ts";
import { normalize, normalizeBackward } from "../matrix/normalize.ts";
import { rowRange } from "../storage/row_range.ts";
import { lend, Remembered } from "../storage/workspace.ts";
import { checkMode } from "./_check_mode.ts";
import { copyParams } from "./_copy_params.ts";
import { areOwn } from "./own_passes.ts";
import { inverseStds, showingDivergence } from "./_inverse_std.ts";
import { RunningStatistics } from "./_running_statistics.ts";
import {
  type BatchNormalizationConstants,
  type BatchNormalizationOptions,
  constantsOf,
} from "./batch_normalization_conventions.ts";
import { type Layer, type Mode, type Param, param } from "./layer.ts";

/** What a `GhostBatchNormalization` is told: a ghost's size, and the rest. */
export interface GhostBatchNormalizationOptions
  extends BatchNormalizationOptions {
  /** Rows of a ghost, at least 2. */
  readonly ghostSize: number;
}

/** What a pass leaves for the backward pass. */
interface Pass {
  readonly mode: Mode;
  /** The normalized input, N x features. */
  readonly xHat: Matrix;
  /** The parts of the batch that were normalized each by itself. */
  readonly ghosts: readonly Ghost[];
}

/** Some rows of a batch, and what they were normalized with. */
interface Ghost {
  /** Those rows of a matrix as long as the batch, not copied. */
  readonly of: (x: Matrix) => Matrix;
  /** 1 / sqrt(variance + eps), 1 x features. */
  readonly inverseStd: Matrix;
}

/** What a ghost is normalized by, each 1 x features. */
interface Moments {
  readonly means: Matrix;
  readonly variances: Matrix;
}

/**
 * Ghost batch normalization: a batch is cut into ghosts of `ghostSize` rows, and
 * within each y = gamma xHat + beta, xHat = (x - mu) / sqrt(v + eps), with the mean
 * and the biased variance of that ghost alone. A large batch is so normalized with the
 * noise of a small one.
 *
 * Ghosts are taken in the order of the rows. Where the batch does not divide evenly
 * the last ghost holds the rest; a rest of one row, which has no variance, is an error.
 * A batch of at most `ghostSize` rows is one ghost: `BatchNormalization`.
 *
 * The running averages move once a ghost, first to last, as if the ghosts were batches
 * of their own: after L of them r = old^L r + sum_l new old^(L - l) value_l, where new
 * and old are the weights that momentum stands for. (The paper averages sqrt(v + eps)
 * where this averages v, as batch normalization does.) In "infer" mode mu and v are the
 * running averages.
 *
 * Backward: batch normalization's, ghost by ghost; dgamma and dbeta are sums over all
 * ghosts.
 *
 * @see Hoffer, Hubara and Soudry (2017), "Train longer, generalize better",
 * algorithm 1.
 *
 * @example
 * ```ts
 * import { GhostBatchNormalization, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new GhostBatchNormalization(1, { ghostSize: 2, eps: 0 });
 * const y = layer.forward(new Matrix([[1], [3], [10], [30]]), "train");
 * assertEquals(y.to1DArray(), [-1, 1, -1, 1]);
 * ```
 */
export class GhostBatchNormalization implements Layer {
  /** "GhostBatchNormalization". */
  readonly name = "GhostBatchNormalization";
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
  /** Rows of a ghost. */
  readonly ghostSize: number;

  readonly #running: RunningStatistics;
  readonly #pass = new Remembered<Pass>();

  static {
    areOwn(this.prototype);
  }

  /**
   * gamma starts at ones, beta at zeros.
   *
   * @param features The width of the batches, at least 1.
   * @param options The size of a ghost, and the layer's constants.
   * @throws {RangeError} if one is outside its range.
   */
  constructor(features: number, options: GhostBatchNormalizationOptions) {
    const making = "make GhostBatchNormalization";
    checkCount(making, "features", features);
    this.constants = constantsOf(making, options, ["ghostSize"]);
    checkCount(making, "ghostSize", options.ghostSize, 2);
    this.ghostSize = options.ghostSize;
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
   * @throws {RangeError} in "train" mode if the last ghost would have one row. In
   * either mode for a batch of another width or without rows. If the mode is neither.
   * With an eps of 0 if a feature is the same in a whole ghost ("infer": if its running
   * variance is 0): its xHat would be 0 / 0, where an eps above 0 makes it 0. If
   * finite numbers are so large that their variance is Infinity; within
   * `train` and `diagnose` NaN then shows that the network diverges.
   */
  forward(x: Matrix, mode: Mode): Matrix {
    checkBatch("normalize", "x", x, this.gamma.value.columns);
    checkMode("normalize", mode);
    const size = mode === "train" ? this.ghostSize : x.rows;
    if (mode === "train" && x.rows % size === 1) {
      throw new RangeError(
        `Cannot normalize: in train mode every ghost must have at least 2 rows, got ${x.rows} rows in ghosts of ${size}, the last of 1; a single example has no variance`,
      );
    }
    const whose = mode === "train"
      ? "in each ghost the variance"
      : "the running variance";
    const ghosts: (Ghost & Moments)[] = [];
    for (let from = 0; from < x.rows; from += size) {
      const of = (x: Matrix) => rowRange(x, from, from + size);
      const { means, variances } = mode === "train"
        ? columnMoments(of(x))
        : { means: this.runningMean, variances: this.runningVariance };
      if (mode === "train") showingDivergence(variances);
      const inverseStd = inverseStds(variances, this.constants.eps, whose);
      // All ghosts before the first moves an average.
      if (mode === "train") {
        this.#running.checkFinite("normalize", of(x).rows, variances);
      }
      ghosts.push({ of, means, variances, inverseStd });
    }
    const { value: gamma } = this.gamma, { value: beta } = this.beta;
    const xHat = lend(x.rows, x.columns), y = lend(x.rows, x.columns);
    for (const { of, means, variances, inverseStd } of ghosts) {
      const ghost = of(x), out = { xHat: of(xHat), y: of(y) };
      if (mode === "train") this.#running.update(ghost.rows, means, variances);
      normalize(ghost, means, inverseStd, gamma, beta, { out });
    }
    this.#pass.set({ mode, xHat, ghosts });
    return y;
  }

  /**
   * Sets dgamma and dbeta; returns dx, N x features. After a pass in "infer" mode
   * mu and v are constants, and dx = gamma dy / sqrt(v + eps).
   */
  backward(dout: Matrix): Matrix {
    const pass = this.#pass.get();
    checkGradientShape("GhostBatchNormalization", dout, pass?.xHat);
    const { mode, xHat, ghosts } = pass!;
    const { value: gamma, grad: dgamma } = this.gamma;
    const { grad: dbeta } = this.beta;
    if (mode === "infer") {
      columnDots(dout, xHat, dgamma);
      columnSums(dout, dbeta);
      const [{ inverseStd }] = ghosts;
      return dout.clone().mulRowVector(gamma).mulRowVector(inverseStd);
    }
    const dx = lend(dout.rows, dout.columns);
    const dgammaOne = lend(1, dout.columns), dbetaOne = lend(1, dout.columns);
    dgamma.fill(0);
    dbeta.fill(0);
    for (const { of, inverseStd } of ghosts) {
      normalizeBackward(
        of(dout),
        of(xHat),
        gamma,
        inverseStd,
        dgammaOne,
        dbetaOne,
        of(dx),
      );
      addRow(dgamma, dgammaOne);
      addRow(dbeta, dbetaOne);
    }
    return dx;
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
  clone(): GhostBatchNormalization {
    const copy = new GhostBatchNormalization(this.gamma.value.columns, {
      ...this.constants,
      ghostSize: this.ghostSize,
    });
    copy.#running.copyFrom(this.#running);
    return copyParams<GhostBatchNormalization>(this, copy);
  }
}
