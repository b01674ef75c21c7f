import type { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";

/**
 * The mean of all elements, finite where it is so itself, though the sum may not be.
 *
 * @param x R x C, at least one element.
 */
export function meanOf(x: Matrix): number {
  let total = 0, mean = 0;
  for (const row of rows(x)) {
    for (let c = 0; c < row.length; c++) {
      total += row[c];
      mean += row[c] / x.size;
    }
  }
  return total === Infinity ? mean : total / x.size;
}
