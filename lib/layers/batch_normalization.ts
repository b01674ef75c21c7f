import { keepFields, showConstants } from "../check/constants.ts";
import { checkCount } from "../check/numbers.ts";
import { checkBatch } from "../matrix/check_matrix.ts";
import { columnDots, columnSums } from "../matrix/columns.ts";
import {
  columnMoments,
  inverseStds,
  showingDivergence,
} from "../matrix/moments.ts";
import {
  addRow,
  multiplyRow,
  normalize,
  normalizeBackward,
} from "../matrix/passes.ts";
import { Matrix } from "../storage/matrix.ts";
import { rowRange } from "../storage/row_range.ts";
import { lend, Remembered } from "../storage/workspace.ts";
import { cloned } from "./_cloned.ts";
import { RunningStatistics } from "./_running_statistics.ts";
import {
  type BatchNormalizationConstants,
  type BatchNormalizationOptions,
  readConstants,
} from "./batch_normalization_conventions.ts";
import {
  type Layer,
  type LayerBuffer,
  type Mode,
  type Param,
  param,
} from "./layer.ts";
import { keepOwner } from "./owners.ts";
import { areOwn, checkGradientShape, checkMode } from "./pass.ts";

/** What a pass leaves for the backward pass. */
interface Pass {
  readonly mode: Mode;
  /** The normalized input, N x features. */
  readonly xHat: Matrix;
  /** The parts of the batch that were normalized each by itself. */
  readonly ghosts: readonly Ghost[];
}

/** Some rows of a batch, and what they are normalized by. */
interface Ghost {
  /** Those rows of a matrix as long as the batch, not copied. */
  readonly of: (x: Matrix) => Matrix;
  /** The mean of each feature, 1 x features. */
  readonly means: Matrix;
  /** Its biased variance, 1 x features. */
  readonly variances: Matrix;
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
 * With a `ghostSize` a batch is cut into ghosts of so many rows, each normalized with its
 * own mu and v, so that a large batch has the noise of a small one. Ghosts are taken in the
 * order of the rows; where the batch does not divide evenly the last one holds the rest. The
 * running averages move once a ghost, first to last, as if the ghosts were batches: after L
 * of them r = old^L r + sum_l new old^(L - l) value_l, where new and old are the weights that
 * momentum stands for. (The paper averages sqrt(v + eps) where this averages v.) dgamma and
 * dbeta are sums over all ghosts.
 *
 * @see Ioffe and Szegedy (2015), "Batch normalization", algorithms 1 and 2 and
 * section 3; Hoffer, Hubara and Soudry (2017), "Train longer, generalize better",
 * algorithm 1, for ghosts.
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
 *
 * const ghosts = new BatchNormalization(1, { ghostSize: 2 });
 * const far = new Matrix([[1], [3], [10], [30]]);
 * assertAlmostEquals(ghosts.forward(far, "train").get(2, 0), -1);
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
  /**
   * runningMean and runningVariance; where momentum is "cumulative" also batches, 1 x 1: how
   * many batches they are the mean of.
   */
  readonly buffers: readonly LayerBuffer[];
  /** The running mean of each feature, 1 x features. */
  readonly runningMean: Matrix;
  /** The running variance of each feature, 1 x features. */
  readonly runningVariance: Matrix;
  /** The constants in force: the options', and the convention's for the rest. */
  readonly constants: BatchNormalizationConstants;
  /** Rows of a ghost; undefined where the whole batch is one. */
  readonly ghostSize?: number;

  readonly #running: RunningStatistics;
  readonly #pass = new Remembered<Pass>();

