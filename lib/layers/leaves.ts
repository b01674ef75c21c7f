import type { Layer } from "./layer.ts";
import { Sequential } from "./sequential.ts";

/**
 * The layers of a network, nested ones opened, first to last.
 *
 * @param net A network, or a single layer.
 */
export function leaves(net: Layer): Layer[] {
  return net instanceof Sequential ? net.layers.flatMap(leaves) : [net];
}
