import { type Activation, checkActivation } from "../activations/activation.ts";
import { count, number, readOptions } from "../check/options.ts";
import { ENSEMBLE, type Ensemble, variancesOf } from "./ensemble.ts";
import { lengthMap } from "./length_map.ts";

/**
 * The length by layer: q_1 = sigmaW^2 q0 + sigmaB^2, since the input goes through no
 * activation, and then q_(l+1) by the length map.
 *
 * @param activation f.
 * @param options The ensemble, the input and the depth.
 * @returns q_1 .. q_depth, the variances of what each layer's activation is given.
 * @throws {RangeError} if a number is outside its range, or q grows beyond all numbers.
 * @throws {TypeError} if the activation is none, or the options hold another name.
 * @see Poole et al. (2016), the length map.
 *
 * @example
 * ```ts
 * import { relu } from "weightlab";
 * import { lengthByLayer } from "weightlab/theory";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // Under the post's Xavier, ReLU halves the second moment in every layer.
 * const q = lengthByLayer(relu, { sigmaW: 1, depth: 3 });
 * q.forEach((value, i) => assertAlmostEquals(value, 0.5 ** i, 1e-12));
 * ```
 */
export function lengthByLayer(
  activation: Activation,
  options: Ensemble & {
    /** The mean square of an input's numbers, at least 0. Default: 1, as of the post's. */
    readonly q0?: number;
    /** How many layers. */
    readonly depth: number;
  },
): number[] {
  const doing = "propagate a length";
  checkActivation(doing, activation);
  const { q0, depth, ...ensemble } = readOptions(doing, options, {
    ...ENSEMBLE,
    q0: number({ least: 0 }).or(1),
    depth: count(),
  });
  const { weights, biases } = variancesOf(ensemble);
  const next = lengthMap(activation, ensemble);
  const lengths = [weights * q0 + biases];
  while (lengths.length < depth) lengths.push(next(lengths.at(-1)!));
  return lengths;
}