  static {
    areOwn(this.prototype);
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
    const { ghostSize, ...constants } = readConstants(making, options);
    this.constants = Object.freeze(constants);
    this.ghostSize = ghostSize;
    this.gamma = param("gamma", Matrix.ones(1, features));
    this.beta = param("beta", Matrix.zeros(1, features));
    this.params = [this.gamma, this.beta];
    this.#running = new RunningStatistics(features, this.constants);
    this.runningMean = this.#running.mean;
    this.runningVariance = this.#running.variance;
    const buffers: LayerBuffer[] = [
      { name: "runningMean", value: this.runningMean },
      { name: "runningVariance", value: this.runningVariance },
    ];
    if (this.constants.momentum === "cumulative") {
      buffers.push({ name: "batches", value: this.#running.batches });
    }
    this.buffers = buffers;
    keepFields<BatchNormalization>(
      ...[this, "gamma", "beta", "params", "buffers"] as const,
      ...["runningMean", "runningVariance", "constants", "ghostSize"] as const,
    );
    const { eps, momentum, momentumWeighs, estimator } = constants;
    const shown = { eps, momentum, momentumWeighs, estimator };
    showConstants(this, "BatchNormalization", shown);
    keepOwner(this);
  }

  /**
   * y = gamma (x - mu) / sqrt(v + eps) + beta, N x features -> N x features.
   *
   * @throws {RangeError} in "train" mode for a batch, or a last ghost, of one row, which
   * has no variance: its xHat would be 0 whatever the input. In either mode for a batch
   * of another width or without rows. If the mode is neither. With an eps of 0 if
   * a feature is the same in the whole batch or ghost ("infer": if its running variance is
   * 0): its xHat would be 0 / 0, where an eps above 0 makes it 0. If
   * finite numbers are so large that their variance is Infinity; within
   * `train`, `diagnose` and `workspace` NaN then shows that the network diverges.
   */
  forward(x: Matrix, mode: Mode): Matrix {
    checkBatch("normalize", "x", x, this.gamma.value.columns);
    checkMode("normalize", mode);
    // All of them before the first moves an average.
    const ghosts = mode === "train" ? this.#ghosts(x) : [this.#learned()];
    const { value: gamma } = this.gamma, { value: beta } = this.beta;
    const xHat = lend(x.rows, x.columns), y = lend(x.rows, x.columns);
    for (const { of, means, variances, inverseStd } of ghosts) {
      const ghost = of(x), out = { xHat: of(xHat), y: of(y) };
      if (mode === "train") this.#running.update(ghost.rows, means, variances);
      normalize(ghost, means, inverseStd, gamma, beta, out);
    }
    this.#pass.set({ mode, xHat, ghosts });
    return y;
  }

  /** The ghosts of a batch, the whole of it unless they have a size, and their moments. */
  #ghosts(x: Matrix): Ghost[] {
    const { ghostSize } = this;
    if (x.rows % (ghostSize ?? Infinity) === 1) refuseOne(x.rows, ghostSize);
    const whose = ghostSize === undefined
      ? "the variance"
      : "in each ghost the variance";
    const size = ghostSize ?? x.rows, ghosts: Ghost[] = [];
    for (let from = 0; from < x.rows; from += size) {
      const of = (x: Matrix) =>
        size >= x.rows ? x : rowRange(x, from, from + size);
      const ghost = of(x), { means, variances } = columnMoments(ghost);
      showingDivergence(variances);
      const inverseStd = inverseStds(variances, this.constants.eps, whose);
      this.#running.checkFinite("normalize", ghost.rows, variances);
      ghosts.push({ of, means, variances, inverseStd });
    }
    return ghosts;
  }

  /** The whole of any batch, normalized by the running averages. */
  #learned(): Ghost {
    const { mean: means, variance: variances } = this.#running;
    const { eps } = this.constants;
    const inverseStd = inverseStds(variances, eps, "the running variance");
    return { of: (x) => x, means, variances, inverseStd };
  }

  /**
   * Sets dgamma and dbeta; returns dx, N x features. After a pass in "infer" mode
   * mu and v are constants, and dx = gamma dy / sqrt(v + eps).
   */
  backward(dout: Matrix): Matrix {
    const pass = this.#pass.get();
    checkGradientShape("BatchNormalization", dout, pass?.xHat);
    const { mode, xHat, ghosts } = pass, [{ inverseStd }] = ghosts;
    const { value: gamma, grad: dgamma } = this.gamma;
    const { grad: dbeta } = this.beta;
    if (mode === "infer") {
      columnDots(dout, xHat, dgamma);
      columnSums(dout, dbeta);
      const dx = multiplyRow(dout, gamma);
      return multiplyRow(dx, inverseStd, dx);
    }
    if (ghosts.length === 1) {
      return normalizeBackward(dout, xHat, gamma, inverseStd, dgamma, dbeta);
    }
    const dx = lend(dout.rows, dout.columns);
    const sums = [lend(1, dout.columns), lend(1, dout.columns)] as const;
    dgamma.fill(0);
    dbeta.fill(0);
    for (const { of, inverseStd } of ghosts) {
      const [dy, h] = [of(dout), of(xHat)];
      normalizeBackward(dy, h, gamma, inverseStd, ...sums, of(dx));
      addRow(dgamma, sums[0]);
      addRow(dbeta, sums[1]);
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
  clone(): BatchNormalization {
    const { columns } = this.gamma.value;
    const { constants, ghostSize } = this;
    const copy = new BatchNormalization(columns, { ...constants, ghostSize });
    copy.#running.copyFrom(this.#running);
    return cloned<BatchNormalization>(this, copy);
  }
}

/** Refuses a batch, or a last ghost, of one row. */
function refuseOne(rows: number, ghostSize?: number): never {
  const must = ghostSize === undefined
    ? "a batch must have at least 2 rows, got 1"
    : `every ghost must have at least 2 rows, got ${rows} rows in ghosts of ${ghostSize}, the last of 1`;
  throw new RangeError(
    `Cannot normalize: in train mode ${must}; a single example has no variance`,
  );
}
