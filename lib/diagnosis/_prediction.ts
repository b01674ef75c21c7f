import { gaussianMean } from "../activations/gaussian_mean.ts";
import { Affine } from "../layers/affine.ts";
import { Dropout } from "../layers/dropout.ts";
import { type Moments, momentsOf } from "../matrix/moments.ts";
import { functionsOf, meanOver } from "./_activations.ts";
import { askedFor } from "./_normalizations.ts";
import type { Step } from "./_passes.ts";

/**
 * The standard deviation of each layer's output by mean-field theory, from the input's
 * mean square alone: with q the mean square of what comes in,
 *
 * affine map: q' = fanIn mean(W^2) q + mean(b^2);
 * a normalization: q' = mean(gamma^2) + mean(beta^2), as if eps were 0;
 * activation: q' = E f(z)^2 and mean E f(z), z ~ N(0, q);
 * dropout, in this pass: q' = q.
 *
 * The weights of a layer are taken as drawn independently around 0, which training ends.
 * Behind a layer of any other kind, such as one made of layers, or batch normalization that is
 * frozen, the theory starts again from what is measured there, and so it does in front of one
 * that no step's output comes into.
 *
 * @param steps A pass through a network, of one step or more.
 * @returns One standard deviation a step; NaN where it is not finite.
 * @see Poole et al. (2016), "Exponential expressivity in deep neural networks through
 * transient chaos", equation 3.
 */
export function predictedStds(steps: readonly Step[]): number[] {
  const all: Moments[] = [];
  return steps.map((step, i) => {
    const { from = i - 1 } = step;
    const before = from === null ? undefined : all[from];
    const moments = after(step, before ?? momentsOf(step.x));
    all.push(moments);
    return Math.sqrt(Math.max(0, moments.q - moments.mean ** 2));
  });
}

function after({ layer, mode, y }: Step, before: Moments): Moments {
  if (layer instanceof Affine) {
    const W = layer.W.value, b = momentsOf(layer.b.value);
    return { mean: b.mean, q: W.rows * momentsOf(W).q * before.q + b.q };
  }
  const functions = functionsOf(layer);
  if (functions.length > 0) {
    if (!Number.isFinite(before.q)) return { mean: NaN, q: NaN };
    return {
      mean: meanOver(functions, (f) => gaussianMean((z) => f(z), before.q)),
      q: meanOver(functions, (f) => gaussianMean((z) => f(z) ** 2, before.q)),
    };
  }
  if (layer instanceof Dropout) return before;
  return askedFor(layer, mode) ?? momentsOf(y);
}
