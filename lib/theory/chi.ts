import { type Activation, checkActivation } from "../activations/activation.ts";
import { gaussianMean } from "../activations/gaussian_mean.ts";
import { number, readOptions } from "../check/options.ts";
import { ENSEMBLE, type Ensemble, variancesOf } from "./ensemble.ts";

/**
 * chi = sigmaW^2 E f'(sqrt(q) z)^2, z ~ N(0, 1): what a layer of length q multiplies the
 * mean square of a small change by, on its way forward to the next layer's z as of a
 * gradient on its way back from there (between layers of the same width).
 *
 * At q* it is chi1 of `meanField`: below 1 the network is ordered, changes and gradients
 * fade; above 1 it is chaotic, and they grow.
 *
 * @param activation f.
 * @param options The ensemble, of which `sigmaW` counts, and the length.
 * @returns At least 0.
 * @throws {RangeError} if a number is outside its range.
 * @throws {TypeError} if the activation is none, or the options hold another name.
 * @see Schoenholz et al. (2017), "Deep information propagation", sections 2 and 4.
 *
 * @example
 * ```ts
 * import { relu } from "weightlab";
 * import { chi } from "weightlab/theory";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(chi(relu, { sigmaW: Math.SQRT2, q: 7 }), 1, 1e-12);
 * ```
 */
export function chi(
  activation: Activation,
  options: Ensemble & {
    /** The length, at least 0. */
    readonly q: number;
  },
): number {
  const doing = "take chi";
  checkActivation(doing, activation);
  const { q, ...ensemble } = readOptions(doing, options, {
    ...ENSEMBLE,
    q: number({ least: 0 }),
  });
  const { weights } = variancesOf(ensemble);
  return weights * gaussianMean((x) => activation.derivative(x) ** 2, q);
}
