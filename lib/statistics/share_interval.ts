import { checkCount } from "../check/numbers.ts";
import { readOptions } from "../check/options.ts";
import { betaQuantile } from "./_beta.ts";
import {
  CONFIDENCE,
  type ConfidenceOptions,
  type Estimate,
} from "./estimate.ts";

/**
 * The share of n independent draws in which something happened, and the interval of
 * Clopper and Pearson around it: all the shares under which a count this high and a
 * count this low both have a probability of at least (1 - confidence) / 2.
 *
 * It never covers less than it says, for any n, and keeps a width when something
 * happened always or never: ten of ten leave [.692, 1].
 *
 * @param count In how many draws it happened, 0 .. n.
 * @param n How many draws there were, at least 1.
 * @param options The confidence.
 * @returns The share, a fraction in [0, 1].
 * @throws {RangeError} if the numbers are not whole or not in their ranges, or the
 * confidence is not in (0, 1).
 * @see Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated
 * in the case of the binomial", Biometrika 26(4).
 *
 * @example
 * ```ts
 * import { shareInterval } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { value, low, high } = shareInterval(10, 10);
 * assertAlmostEquals(low, 0.025 ** (1 / 10));
 * assertAlmostEquals(value + high, 2);
 * ```
 */
export function shareInterval(
  count: number,
  n: number,
  options: ConfidenceOptions = {},
): Estimate {
  const doing = "estimate a share";
  const { confidence } = readOptions(doing, options, CONFIDENCE);
  checkCount(doing, "n", n);
  checkCount(doing, "count", count, 0);
  if (count > n) {
    throw new RangeError(
      `Cannot ${doing}: count must be at most n = ${n}, got ${count}`,
    );
  }
  const tail = (1 - confidence) / 2;
  return {
    value: count / n,
    low: count === 0 ? 0 : betaQuantile(tail, count, n - count + 1),
    high: count === n ? 1 : betaQuantile(tail, count + 1, n - count, "upper"),
    n,
    method: "Clopper-Pearson",
  };
}
