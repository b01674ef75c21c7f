import { Frozen } from "./frozen.ts";
import type { Layer } from "./layer.ts";

/** A layer within a network, and where it is. */
export interface Place {
  /** The way to it through `layers`: "2.0"; "" for the network itself. */
  readonly path: string;
  /** The layer. */
  readonly layer: Layer;
}

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
  return placedLeaves(net).map(({ layer }) => layer);
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

/**
 * The layers of a network that are made of no others, and where they are, first to last.
 *
 * @param net A network, or a single layer.
 */
export function placedLeaves(net: Layer): Place[] {
  const visit = (layer: Layer, path: string): Place[] =>
    !isMade(layer)
      ? [{ path, layer }]
      : layer.layers.flatMap((inner, i) =>
        visit(inner, path === "" ? String(i) : `${path}.${i}`)
      );
  return visit(net, "");
}
