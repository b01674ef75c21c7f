import { checkMatrix, checkSameShape } from "./check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";

/**
 * max_ij |a_ij - b_ij|: how far two matrices are apart, or one from a number.
 *
 * NaN if any element of either is NaN, so that every comparison with a bar fails:
 * ml-matrix's `max()` passes over a NaN unless it comes first.
 *
 * @param a R x C, with an element.
 * @param b R x C, or a number for all elements: of `largestDifference(x, 0)` comes the
 * largest |x_ij|.
 * @returns At least 0, or NaN; equal infinities differ by NaN.
 * @throws {TypeError} if `a` is no matrix, or `b` neither a matrix nor a number.
 * @throws {RangeError} if the shapes differ, or there is no element.
 *
 * @example
 * ```ts
 * import { largestDifference, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const a = new Matrix([[1, 2]]);
 * assertEquals(largestDifference(a, new Matrix([[1, 5]])), 3);
 * assertEquals(largestDifference(a, 0), 2);
 * assertEquals(largestDifference(a, new Matrix([[1, NaN]])), NaN);
 * ```
 */
export function largestDifference(a: Matrix, b: Matrix | number): number {
  const doing = "find the largest difference";
  checkMatrix(doing, "a", a);
  if (typeof b !== "number") {
    if (typeof b !== "object") {
      throw new TypeError(
        `Cannot ${doing}: b must be an ml-matrix Matrix or a number, got ${
          kindOf(b)
        }`,
      );
    }
    checkSameShape(doing, ["a", "b"], a, b);
  }
  if (a.rows === 0 || a.columns === 0) {
    throw new RangeError(
      `Cannot ${doing}: a must hold at least one number, got ${a.rows} x ${a.columns}`,
    );
  }
  let largest = 0;
  const other = typeof b === "number" ? undefined : rows(b);
  const constant = typeof b === "number" ? b : NaN;
  for (const [i, row] of rows(a).entries()) {
    const right = other?.[i];
    for (let j = 0; j < row.length; j++) {
      // Math.max() of NaN is NaN, and stays so.
      largest = Math.max(largest, Math.abs(row[j] - (right?.[j] ?? constant)));
    }
  }
  return largest;
}
