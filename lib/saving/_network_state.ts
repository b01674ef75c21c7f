import { checkArray, checkText } from "../check/kinds.ts";
import {
  checkLayer,
  type Layer,
  type LayerBuffer,
  type Param,
} from "../layers/layer.ts";
import { layersWithin, ownerOf } from "../layers/owners.ts";
import { checkMatrix } from "../matrix/check_matrix.ts";
import { told } from "./_told.ts";

/**
 * Everything that a network has learned, by name: the way to a layer through `layers`, and what
 * the layer calls it: "0.W", "1.gamma", "1.runningMean"; "W" of a single layer. A layer that
 * another holds without naming it is numbered after those that it names, in the order of its
 * parameters. What stands in two places has the name of the first.
 *
 * @param doing What cannot be done otherwise: "save".
 * @param net A network, or a single layer.
 * @throws {RangeError} if two have one name.
 * @throws {TypeError} if the value of one is no matrix.
 */
export function networkState(
  doing: string,
  net: Layer,
): ReadonlyMap<string, Param | LayerBuffer> {
  const state = new Map<string, Param | LayerBuffer>();
  const named = layersWithin(net);
  const visited = new Set<Layer>(), kept = new Set<Param | LayerBuffer>();
  const visit = (layer: Layer, path: string) => {
    if (visited.has(layer)) return;
    visited.add(layer);
    checkLayer(doing, path === "" ? "net" : `net's layer ${path}`, layer);
    const within = (name: string | number) =>
      path === "" ? String(name) : `${path}.${name}`;
    const { layers: inner = [], buffers = [] } = layer;
    checkArray(doing, `buffers of ${layer.name}`, buffers);
    inner.forEach((one, i) => visit(one, within(i)));
    const keep = (part: Param | LayerBuffer) => {
      if (kept.has(part)) return;
      checkText(doing, `a name in ${layer.name}`, part?.name);
      const name = within(part.name);
      if (state.has(name)) {
        throw new RangeError(
          `Cannot ${doing}: what a layer has learned must have names that differ, got two called ${
            told(name)
          }, in ${layer.name}; if they belong to layers within it, let it name those in its layers`,
        );
      }
      checkMatrix(doing, name, part.value);
      kept.add(part);
      state.set(name, part);
    };
    let unnamed = inner.length;
    for (const param of layer.params) {
      const owner = ownerOf(param);
      // What belongs to a layer with a place of its own is kept there.
      if (owner?.params.includes(param) && owner !== layer) {
        if (!named.has(owner) && !visited.has(owner)) {
          visit(owner, within(unnamed++));
        }
      } else keep(param);
    }
    buffers.forEach(keep);
  };
  visit(net, "");
  return state;
}
