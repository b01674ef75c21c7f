import type { Estimate } from "../statistics/estimate.ts";

/** A number that no draw changes. */
export function exact(value: number): Estimate {
  return { value, low: value, high: value, n: 1, method: "exact" };
}

/**
 * A number that no draw may change, from runs that each measured it; up to rounding, of
 * which nothing is left.
 *
 * @throws {Error} if two runs differ: then it is no exact fact.
 */
export function exactly(what: string, runs: readonly number[]): Estimate {
  const [first] = runs;
  for (const value of runs) {
    if (Math.abs(value - first) > ROUNDING) {
      throw new Error(
        `Cannot take ${what} as exact: it must be the same in every run, got ${first} and ${value}`,
      );
    }
  }
  return exact(Math.round(first / ROUNDING) * ROUNDING);
}

/** Numbers of order 1 are not told apart below this. */
const ROUNDING = 2 ** -40;
