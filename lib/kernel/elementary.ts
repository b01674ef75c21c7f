import { kernel } from "./kernel.ts";

// The elementary functions of one number, with the same bits wherever the library runs:
// `Math`'s differ between engines, their versions and C libraries. Each is at most 1 unit in
// the last place (ulp) from the true value, which tests/kernel/functions_test.ts holds every
// build to; NaN gives NaN.

/** e^x. */
export function exp(x: number): number {
  return kernel.expOf(x);
}

/** e^x - 1, all its digits also next to 0. */
export function expm1(x: number): number {
  return kernel.expm1Of(x);
}

/** The natural logarithm; -Infinity for 0, NaN below. */
export function log(x: number): number {
  return kernel.logOf(x);
}

/** ln(1 + x), all its digits also next to 0; -Infinity for -1, NaN below. */
export function log1p(x: number): number {
  return kernel.log1pOf(x);
}

/** The logarithm to base 10, exact for powers of ten; -Infinity for 0, NaN below. */
export function log10(x: number): number {
  return kernel.log10Of(x);
}

/** The hyperbolic tangent. */
export function tanh(x: number): number {
  return kernel.tanhOf(x);
}

/** x^y, as IEEE 754 defines `pow`. */
export function pow(x: number, y: number): number {
  return kernel.powOf(x, y);
}

/** The error function, erf(x) = 2 / sqrt(pi) int_0^x exp(-t^2) dt. See DLMF 7.2.1. */
export function erf(x: number): number {
  return kernel.erfOf(x);
}

/** 1 - erf(x), all its digits also in the right tail. See DLMF 7.2.2. */
export function erfc(x: number): number {
  return kernel.erfcOf(x);
}

/** Phi(z), the distribution function of N(0, 1). */
export function normalDistribution(z: number): number {
  return kernel.normalDistributionOf(z);
}
