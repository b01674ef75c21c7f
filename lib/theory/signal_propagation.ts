import { type Activation, checkActivation } from "../activations/activation.ts";
import { gaussianMean } from "../activations/gaussian_mean.ts";
import { count, number, readOptions } from "../check/options.ts";
import { chi } from "./chi.ts";
import { ENSEMBLE, type Ensemble, variancesOf } from "./ensemble.ts";
import { lengthByLayer } from "./length_by_layer.ts";
import { NESTED } from "./_precision.ts";

/** What theory predicts of one layer: z is what its activation is given, y what it gives. */
export interface LayerPrediction {
  /** The layer, from 1. */
  readonly layer: number;
  /** q, the variance of z for one input, over the neurons. */
  readonly q: number;
  /** c, the correlation of z for two inputs, over the neurons. */
  readonly correlation: number;
  /** q (1 - c), the variance of a neuron's z over the inputs. */
  readonly qWithin: number;
  /**
   * What the mean square of a gradient is multiplied by between the next layer's z and this
   * one's (`chi`).
   */
  readonly chi: number;
  /** The mean of y. */
  readonly mean: number;
  /** The variance of y over neurons and inputs, what a histogram shows. */
  readonly total: number;
  /** The variance of the neurons' own means of y. */
  readonly between: number;
  /** The variance of a neuron's y over the inputs, the only part that carries them. */
  readonly within: number;
}

/**
 * Length, correlation, the split of the variance (as `varianceSplit` measures it) and chi,
 * layer by layer, for many inputs of mean square q0 of which any two have correlation c0.
 *
 * A neuron's z for such inputs is a number of its own plus one for each input:
 * z = m + sqrt(w) v with m ~ N(0, q - w) over the neurons, v ~ N(0, 1) over the inputs, and
 * w = q (1 - c), since Cov(z_a, z_b) = q c over the neurons for two inputs a, b. So a
 * neuron's outputs have the variance Var_v f(m + sqrt(w) v), and
 *
 * within = E_m Var_v f(m + sqrt(w) v), between = Var_m E_v f(m + sqrt(w) v).
 *
 * Two inputs differ in the next layer by what their outputs differ: its bias and what all
 * outputs have in common cancel, and w' = sigmaW^2 within, from w_1 = sigmaW^2 q0 (1 - c0).
 * This is the correlation map, written for 1 - c so that it holds next to c = 1 too.
 *
 * @param activation f.
 * @param options The ensemble, the inputs and the depth.
 * @throws {RangeError} if a number is outside its range, c0 in [0, 1].
 * @throws {TypeError} if the activation is none, or the options hold another name.
 * @see Poole et al. (2016) for q and c; Schoenholz et al. (2017), section 4, for chi.
 *
 * @example
 * ```ts
 * import { sigmoid } from "weightlab";
 * import { signalPropagation } from "weightlab/theory";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // The post's figure 85: the histogram is wide, and hardly any of it is the input.
 * const [, , , , fifth] = signalPropagation(sigmoid, { sigmaW: 1, depth: 5 });
 * assertAlmostEquals(Math.sqrt(fifth.total), 0.121, 5e-4);
 * assertAlmostEquals(Math.sqrt(fifth.within), 0.00064, 5e-6);
 * ```
 */
export function signalPropagation(
  activation: Activation,
  options: Ensemble & {
    /** The mean square of an input's numbers, at least 0. Default: 1, as of the post's. */
    readonly q0?: number;
    /**
     * How alike the inputs are, in [0, 1]. Default: 0, as of the post's, whose numbers are
     * independent.
     */
    readonly c0?: number;
    /** How many layers. */
    readonly depth: number;
  },
): LayerPrediction[] {
  const doing = "predict signal propagation";
  checkActivation(doing, activation);
  const { q0, c0, depth, ...ensemble } = readOptions(doing, options, {
    ...ENSEMBLE,
    q0: number({ least: 0 }).or(1),
    c0: number({ least: 0, most: 1 }).or(0),
    depth: count(),
  });
  const { weights } = variancesOf(ensemble);
  const { sigmaW } = ensemble;
  let qWithin = weights * q0 * (1 - c0);
  return lengthByLayer(activation, { ...ensemble, q0, depth }).map((q, i) => {
    const mean = gaussianMean(activation, q);
    const total = gaussianMean((x) => (activation(x) - mean) ** 2, q);
    const within = Math.min(
      withinVariance(activation, q, Math.min(qWithin, q)),
      total,
    );
    const prediction = {
      layer: i + 1,
      q,
      correlation: 1 - qWithin / q,
      qWithin,
      chi: chi(activation, { sigmaW, q }),
      mean,
      total,
      between: total - within,
      within,
    };
    qWithin = weights * within;
    return prediction;
  });
}

/** E_m Var_v f(m + sqrt(w) v), m ~ N(0, q - w). */
function withinVariance(f: Activation, q: number, w: number): number {
  const linear = w * gaussianMean((x) => f.derivative(x) ** 2, q);
  // Differences of f as small as this lose more to rounding than to the curvature of f.
  const square = gaussianMean((x) => f(x) ** 2, q);
  if (linear <= 1e-10 * square) return linear;
  const variance = (m: number) => {
    const centre = f(m);
    const difference = (x: number) => f(x) - centre;
    const mean = gaussianMean(difference, w, m, NESTED * Math.sqrt(linear));
    return gaussianMean(
      (x) => (difference(x) - mean) ** 2,
      w,
      m,
      NESTED * linear,
    );
  };
  return gaussianMean(variance, q - w, 0, NESTED * linear);
}
