import { checkBatch } from "../matrix/check_matrix.ts";
import { columnMoments } from "../matrix/moments.ts";
import { Matrix } from "../storage/matrix.ts";
import { copyRows, rows } from "../storage/rows.ts";
import { refuseHuge } from "../matrix/moments.ts";
import type { BatchNormalizationConstants } from "./batch_normalization_conventions.ts";

/**
 * What batch normalization keeps for inference: each feature's mean and variance,
 * averaged over the batches seen.
 */
export class RunningStatistics {
  /** The running mean of each feature, 1 x features. */
  readonly mean: Matrix;
  /** The running variance of each feature, 1 x features. */
  readonly variance: Matrix;
  /** How many batches they have seen, 1 x 1. */
  readonly batches = new Matrix(1, 1);
  readonly #constants: BatchNormalizationConstants;

  /**
   * Both start where the constants say.
   *
   * @param features How many features.
   * @param constants The layer's constants.
   */
  constructor(features: number, constants: BatchNormalizationConstants) {
    this.mean = new Matrix(1, features).fill(constants.runningMean);
    this.variance = new Matrix(1, features).fill(constants.runningVariance);
    this.#constants = constants;
  }

  /**
   * Moves the averages towards a batch's moments.
   *
   * @param m How many examples the batch had, at least 2.
   * @param means Their means, 1 x features.
   * @param variances Their biased variances, 1 x features, which `checkFinite` has passed.
   */
  update(m: number, means: Matrix, variances: Matrix): void {
    rows(this.batches)[0][0] += 1;
    this.#move(this.#weights(), m, means, variances);
  }

  /**
   * Puts the moments of `x` in place of the averages.
   *
   * @param x A population, N x features, N at least 2.
   * @throws {RangeError} if it has another width, or fewer than 2 rows, or if finite
   * numbers are so large that their variance is Infinity.
   */
  setPopulation(x: Matrix): void {
    checkBatch("set a population", "x", x, this.mean.columns);
    if (x.rows === 1) {
      throw new RangeError(
        "Cannot set a population: x must have at least 2 rows, got 1; a single example has no variance",
      );
    }
    const { means, variances } = columnMoments(x);
    this.checkFinite("set a population", x.rows, variances);
    // What was there before may be NaN, which a weight of 0 does not take away.
    this.mean.fill(0);
    this.variance.fill(0);
    this.#move({ old: 0, fresh: 1 }, x.rows, means, variances);
  }

  /**
   * Takes over what other statistics have averaged.
   *
   * @param other Of as many features.
   */
  copyFrom(other: RunningStatistics): void {
    copyRows(other.mean, this.mean);
    copyRows(other.variance, this.variance);
    copyRows(other.batches, this.batches);
  }

  #move(
    { old, fresh }: { old: number; fresh: number },
    m: number,
    means: Matrix,
    variances: Matrix,
  ): void {
    const correction = this.#correction(m);
    const move = (running: Matrix, now: Matrix, factor: number) => {
      const r = rows(running)[0], v = rows(now)[0];
      for (let j = 0; j < r.length; j++) {
        r[j] = old * r[j] + fresh * factor * v[j];
      }
    };
    move(this.mean, means, 1);
    move(this.variance, variances, correction);
  }

  /** What a biased variance of `m` examples is multiplied by. */
  #correction(m: number): number {
    return this.#constants.estimator === "unbiased" ? m / (m - 1) : 1;
  }

  /**
   * Holds variances to what an average can hold, before anything changes.
   *
   * @param doing What cannot be done otherwise: "normalize".
   * @param m How many examples they are of, at least 2.
   * @param variances Biased variances, 1 x features.
   * @throws {RangeError} if one is Infinity, or becomes it when it is made unbiased.
   */
  checkFinite(doing: string, m: number, variances: Matrix): void {
    const correction = this.#correction(m);
    const at = rows(variances)[0].findIndex((v) => v * correction === Infinity);
    if (at < 0) return;
    refuseHuge(doing, "the variance of every feature", `feature ${at + 1}`);
  }

  /** The weights of the old and of the new value, which add up to 1. */
  #weights(): { old: number; fresh: number } {
    const { momentum, momentumWeighs } = this.#constants;
    if (momentum === "cumulative") {
      const [[batches]] = rows(this.batches);
      return { old: 1 - 1 / batches, fresh: 1 / batches };
    }
    return momentumWeighs === "old"
      ? { old: momentum, fresh: 1 - momentum }
      : { old: 1 - momentum, fresh: momentum };
  }
}
