import { assert } from "@std/assert";
import type { Matrix } from "weightlab";

/**
 * How many standard errors a moment may be off: a right sampler fails at a given
 * seed with probability 6e-5 (4 sigma), and the seeds here are fixed.
 */
const SIGMAS = 4;

/** Excess kurtosis: what a distribution's fourth moment adds to the errors. */
export const KURTOSIS = {
  normal: 0,
  uniform: -1.2,
  // Cut off at 2 sigma, a = 2, d = 2 a phi(a) / (2 Phi(a) - 1) = .22626:
  // E z^2 = 1 - d, E z^4 = 3 (1 - d) - a^2 d, and E z^4 / (E z^2)^2 - 3 = -.6345.
  truncatedNormal: -0.6345,
};

/** What a distribution is held to. */
export interface Moments {
  readonly mean?: number;
  readonly variance: number;
  /** Excess kurtosis, one of `KURTOSIS`. */
  readonly kurtosis: number;
}

/** Holds the elements of a matrix, which are independent draws, to their moments. */
export function assertMoments(w: Matrix, expected: Moments): void {
  const values = w.to1DArray(), n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) /
    (n - 1);
  assertSampleMoments({ n, mean, variance }, expected);
}

/**
 * Holds the mean and the (unbiased) variance of n independent draws to those of their
 * distribution.
 *
 * The standard error of their mean is sqrt(variance / n); that of their variance
 * is variance sqrt((2 + kurtosis) / n), from Var(s^2) = (mu4 - sigma^4) / n.
 */
export function assertSampleMoments(
  sample: { n: number; mean: number; variance: number },
  { mean = 0, variance, kurtosis }: Moments,
): void {
  const meanError = (sample.mean - mean) / Math.sqrt(variance / sample.n);
  const varianceError = (sample.variance - variance) /
    (variance * Math.sqrt((2 + kurtosis) / sample.n));
  assert(
    Math.abs(meanError) < SIGMAS,
    `mean ${sample.mean}, ${meanError} standard errors from ${mean}`,
  );
  assert(
    Math.abs(varianceError) < SIGMAS,
    `variance ${sample.variance}, ${varianceError} standard errors from ${variance}`,
  );
}
