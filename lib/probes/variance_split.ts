import { checkMatrix } from "../matrix/check_matrix.ts";
import { columnMeans } from "../matrix/moments.ts";
import { largestDifference } from "../matrix/largest_difference.ts";
import { mapElements } from "../matrix/map_elements.ts";
import type { Matrix } from "../storage/matrix.ts";
import { powerOfTwo } from "../numbers/power_of_two.ts";
import { rows } from "../storage/rows.ts";
import { meanOf } from "../numbers/mean.ts";

/** A layer's variance in two parts: total = between + within. */
export interface VarianceSplit {
  /** The variance of all values of all neurons, what a histogram shows. */
  readonly total: number;
  /** The variance of the neurons' own means. */
  readonly between: number;
  /**
   * The mean over neurons of each one's variance across the examples: the only
   * part that carries the input.
   */
  readonly within: number;
}

/**
 * Splits the variance of a layer's values by the law of total variance:
 * with m_j neuron j's mean over the examples and m the mean of all values,
 * total = mean (y_ij - m)^2, between = mean (m_j - m)^2,
 * within = mean (y_ij - m_j)^2, all biased.
 *
 * A histogram pools neurons and examples and shows only the total. A layer of
 * constant neurons, each stuck at a value of its own, has a wide histogram and no
 * variance within: it no longer depends on its input.
 *
 * @param values A layer's output, N examples x neurons.
 * @throws {RangeError} if there are no values.
 * @throws {TypeError} if they are no matrix.
 *
 * @example
 * ```ts
 * import { Matrix, varianceSplit } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * // Two neurons; the first is stuck at 0, the second follows its input.
 * const split = varianceSplit(new Matrix([[0, 1], [0, 3]]));
 * assertEquals(split, { total: 1.5, between: 1, within: 0.5 });
 * ```
 */
export function varianceSplit(values: Matrix): VarianceSplit {
  checkMatrix("split the variance", "values", values);
  if (values.rows === 0 || values.columns === 0) {
    throw new RangeError(
      `Cannot split the variance: values must hold at least one number, got ${values.rows} x ${values.columns}`,
    );
  }
  const split = splitOf(values);
  if (Number.isFinite(split.total)) return split;
  // Sums of squares may be too large where the variances themselves are not.
  const { scaled, unit } = inUnits(values);
  return timesSquare(splitOf(scaled), unit);
}

/**
 * The roots of the three parts, standard deviations in the values' unit: also where the
 * variances are numbers too large or too small.
 *
 * @param values A layer's output, N examples x neurons, with a value.
 */
export function stdSplit(values: Matrix): VarianceSplit {
  const { scaled, unit } = inUnits(values);
  const { total, between, within } = splitOf(scaled);
  return {
    total: Math.sqrt(total) * unit,
    between: Math.sqrt(between) * unit,
    within: Math.sqrt(within) * unit,
  };
}

/** Values about 1, and what they were divided by. */
function inUnits(values: Matrix): { scaled: Matrix; unit: number } {
  const unit = powerOfTwo(largestDifference(values, 0));
  return { scaled: mapElements(values, (v) => v / unit), unit };
}

function timesSquare(split: VarianceSplit, unit: number): VarianceSplit {
  return {
    total: split.total * unit * unit,
    between: split.between * unit * unit,
    within: split.within * unit * unit,
  };
}

function splitOf(values: Matrix): VarianceSplit {
  const means = rows(columnMeans(values))[0];
  const mean = meanOf(means);
  let within = 0;
  for (const row of rows(values)) {
    for (let j = 0; j < row.length; j++) within += (row[j] - means[j]) ** 2;
  }
  within /= values.rows * values.columns;
  const between = meanOf(means.map((m) => (m - mean) ** 2));
  return { total: between + within, between, within };
}
