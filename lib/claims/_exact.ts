import type { Estimate } from "../statistics/estimate.ts";

/** A number that no draw changes. */
export function exact(value: number): Estimate {
  return { value, low: value, high: value, n: 1, method: "exact" };
}
