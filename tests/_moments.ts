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

/**
 * Holds n independent draws to a mean and a variance.
 *
 * The standard error of their mean is sqrt(variance / n); that of their variance
 * is variance sqrt((2 + kurtosis) / n), from Var(s^2) = (mu4 - sigma^4) / n.
 */
export function assertMoments(
  w: Matrix,
  { mean = 0, variance, kurtosis }: {
    mean?: number;
    variance: number;
    kurtosis: number;
  },
): void {
  const values = w.to1DArray(), n = values.length;
  const m = values.reduce((sum, v) => sum + v, 0) / n;
  const v = values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (n - 1);
  const meanError = (m - mean) / Math.sqrt(variance / n);
  const varianceError = (v - variance) /
    (variance * Math.sqrt((2 + kurtosis) / n));
  assert(
    Math.abs(meanError) < SIGMAS,
    `mean ${m}, ${meanError} standard errors from ${mean}`,
  );
  assert(
    Math.abs(varianceError) < SIGMAS,
    `variance ${v}, ${varianceError} standard errors from ${variance}`,
  );
}
