import { exp, log } from "../kernel/elementary.ts";
import { checkArray } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import { readOptions } from "../check/options.ts";
import { powerOfTwo } from "../numbers/power_of_two.ts";
import { betaQuantile } from "./_beta.ts";
import { meanOf } from "../numbers/mean.ts";
import {
  CONFIDENCE,
  type ConfidenceOptions,
  type Estimate,
} from "./estimate.ts";

/**
 * The mean of n independent draws and Student's interval around it,
 * mean +- t s / sqrt(n), with s^2 = sum (v - mean)^2 / (n - 1) and t the quantile of
 * n - 1 degrees of freedom.
 *
 * It covers the true mean with the stated probability if the draws are normal, and
 * nearly so for the mean of ten or more that are not far from it. Draws that are all
 * equal leave an interval of no width around their number: it tells how far draws scatter, not how far a
 * measurement may be off.
 *
 * @param values One number a draw, at least two.
 * @param options The confidence.
 * @throws {RangeError} if there are fewer than two values or one is not finite, or the
 * confidence is not in (0, 1).
 * @see Student (1908), "The probable error of a mean", Biometrika 6(1).
 *
 * @example
 * ```ts
 * import { meanInterval } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // t of one degree of freedom at 95 % is 12.706; s / sqrt(2) is 1.
 * const { value, low } = meanInterval([1, 3]);
 * assertAlmostEquals(value, 2);
 * assertAlmostEquals(low, 2 - 12.706, 1e-3);
 * ```
 */
export function meanInterval(
  values: readonly number[],
  options: ConfidenceOptions = {},
): Estimate {
  return studentInterval("estimate a mean", values, options);
}

/** The interval, for what `doing` is called. */
function studentInterval(
  doing: string,
  values: readonly number[],
  options: ConfidenceOptions,
): Estimate {
  checkArray(doing, "values", values);
  const { confidence } = readOptions(doing, options, CONFIDENCE);
  const n = values.length;
  if (n < 2) {
    throw new RangeError(
      `Cannot ${doing}: values must hold at least two draws, got ${n}`,
    );
  }
  for (const value of values) checkNumber(doing, "values", value, {});
  // In this unit squares neither overflow nor vanish, and no digit changes.
  const unit = powerOfTwo(
    values.reduce((largest, v) => Math.max(largest, Math.abs(v)), 0),
  );
  const scaled = Array.from(values, (v) => v / unit);
  const mean = meanOf(scaled);
  const squares = scaled.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const error = Math.sqrt(squares / (n - 1) / n);
  const half = studentQuantile(confidence, n - 1) * error;
  return {
    value: mean * unit,
    low: (mean - half) * unit,
    high: (mean + half) * unit,
    n,
    method: "t",
  };
}

/**
 * The geometric mean of n positive draws and Student's interval around it: the mean of
 * their logarithms and its interval, raised again. For ratios and sizes, where a factor
 * of two up weighs as much as a factor of two down.
 *
 * @param values One positive number a draw, at least two.
 * @param options The confidence.
 * @throws {RangeError} if there are fewer than two values or one is not above 0, or the
 * confidence is not in (0, 1).
 *
 * @example
 * ```ts
 * import { geometricMeanInterval } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(geometricMeanInterval([1, 4]).value, 2);
 * ```
 */
export function geometricMeanInterval(
  values: readonly number[],
  options: ConfidenceOptions = {},
): Estimate {
  const doing = "estimate a geometric mean";
  checkArray(doing, "values", values);
  for (const value of values) checkNumber(doing, "values", value, { above: 0 });
  const { value, low, high, n } = studentInterval(
    doing,
    Array.from(values, log),
    options,
  );
  return {
    value: exp(value),
    low: exp(low),
    high: exp(high),
    n,
    method: "t of logarithms",
  };
}

/** The quantile that was last asked for: means by the dozen have draws alike in number. */
let last = { confidence: NaN, freedom: NaN, t: NaN };

/** The t that |T| stays below with the stated probability, T of Student's law. */
function studentQuantile(confidence: number, freedom: number): number {
  if (last.confidence !== confidence || last.freedom !== freedom) {
    last = { confidence, freedom, t: quantileOf(confidence, freedom) };
  }
  return last.t;
}

function quantileOf(confidence: number, freedom: number): number {
  // With x = freedom / (freedom + t^2), P(|T| > t) = I_x(freedom / 2, 1 / 2).
  const x = betaQuantile(1 - confidence, freedom / 2, 0.5);
  if (x < 0.5) return Math.sqrt(freedom * (1 - x) / x);
  // Close to 1, x has no digits left that tell t: 1 - x has them.
  const y = betaQuantile(1 - confidence, 0.5, freedom / 2, "upper");
  return Math.sqrt(freedom * y / (1 - y));
}
