import { checkMatrix } from "../matrix/check_matrix.ts";
import { columnMeans } from "../matrix/moments.ts";
import { largestDifference } from "../matrix/largest_difference.ts";
import { mapElements } from "../matrix/map_elements.ts";
import { matmul } from "../matrix/matmul.ts";
import type { Matrix } from "../storage/matrix.ts";
import { powerOfTwo } from "../numbers/power_of_two.ts";
import { rows } from "../storage/rows.ts";

/**
 * In how many directions the examples of a batch differ: the participation ratio
 * of the covariance C of the neurons over the examples, with eigenvalues l_k,
 * (sum l_k)^2 / sum l_k^2 = (tr C)^2 / tr C^2.
 *
 * d directions of equal variance give d; one direction that outweighs all others
 * gives 1. It does not see the size of the values, only their shape, and the
 * neurons' means not at all. Roy and Vetterli's effective rank (2007), the exponential
 * of the singular values' entropy, has the same two ends and lies above this one
 * between them; it needs the singular values themselves, this one only C.
 *
 * Few examples bound it: d independent neurons of equal variance give about
 * d / (1 + d/N), so 91 of 100 with N = 1000 and 50 with N = 100.
 *
 * @param values A layer's output, N examples x neurons.
 * @returns 1 .. min(N - 1, neurons); 0 if nothing varies beyond rounding; NaN if a
 * value is not finite.
 * @throws {RangeError} if there are no values.
 * @throws {TypeError} if they are no matrix.
 * @see Gao et al. (2017), "A theory of multineuronal dimensionality, dynamics and
 * measurement".
 *
 * @example
 * ```ts
 * import { effectiveRank, Matrix } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // Two neurons that always move together, and two that move by themselves.
 * assertAlmostEquals(effectiveRank(new Matrix([[0, 0], [1, 2], [2, 4]])), 1);
 * assertAlmostEquals(effectiveRank(new Matrix([[1, 1], [1, -1], [-1, 1], [-1, -1]])), 2);
 * ```
 */
export function effectiveRank(values: Matrix): number {
  checkMatrix("measure the effective rank", "values", values);
  if (values.rows === 0 || values.columns === 0) {
    throw new RangeError(
      `Cannot measure the effective rank: values must hold at least one number, got ${values.rows} x ${values.columns}`,
    );
  }
  // About 1, where no sum and no difference of them is too large.
  const unit = powerOfTwo(largestDifference(values, 0));
  const deviations = mapElements(values, (v) => v / unit);
  const means = rows(columnMeans(deviations))[0];
  let largest = 0, furthest = 0;
  for (const row of rows(deviations)) {
    for (let j = 0; j < row.length; j++) {
      largest = Math.max(largest, Math.abs(row[j]));
      furthest = Math.max(furthest, Math.abs(row[j] - means[j]));
    }
  }
  if (!Number.isFinite(furthest)) return NaN;
  // A mean of equal numbers is off by rounding, N / 2 last bits at most.
  if (furthest <= values.rows * Number.EPSILON * largest) return 0;
  // Deviations of at most 1, so that no square is lost below the smallest number.
  for (const row of rows(deviations)) {
    for (let j = 0; j < row.length; j++) {
      row[j] = (row[j] - means[j]) / furthest;
    }
  }
  // X^T X and X X^T have the same eigenvalues but for zeros: the smaller will do.
  const tall = values.rows > values.columns;
  const gram = matmul(deviations, deviations, {
    transposeA: tall,
    transposeB: !tall,
  });
  let trace = 0, squares = 0;
  for (const [i, row] of rows(gram).entries()) {
    trace += row[i];
    for (const g of row) squares += g * g;
  }
  return trace * trace / squares;
}
