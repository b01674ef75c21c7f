import { type Activation, checkActivation } from "../activations/activation.ts";
import { checkNumber } from "../check/numbers.ts";
import { number, readOptions } from "../check/options.ts";
import { ENSEMBLE, type Ensemble, variancesOf } from "./ensemble.ts";
import { lengthMap } from "./length_map.ts";
import { pairMean } from "./_pair_mean.ts";

/**
 * The correlation map c' = (sigmaW^2 E f(u) f(v) + sigmaB^2) / q' with u, v ~ N(0, q) of
 * correlation c, and q' the length that follows q: how alike two inputs are in the next
 * layer, over its neurons, if they are as alike as c in this one and have length q in it.
 *
 * Written out in Hermite polynomials it is a power series in c without negative
 * coefficients, so on [0, 1] it rises and is convex; it ends in c'(1) = 1.
 *
 * @param activation f.
 * @param options The ensemble and the length.
 * @returns c -> c', both in [-1, 1]; NaN if q' is 0.
 * @throws {RangeError} if a number is outside its range; the map itself throws if c is.
 * @throws {TypeError} if the activation is none, or the options hold another name.
 * @see Poole et al. (2016), the correlation map.
 *
 * @example
 * ```ts
 * import { relu } from "weightlab";
 * import { correlationMap } from "weightlab/theory";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // Unrelated inputs are 1 / pi alike behind a ReLU.
 * const next = correlationMap(relu, { sigmaW: Math.SQRT2, q: 1 });
 * assertAlmostEquals(next(0), 1 / Math.PI, 1e-10);
 * ```
 */
export function correlationMap(
  activation: Activation,
  options: Ensemble & {
    /** The length, above 0; at q* (`meanField`) the map stays the same from layer to layer. */
    readonly q: number;
  },
): (c: number) => number {
  const doing = "map correlations";
  checkActivation(doing, activation);
  const { q, ...ensemble } = readOptions(doing, options, {
    ...ENSEMBLE,
    q: number({ above: 0 }),
  });
  const { weights, biases } = variancesOf(ensemble);
  const next = lengthMap(activation, ensemble)(q);
  return (c) => {
    checkNumber(doing, "c", c, { least: -1, most: 1 });
    return (weights * pairMean(activation, q, c) + biases) / next;
  };
}
