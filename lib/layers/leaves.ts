import { Frozen } from "./frozen.ts";
import type { Layer } from "./layer.ts";

/**
 * Whether a layer is made of layers that it names.
 *
 * @param layer Any layer.
 */
export function isMade(
  layer: Layer,
): layer is Layer & { readonly layers: readonly Layer[] } {
  return layer.layers !== undefined && layer.layers.length > 0;
}

/**
 * The layers of a network that are made of no others, first to last.
 *
 * @param net A network, or a single layer.
 */
export function leaves(net: Layer): Layer[] {
  return isMade(net) ? net.layers.flatMap(leaves) : [net];
}

/**
 * The same of those layers that training changes: without what is in a `Frozen`.
 *
 * @param net A network, or a single layer.
 */
export function trainedLeaves(net: Layer): Layer[] {
  if (net instanceof Frozen) return [];
  return isMade(net) ? net.layers.flatMap(trainedLeaves) : [net];
}
