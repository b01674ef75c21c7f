import { log10, pow } from "../kernel/elementary.ts";
import { count as wholeNumber, number, readOptions } from "../check/options.ts";

/**
 * Weight scales from `from` down (or up) to `to`, equal steps of their logarithm:
 * NumPy's `logspace(log10(from), log10(to), count)`.
 *
 * @param options The ends and how many; the post's sixteen unless given.
 * @returns `count` standard deviations.
 * @throws {RangeError} if an end is not above 0, or count is below 2.
 * @throws {TypeError} if there is no such option.
 *
 * @example
 * ```ts
 * import { weightScales } from "weightlab/experiments";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(weightScales()[1], 0.5411695265464637);
 * ```
 */
export function weightScales(
  options: {
    /** The first, above 0. Default: 1. */
    from?: number;
    /** The last, above 0. Default: .0001. */
    to?: number;
    /** How many, at least 2. Default: 16. */
    count?: number;
  } = {},
): number[] {
  const { from, to, count } = readOptions("space weight scales", options, {
    from: number({ above: 0 }).or(1),
    to: number({ above: 0 }).or(1e-4),
    count: wholeNumber(2).or(16),
  });
  const start = log10(from), step = (log10(to) - start) / (count - 1);
  return Array.from({ length: count }, (_, i) => pow(10, start + i * step));
}
