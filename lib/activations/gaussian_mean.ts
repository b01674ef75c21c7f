import { checkNumber } from "../matrix/check.ts";

/** Points of Gauss and Legendre's rule on each interval. */
const POINTS = 16;

/**
 * The integration variable is u = ln |z|, from |z| = 1e-16, below which lies no more
 * than that share of the normals, to 38.5, beyond which their density is no double.
 */
const FIRST = Math.log(1e-16), LAST = Math.log(38.5);

/** How many intervals that is cut in before anything is known of f. */
const INTERVALS = 20;

/** An interval is good enough when its halves agree with it to this share of E |f|. */
const TOLERANCE = 1e-13;

/** How many intervals may be tried: 1.6 million values of f. */
const MOST_INTERVALS = 100_000;

const RULE = gaussLegendre(POINTS);

/**
 * E f(sqrt(variance) z), z standard normal: the mean of a function over N(0, variance).
 *
 * Integrates over ln |z|, left and right of 0 each for themselves, so that a kink or
 * a jump at 0 costs nothing and f may change on any scale: tanh at variance 1e8 is no
 * harder than at 1. Intervals are halved until that changes nothing, so kinks elsewhere
 * are found too. For a function that is smooth but for some kinks and jumps the result
 * is right to 1e-12 of E |f|.
 *
 * @param f Called some thousand times; growing more slowly than a Gaussian falls.
 * @param variance At least 0; 1 unless given. At 0 the mean is f(0).
 * @returns The mean; NaN or infinite where f is.
 * @throws {RangeError} if the variance is below 0 or not finite, or if f is so rough
 * that 100,000 intervals do not do.
 *
 * @example
 * ```ts
 * import { gaussianMean } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gaussianMean((z) => z ** 4), 3, 1e-12);
 * assertAlmostEquals(gaussianMean(Math.cos, 4), Math.exp(-2), 1e-12);
 * assertAlmostEquals(gaussianMean(Math.abs, 9), 3 * Math.sqrt(2 / Math.PI), 1e-12);
 * ```
 */
export function gaussianMean(f: (z: number) => number, variance = 1): number {
  checkNumber("take gaussianMean", "variance", variance, { least: 0 });
  if (variance === 0) return f(0);
  const std = Math.sqrt(variance);
  const integrand = (side: number) => (u: number) => {
    const z = Math.exp(u);
    return f(side * std * z) * z * Math.exp(-z * z / 2);
  };
  const width = (LAST - FIRST) / INTERVALS;
  const intervals = [-1, 1].flatMap((side) =>
    Array.from({ length: INTERVALS }, (_, i) => {
      const from = FIRST + i * width;
      return measure(integrand(side), from, from + width);
    })
  );
  const size = intervals.reduce((sum, { size }) => sum + size, 0);
  const refine = refiner(TOLERANCE * size);
  const sum = intervals.reduce((sum, interval) => sum + refine(interval), 0);
  return sum / Math.sqrt(2 * Math.PI);
}

/** A function on an interval, with what the rule makes of it and of its size. */
interface Interval {
  readonly g: (u: number) => number;
  readonly from: number;
  readonly to: number;
  /** About the integral of g. */
  readonly sum: number;
  /** About the integral of |g|. */
  readonly size: number;
}

function measure(
  g: (u: number) => number,
  from: number,
  to: number,
): Interval {
  const middle = (from + to) / 2, half = (to - from) / 2;
  let sum = 0, size = 0;
  for (const { node, weight } of RULE) {
    const part = half * weight * g(middle + half * node);
    sum += part;
    size += Math.abs(part);
  }
  return { g, from, to, sum, size };
}

/** The integral over an interval, halved until its halves' sum is the same to `tolerance`. */
function refiner(tolerance: number): (interval: Interval) => number {
  let tried = 0;
  const refine = ({ g, from, to, sum }: Interval): number => {
    if (++tried > MOST_INTERVALS) {
      throw new RangeError(
        `Cannot take gaussianMean: f must be smooth but for some kinks and jumps, got one that ${MOST_INTERVALS} intervals do not resolve`,
      );
    }
    const middle = (from + to) / 2;
    const left = measure(g, from, middle), right = measure(g, middle, to);
    const both = left.sum + right.sum;
    // Put so that NaN ends here: halving would not make it a number.
    const differs = Math.abs(both - sum) > tolerance;
    // An interval of neighbouring doubles, at a jump, has no halves.
    const divisible = from < middle && middle < to;
    return differs && divisible ? refine(left) + refine(right) : both;
  };
  return refine;
}

/**
 * Nodes and weights of Gauss and Legendre's rule on [-1, 1]: the roots of the Legendre
 * polynomial P_n by Newton's method, and 2 / ((1 - x^2) P_n'(x)^2).
 *
 * @see DLMF 3.5(v).
 */
function gaussLegendre(n: number): { node: number; weight: number }[] {
  return Array.from({ length: n }, (_, i) => {
    let x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
    let slope = NaN;
    for (let step = 0; step < 10; step++) {
      const { value, derivative } = legendre(n, x);
      slope = derivative;
      x -= value / derivative;
    }
    return { node: x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
}

/** P_n(x) and its derivative, by (k + 1) P_(k+1) = (2k + 1) x P_k - k P_(k-1). */
function legendre(
  n: number,
  x: number,
): { value: number; derivative: number } {
  let before = 0, value = 1;
  for (let k = 0; k < n; k++) {
    [before, value] = [value, ((2 * k + 1) * x * value - k * before) / (k + 1)];
  }
  return { value, derivative: n * (before - x * value) / (1 - x * x) };
}
