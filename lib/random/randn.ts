import type { Matrix } from "../storage/matrix.ts";
import { checkCount } from "../check/numbers.ts";
import { rows as rowsOf, zeroMatrix } from "../storage/rows.ts";
import type { Rng } from "./rng.ts";
import { standardNormal } from "./standard_normal.ts";

/**
 * A matrix of independent draws, x_ij ~ N(0, 1), filled row by row.
 *
 * @param rng Where the randomness comes from.
 * @param rows At least 0.
 * @param columns At least 0.
 * @returns rows x columns.
 * @throws {RangeError} if a size is not a whole number of at least 0.
 * @throws {TypeError} if `rng` is no function.
 *
 * @example
 * ```ts
 * import { randn, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const x = randn(seeded(1), 1000, 100);
 * assertEquals([x.rows, x.columns], [1000, 100]);
 * assertEquals(x.get(0, 0), randn(seeded(1), 1, 1).get(0, 0));
 * ```
 */
export function randn(rng: Rng, rows: number, columns: number): Matrix {
  checkCount("draw randn", "rows", rows, 0);
  checkCount("draw randn", "columns", columns, 0);
  const draw = standardNormal(rng);
  const x = zeroMatrix(rows, columns);
  for (const row of rowsOf(x)) {
    for (let j = 0; j < columns; j++) row[j] = draw();
  }
  return x;
}
