import {
  type Activation,
  defineActivation,
} from "../activations/activation.ts";
import { ActivationLayer } from "../layers/activation_layer.ts";
import type { Layer } from "../layers/layer.ts";
import { PRelu } from "../layers/p_relu.ts";

/** Whether a layer is an activation: `functionsOf` says of which functions. */
export function isActivation(layer: Layer): boolean {
  return layer instanceof ActivationLayer || layer instanceof PRelu;
}

/**
 * The functions that an activation consists of as it is now: one for all features, or one
 * for each, as a PReLU has whose features do not share their slope.
 *
 * @param layer Any layer.
 * @returns Empty if it is no activation.
 */
export function functionsOf(layer: Layer | undefined): readonly Activation[] {
  if (layer instanceof ActivationLayer) return [layer.activation];
  if (!(layer instanceof PRelu)) return [];
  // No leaky ReLU: a slope that has diverged is none of its.
  return layer.a.value.getRow(0).map((a) =>
    defineActivation(
      layer.name,
      (z) => z <= 0 ? a * z : z,
      (z) => z <= 0 ? a : 1,
    )
  );
}

/**
 * The mean of a number over functions.
 *
 * @param functions At least one.
 * @param of The number.
 */
export function meanOver(
  functions: readonly Activation[],
  of: (f: Activation) => number,
): number {
  return functions.reduce((sum, f) => sum + of(f), 0) / functions.length;
}
