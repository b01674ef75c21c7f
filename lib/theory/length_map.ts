import { type Activation, checkActivation } from "../activations/activation.ts";
import { gaussianMean } from "../activations/gaussian_mean.ts";
import { checkNumber } from "../check/numbers.ts";
import { readOptions } from "../check/options.ts";
import { ENSEMBLE, type Ensemble, variancesOf } from "./ensemble.ts";

/**
 * The length map q' = sigmaW^2 E f(sqrt(q) z)^2 + sigmaB^2, z ~ N(0, 1): how the variance
 * q of the numbers that a layer's activation is given becomes that of the next layer's.
 *
 * In an infinitely wide layer those numbers are Gaussian over the neurons, so that one
 * number, their variance, tells all there is to know about one input.
 *
 * @param activation f.
 * @param ensemble How weights and biases are drawn.
 * @returns q -> q', both at least 0.
 * @throws {RangeError} if a standard deviation is outside its range; the map itself throws
 * if q is below 0 or not finite.
 * @throws {TypeError} if the activation is none, or the ensemble holds another name.
 * @see Poole et al. (2016), "Exponential expressivity in deep neural networks through
 * transient chaos", the length map.
 *
 * @example
 * ```ts
 * import { relu } from "weightlab";
 * import { lengthMap } from "weightlab/theory";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // He's rule keeps the length: ReLU drops half of the second moment.
 * const next = lengthMap(relu, { sigmaW: Math.SQRT2 });
 * assertAlmostEquals(next(3), 3, 1e-12);
 * ```
 */
export function lengthMap(
  activation: Activation,
  ensemble: Ensemble,
): (q: number) => number {
  const doing = "map lengths";
  checkActivation(doing, activation);
  const { weights, biases } = variancesOf(
    readOptions(doing, ensemble, ENSEMBLE, "ensemble"),
  );
  return (q) => {
    checkNumber(doing, "q", q, { least: 0 });
    return weights * gaussianMean((x) => activation(x) ** 2, q) + biases;
  };
}
