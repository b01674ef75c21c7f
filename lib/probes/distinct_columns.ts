import { checkMatrix } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";

/**
 * How many different columns a matrix has, compared bit by bit: 0 and -0 differ, as do
 * neighbouring numbers; NaN, whose bits no language keeps, is like any NaN. For weights
 * W (fanIn x fanOut), how many different units the layer has.
 *
 * @param w R x C.
 * @returns 1 .. C, or 0 for a matrix without columns.
 * @throws {TypeError} if `w` is no matrix.
 *
 * @example
 * ```ts
 * import { distinctColumns, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(distinctColumns(new Matrix([[1, 1, 2], [3, 3, 3]])), 2);
 * ```
 */
export function distinctColumns(w: Matrix): number {
  checkMatrix("count distinct columns", "w", w);
  const columns = Array.from(
    { length: w.columns },
    (_, j) => w.getColumn(j).map(written).join(),
  );
  return new Set(columns).size;
}

/** A number's shortest digits, which are no other number's; -0 has none of its own. */
function written(value: number): string {
  return Object.is(value, -0) ? "-0" : `${value}`;
}
