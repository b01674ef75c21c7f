import { checkBatch } from "../matrix/check.ts";
import { columnMoments } from "../matrix/columns.ts";
import { Matrix } from "../matrix/matrix.ts";
import { copyRows, rows } from "../matrix/rows.ts";
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
  readonly #constants: BatchNormalizationConstants;
  #batches = 0;

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
   * @param variances Their biased variances, 1 x features.
   */
  update(m: number, means: Matrix, variances: Matrix): void {
    this.#batches += 1;
    this.#move(this.#weights(), m, means, variances);
  }

  /**
   * Puts the moments of `x` in place of the averages.
   *
   * @param x A population, N x features, N at least 2.
   * @throws {RangeError} if it has another width, or fewer than 2 rows.
   */
  setPopulation(x: Matrix): void {
    checkBatch("set a population", "x", x, this.mean.columns);
    if (x.rows === 1) {
      throw new RangeError(
        "Cannot set a population: x must have at least 2 rows, got 1; a single example has no variance",
      );
    }
    const { means, variances } = columnMoments(x);
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
    this.#batches = other.#batches;
  }

  #move(
    { old, fresh }: { old: number; fresh: number },
    m: number,
    means: Matrix,
    variances: Matrix,
  ): void {
    const correction = this.#constants.estimator === "unbiased"
      ? m / (m - 1)
      : 1;
    const move = (running: Matrix, now: Matrix, factor: number) => {
      const r = rows(running)[0], v = rows(now)[0];
      for (let j = 0; j < r.length; j++) {
        r[j] = old * r[j] + fresh * factor * v[j];
      }
    };
    move(this.mean, means, 1);
    move(this.variance, variances, correction);
  }

  /** The weights of the old and of the new value, which add up to 1. */
  #weights(): { old: number; fresh: number } {
    const { momentum, momentumWeighs } = this.#constants;
    if (momentum === "cumulative") {
      return { old: 1 - 1 / this.#batches, fresh: 1 / this.#batches };
    }
    return momentumWeighs === "old"
      ? { old: momentum, fresh: 1 - momentum }
      : { old: 1 - momentum, fresh: momentum };
  }
}
