import { checkMatrix } from "../matrix/check_matrix.ts";
import { columnMeans, columnVariances } from "../matrix/moments.ts";
import { mapElements } from "../matrix/map_elements.ts";
import { matmul } from "../matrix/matmul.ts";
import type { Matrix } from "../storage/matrix.ts";
import { powerOfTwo } from "../numbers/power_of_two.ts";
import { rows } from "../storage/rows.ts";

/**
 * How alike the neurons of a layer answer: the mean over all pairs of neurons of the
 * absolute correlation of their outputs across the examples,
 * |r_jk| with r_jk = mean_i u_ij u_ik, u each neuron's outputs with mean 0 and variance 1.
 *
 * 1 if each neuron is a copy of every other up to scale, sign and an offset; about
 * .8 / sqrt(N) if they are independent. Where neurons are constant up to rounding it
 * measures the rounding.
 *
 * @param values A layer's output, N examples x neurons, at least two of each.
 * @throws {RangeError} if there are fewer, or a neuron is constant.
 * @throws {TypeError} if they are no matrix.
 *
 * @example
 * ```ts
 * import { Matrix, neuronCorrelation } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const copies = new Matrix([[1, -10], [2, -20], [4, -40]]);
 * assertAlmostEquals(neuronCorrelation(copies), 1);
 * ```
 */
export function neuronCorrelation(values: Matrix): number {
  checkMatrix("correlate neurons", "values", values);
  if (values.rows < 2 || values.columns < 2) {
    throw new RangeError(
      `Cannot correlate neurons: values must be at least 2 x 2, got ${values.rows} x ${values.columns}`,
    );
  }
  // Each neuron about 1, where its squares are neither too large nor too small.
  const largest = new Float64Array(values.columns);
  for (const row of rows(values)) {
    for (let j = 0; j < row.length; j++) {
      largest[j] = Math.max(largest[j], Math.abs(row[j]));
    }
  }
  const outputs = values.clone()
    .divRowVector(Array.from(largest, powerOfTwo));
  const variances = columnVariances(outputs);
  const constant = variances.to1DArray().findIndex((v) => !(v > 0));
  if (constant >= 0) {
    throw new RangeError(
      `Cannot correlate neurons: each must vary over the examples, got a variance of ${
        variances.get(0, constant)
      } for neuron ${constant + 1}`,
    );
  }
  const units = outputs.subRowVector(columnMeans(outputs))
    .divRowVector(mapElements(variances, Math.sqrt));
  let sum = 0;
  const correlations = rows(matmul(units, units, { transposeA: true }));
  for (const [j, row] of correlations.entries()) {
    for (let k = 0; k < j; k++) sum += Math.abs(row[k]);
  }
  const pairs = values.columns * (values.columns - 1) / 2;
  return sum / values.rows / pairs;
}
