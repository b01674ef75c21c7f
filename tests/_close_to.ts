import { assertEquals, fail } from "@std/assert";
import type { Matrix } from "weightlab";

/**
 * Holds a matrix to expected values, element by element: a difference of at most
 * `tolerance`. NaN is close to nothing.
 */
export function assertCloseTo(
  actual: Matrix,
  expected: Matrix | readonly (readonly number[])[],
  tolerance = 1e-12,
): void {
  const right = Array.isArray(expected)
    ? expected as readonly (readonly number[])[]
    : (expected as Matrix).to2DArray();
  assertEquals([actual.rows, actual.columns], [right.length, right[0].length]);
  for (const [i, row] of right.entries()) {
    for (const [j, value] of row.entries()) {
      const got = actual.get(i, j);
      if (!(Math.abs(got - value) <= tolerance)) {
        fail(`row ${i}, column ${j}: expected ${value}, got ${got}`);
      }
    }
  }
}
