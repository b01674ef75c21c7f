import { log } from "../kernel/elementary.ts";
import { type Activation, checkActivation } from "../activations/activation.ts";
import { gaussianMean } from "../activations/gaussian_mean.ts";
import { readOptions } from "../check/options.ts";
import { chi } from "./chi.ts";
import { correlationMap } from "./correlation_map.ts";
import { ENSEMBLE, type Ensemble, variancesOf } from "./ensemble.ts";
import { lengthMap } from "./length_map.ts";
import { pairMean } from "./_pair_mean.ts";
import { LARGEST, NOTHING, SMALLEST } from "./_precision.ts";
import { root } from "./_root.ts";

/** How many layers it takes until a distance has shrunk by the factor e. */
export interface DepthScales {
  /** xi_q, of the length from q*; Infinity where that does not shrink exponentially. */
  readonly xiQ: number;
  /**
   * xi_c, of the correlation of two inputs from c*; Infinity where that does not shrink
   * exponentially, as on the critical line.
   */
  readonly xiC: number;
}

/** Where signals end in a deep network of infinite width, and how soon. */
export interface MeanField {
  /**
   * q*, the length that an input of mean square 1 goes to: 0 where it dies out, Infinity
   * where it grows without bound, NaN where every length is kept (ReLU under He's rule).
   */
  readonly qStar: number;
  /**
   * chi1 = sigmaW^2 E f'(sqrt(q*) z)^2, what the mean square of a gradient is multiplied by
   * in each layer that it passes. Where q* is neither 0 nor Infinity it is the slope of the
   * correlation map at 1 too: below 1 the network is ordered, above 1 chaotic. (A ReLU
   * without biases, whose lengths die out or grow instead, has c* = 1 whatever chi1 is.)
   */
  readonly chi1: number;
  /**
   * c*, the correlation that two different inputs go to: 1 in the ordered phase, less in the
   * chaotic; NaN where every correlation is kept, as where f is linear near 0 and q* is 0.
   */
  readonly cStar: number;
  /** How fast they go there. */
  readonly depthScales: DepthScales;
}

/**
 * The fixed points of the length and correlation maps, their slopes, and the depth scales:
 * what becomes of any two inputs in a deep network of random weights.
 *
 * With xi_q = -1 / log of the length map's slope at q*, and xi_c likewise of the correlation
 * map's at c*. A network deeper than a few xi_c cannot tell its inputs apart (ordered) or
 * cannot see that two are alike (chaotic), and does not train: about 6 xi_c is the limit.
 *
 * @param activation f.
 * @param ensemble How weights and biases are drawn.
 * @throws {RangeError} if a standard deviation is outside its range.
 * @throws {TypeError} if the activation is none, or the ensemble holds another name.
 * @see Poole et al. (2016) for the fixed points; Schoenholz et al. (2017), "Deep information
 * propagation", section 3 for the depth scales and section 5 for the 6 xi_c.
 *
 * @example
 * ```ts
 * import { tanh } from "weightlab";
 * import { meanField } from "weightlab/theory";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { qStar, chi1, cStar } = meanField(tanh, { sigmaW: 1.3, sigmaB: 0.3 });
 * assertAlmostEquals(qStar, 0.6071, 1e-4);
 * assertAlmostEquals(chi1, 0.9398, 1e-4);
 * assertAlmostEquals(cStar, 1);
 * ```
 */
export function meanField(
  activation: Activation,
  ensemble: Ensemble,
): MeanField {
  const doing = "find the fixed points";
  checkActivation(doing, activation);
  const { weights, biases } = variancesOf(
    readOptions(doing, ensemble, ENSEMBLE, "ensemble"),
  );
  const { sigmaW } = ensemble;
  const next = lengthMap(activation, ensemble);
  const qStar = fixedLength(next, weights + biases);
  // Where every length is kept, any will do.
  const q = Number.isNaN(qStar)
    ? 1
    : Math.min(Math.max(qStar, SMALLEST), LARGEST);
  const chi1 = chi(activation, { sigmaW, q });
  const lengthSlope = weights * gaussianMean(
    (x) => activation(x) * activation.derivative(x) * x / q,
    q,
  );
  // Kinks and curves at 0 still show at q by its root, where it stands for 0 or Infinity.
  const slack = q === qStar ? NOTHING : 100 * Math.sqrt(SMALLEST);
  // q / next(q) is 1 but where q stands for 0 or Infinity.
  const slope = (c: number) =>
    weights * pairMean((x) => activation.derivative(x), q, c) * q / next(q);
  const steepest = chi1 * q / next(q);
  const cStar = fixedCorrelation(
    correlationMap(activation, { ...ensemble, q }),
    slope,
    steepest,
    slack,
  );
  return {
    qStar,
    chi1,
    cStar,
    depthScales: {
      xiQ: depthScale(lengthSlope, slack),
      xiC: depthScale(
        cStar === 1 ? steepest : Number.isNaN(cStar) ? 1 : slope(cStar),
        slack,
      ),
    },
  };
}

/** The fixed point of the length map next to `start`, in the direction it moves from there. */
function fixedLength(next: (q: number) => number, start: number): number {
  /** The direction from q, 0 where it does not move but for rounding. */
  const direction = (q: number) => {
    const step = next(q) / q - 1;
    return Math.abs(step) <= NOTHING ? 0 : Math.sign(step);
  };
  const way = direction(start);
  if (way === 0) {
    const kept = direction(start / 4) === 0 && direction(4 * start) === 0;
    return kept ? NaN : start;
  }
  let here = start;
  for (let there = start;;) {
    there = way > 0 ? 2 * there : there / 2;
    if (there > LARGEST) return Infinity;
    if (there < SMALLEST) return 0;
    const turn = direction(there);
    if (turn === -way) return root((q) => next(q) / q - 1, here, there);
    if (turn === way) here = there;
  }
}

/**
 * The fixed point below 1 of the correlation map C, or 1.
 *
 * C is convex on [0, 1] with C(0) >= 0 and C(1) = 1: a slope at 1 of at most 1 keeps it
 * above the diagonal, and a greater one makes it cross the diagonal once, from above. There
 * Newton's steps from 0 stay to the left of the crossing and close in on it.
 */
function fixedCorrelation(
  next: (c: number) => number,
  slope: (c: number) => number,
  steepest: number,
  slack: number,
): number {
  if (steepest <= 1 + slack) {
    // A convex curve with slope 1 at 1 may be the diagonal itself.
    const kept = Math.abs(steepest - 1) <= slack &&
      Math.abs(next(0.5) - 0.5) <= 1e-9;
    return kept ? NaN : 1;
  }
  let c = 0;
  for (let i = 0; i < 60; i++) {
    const step = (next(c) - c) / (1 - slope(c));
    // Next to the critical line the crossing is lost in rounding next to 1.
    if (!(step > 1e-12)) break;
    c = Math.min(c + step, 1);
    if (c === 1) break;
  }
  return c;
}

function depthScale(slope: number, slack: number): number {
  return slope < 1 - slack ? -1 / log(slope) : Infinity;
}
