import { type Activation, checkActivation } from "../activations/activation.ts";
import { gaussianMean } from "../activations/gaussian_mean.ts";
import { number, readOptions } from "../check/options.ts";
import { LARGEST, NOTHING, SMALLEST } from "./_precision.ts";
import { root } from "./_root.ts";

/**
 * The sigmaW at which chi1 = 1, the line between order and chaos.
 *
 * A point of the line is known by its length: with sigmaW^2 = 1 / E f'(sqrt(q) z)^2 the
 * slope chi at q is 1, and q is a fixed point if sigmaB^2 = q - sigmaW^2 E f(sqrt(q) z)^2.
 * The smallest such q is taken.
 *
 * @param activation f.
 * @param options Of the ensemble, its biases.
 * @returns sigmaW, or NaN if there is none: a ReLU is critical only without biases.
 * @throws {RangeError} if sigmaB is below 0 or not finite.
 * @throws {TypeError} if the activation is none, or the options hold another name.
 * @see Schoenholz et al. (2017), section 3 and figure 1.
 *
 * @example
 * ```ts
 * import { relu, tanh } from "weightlab";
 * import { criticalSigmaW } from "weightlab/theory";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(criticalSigmaW(tanh, { sigmaB: Math.sqrt(0.05) }) ** 2, 1.76095, 1e-5);
 * assertAlmostEquals(criticalSigmaW(relu, { sigmaB: 0 }), Math.SQRT2);
 * ```
 */
export function criticalSigmaW(
  activation: Activation,
  options: {
    /** The standard deviation of the biases, at least 0. */
    readonly sigmaB: number;
  },
): number {
  const doing = "find the critical sigmaW";
  checkActivation(doing, activation);
  const { sigmaB } = readOptions(doing, options, {
    sigmaB: number({ least: 0 }),
  });
  const weights = (q: number) =>
    1 / gaussianMean((x) => activation.derivative(x) ** 2, q);
  /** What q is more than both terms of the length map, as a share of q. */
  const excess = (q: number) =>
    1 - weights(q) * gaussianMean((x) => activation(x) ** 2, q) / q -
    sigmaB ** 2 / q;
  const sigmaW = (q: number) => Math.sqrt(weights(q));
  if (Math.abs(excess(SMALLEST)) <= NOTHING) return sigmaW(SMALLEST);
  for (let q = SMALLEST; q < LARGEST; q *= 2) {
    if (excess(2 * q) > NOTHING) return sigmaW(root(excess, q, 2 * q));
  }
  return NaN;
}
