import type { Matrix } from "weightlab";

/**
 * The smallest and the largest element; both NaN if there is one, and so on no side of any
 * bar: ml-matrix's `min()` and `max()` pass over a NaN unless it comes first.
 */
export function extremes(x: Matrix): [smallest: number, largest: number] {
  const values = x.to1DArray();
  const pick = (choose: (a: number, b: number) => number) =>
    values.reduce((a, b) => choose(a, b));
  return [pick(Math.min), pick(Math.max)];
}
