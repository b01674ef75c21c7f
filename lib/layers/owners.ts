import type { Matrix } from "../storage/matrix.ts";
import { copyRows } from "../storage/rows.ts";
import type { Layer, Param } from "./layer.ts";

// A user's layer may hold others without naming them in `layers`: a block of an Affine and a
// BatchNormalization that lists their parameters as its own. What looks into networks would pass
// over the running averages in silence. The parameters give the layers away: each of the
// library's layers is kept here as the owner of its own.

/**
 * Where a parameter has its owner: out of sight of whoever lists or copies what it holds. A
 * WeakMap of owners would hold on to networks that are gone until all memory is gone over.
 */
const OWNER = Symbol("owner");

/**
 * Keeps a layer as the owner of its parameters: the last line of the constructor of a layer that
 * has parameters and is made of no others. Of two that say so of one, the later owns it.
 *
 * @param layer The layer.
 */
export function keepOwner(layer: Layer): void {
  for (const param of layer.params) {
    Object.defineProperty(param, OWNER, { value: layer, configurable: true });
  }
}

/**
 * The layer of the library's whose parameter it is.
 *
 * @param param A parameter.
 * @returns undefined for one that a user's layer made.
 */
export function ownerOf(param: Param): Layer | undefined {
  return (param as Param & { readonly [OWNER]?: Layer })[OWNER];
}

/**
 * The parameters of a layer that none of the layers has that it is made of.
 *
 * @param layer Any layer.
 */
export function ownParams({ params, layers = [] }: Layer): Param[] {
  const theirs = new Set(layers.flatMap(({ params }) => params));
  return params.filter((param) => !theirs.has(param));
}

/**
 * The layers that a network holds without naming them: the owners of its parameters that
 * `layers` does not lead to, in the order of the parameters.
 *
 * @param net A network, or a single layer.
 */
export function unnamed(net: Layer): Layer[] {
  const named = layersWithin(net), found = new Set<Layer>();
  for (const param of net.params) {
    const owner = ownerOf(param);
    if (owner !== undefined && !named.has(owner)) found.add(owner);
  }
  return [...found];
}

/**
 * Copies all that training changes in a network: its parameters, and what layers learn beside
 * them.
 *
 * @param net A network, or a single layer.
 * @returns Puts it back.
 */
export function keepLearned(net: Layer): () => void {
  const kept = learned(net).map((x) => x.clone());
  return () => learned(net).forEach((x, i) => copyRows(kept[i], x));
}

function learned(net: Layer): Matrix[] {
  // A user's block need not name what it is made of: its parameters tell.
  const layers = [...layersWithin(net), ...unnamed(net)];
  const buffers = layers.flatMap(({ buffers = [] }) => buffers);
  return [...net.params, ...buffers].map(({ value }) => value);
}

/**
 * A network, the layers that it names, and those that these name, each once.
 *
 * @param net A network, or a single layer.
 */
export function layersWithin(net: Layer): Set<Layer> {
  const found = new Set<Layer>();
  const visit = (layer: Layer) => {
    if (found.has(layer)) return;
    found.add(layer);
    layer.layers?.forEach(visit);
  };
  visit(net);
  return found;
}
