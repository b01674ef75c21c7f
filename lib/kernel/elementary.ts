import { functions } from "./function_part.ts";
import { kernel } from "./kernel.ts";

// The elementary functions of one number, as the kernel computes them: to the same bits on
// every machine and in every engine, which those of `Math` are not. The errors are the
// largest over 10,000 arguments each, in units of the true value's last place
// (tests/kernel/functions_test.ts). NaN stays NaN.

/**
 * e^x, within .80 ulp; exp(0) is 1.
 *
 * @param x Any number: 0 below -745.13, Infinity above 709.78.
 */
export function exp(x: number): number {
  return kernel.expOf(x);
}

/**
 * e^x - 1, within .72 ulp, also near 0, where the difference would cancel.
 *
 * @param x Any number.
 */
export function expm1(x: number): number {
  return functions.expm1Of(x);
}

/**
 * ln x, within .54 ulp; log(1) is 0.
 *
 * @param x Any number: -Infinity at 0, NaN below.
 */
export function log(x: number): number {
  return kernel.logOf(x);
}

/**
 * ln(1 + x), within .56 ulp, also near 0, where 1 + x is rounded.
 *
 * @param x Any number: -Infinity at -1, NaN below.
 */
export function log1p(x: number): number {
  return functions.log1pOf(x);
}

/**
 * The logarithm to base 10, within .57 ulp; of 10^n, n an integer, it is n.
 *
 * @param x Any number: -Infinity at 0, NaN below.
 */
export function log10(x: number): number {
  return functions.log10Of(x);
}

/**
 * x^y, within .52 ulp, so that a power that is a double comes out as it, and 10^n as the
 * double nearest to it from n = -30 to 30. As IEEE 754 has it, 1^y is 1 for every y, which
 * `**` gives NaN for where y is NaN or infinite.
 *
 * @param x Any number; NaN below 0 unless y is an integer.
 * @param y Any number.
 */
export function pow(x: number, y: number): number {
  return kernel.powOf(x, y);
}

/**
 * The hyperbolic tangent, within .51 ulp.
 *
 * @param x Any number.
 */
export function tanh(x: number): number {
  return functions.tanhOf(x);
}

/**
 * The logistic sigmoid, 1 / (1 + exp(-z)), within .51 ulp, also in the left tail.
 *
 * @param z Any number.
 */
export function sigmoid(z: number): number {
  return functions.sigmoidOf(z);
}

/**
 * ln(1 + exp(z)), within .83 ulp; it neither overflows nor loses the left tail.
 *
 * @param z Any number.
 */
export function softplus(z: number): number {
  return functions.softplusOf(z);
}

/**
 * The error function, erf(x) = 2 / sqrt(pi) int_0^x exp(-t^2) dt, within .73 ulp.
 *
 * @param x Any number.
 * @see DLMF 7.2.1.
 */
export function erf(x: number): number {
  return functions.erfOf(x);
}

/**
 * The complementary error function, erfc(x) = 1 - erf(x), within .67 ulp: also in the
 * right tail, down to the smallest numbers, where 1 - erf(x) has long been rounded to 0.
 *
 * @param x Any number.
 * @see DLMF 7.2.2.
 */
export function erfc(x: number): number {
  return functions.erfcOf(x);
}

/**
 * Phi(z) = erfc(-z / sqrt(2)) / 2, the distribution function of N(0, 1), within .69 ulp.
 *
 * @param z Any number.
 */
export function normalDistribution(z: number): number {
  return functions.normalDistributionOf(z);
}

/**
 * phi(z) = exp(-z^2 / 2) / sqrt(2 pi), the density of N(0, 1), within .68 ulp.
 *
 * @param z Any number.
 */
export function normalDensity(z: number): number {
  return functions.normalDensityOf(z);
}
