import { groupBy } from "../check/group_by.ts";
import { checkMatrix } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";

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
  if (w.columns === 0) return 0;
  // Columns that are alike so far. One that is alone needs no further look: of random
  // weights the first row tells nearly all apart.
  let alike = [Array.from({ length: w.columns }, (_, j) => j)];
  let alone = 0;
  for (const row of rows(w)) {
    const groups = alike.flatMap((group) => [
      ...groupBy(group, (j) => Object.is(row[j], -0) ? "-0" : row[j]).values(),
    ]);
    alike = groups.filter(({ length }) => length > 1);
    alone += groups.length - alike.length;
    if (alike.length === 0) break;
  }
  return alone + alike.length;
}
