import { Affine } from "../layers/affine.ts";
import type { Layer } from "../layers/layer.ts";
import { isActivation as isActivationLayer } from "./_activations.ts";

/**
 * The layers in groups, as one counts a network's layers: an affine map, the
 * normalization behind it, the activation, and what follows up to the next affine
 * map. An activation behind an activation begins a group too, so that a group has at
 * most one of each; what stands before the first begins the first group.
 *
 * @param layers First to last.
 * @param begins Whether a group begins at a position, whatever stands there. Default: nowhere.
 * @returns Positions in `layers`, by group.
 */
export function groups(
  layers: readonly Layer[],
  begins: (at: number) => boolean = () => false,
): number[][] {
  const found: number[][] = [];
  let affine = false, activation = false;
  layers.forEach((layer, i) => {
    const isAffine = layer instanceof Affine;
    const isActivation = isActivationLayer(layer);
    const isNext = found.length === 0 || activation && isActivation ||
      (affine || activation) && isAffine;
    if (isNext || begins(i)) {
      found.push([]);
      affine = activation = false;
    }
    affine ||= isAffine;
    activation ||= isActivation;
    found.at(-1)!.push(i);
  });
  return found;
}
