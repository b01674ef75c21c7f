import type { Layer } from "./layer.ts";
import { trainedLeaves } from "./leaves.ts";
import { refuseUnseen } from "./named.ts";

/**
 * The layers of one kind that a network has for something that changes them, first to last: none
 * that is frozen.
 *
 * @param doing What cannot be done otherwise: "recalibrate".
 * @param net A network, or a single layer.
 * @param kind What they are: "a batch normalization".
 * @param isOne Whether a layer is one.
 * @throws {RangeError} if there is none, or a layer has one inside that it does not name.
 */
export function changeable<T extends Layer>(
  doing: string,
  net: Layer,
  kind: string,
  isOne: (layer: Layer) => layer is T,
): T[] {
  refuseUnseen(doing, net, isOne);
  const layers = trainedLeaves(net), found = layers.filter(isOne);
  if (found.length > 0) return found;
  throw new RangeError(
    `Cannot ${doing}: net must hold ${kind} that is not frozen, got ${
      layers.map(({ name }) => name).join(", ") || "frozen layers alone"
    }`,
  );
}
