import { checkArray } from "../check/kinds.ts";
import { isInOrder } from "./in_order.ts";
import { checkLayer, type Layer, type Param } from "./layer.ts";
import { isMade } from "./leaves.ts";
import { unnamed } from "./owners.ts";
import { isOwn } from "./pass.ts";

/** A layer of a network, and what it is called there. */
export interface NamedLayer {
  /**
   * Its kind and its number among its like, behind the layer that it is part of: "Affine 2",
   * "Residual 1 > Affine 2".
   */
  readonly name: string;
  /** The layer. */
  readonly layer: Layer;
  /** The layers that it is part of, the outermost first, without `Sequential`s. */
  readonly within: readonly NamedLayer[];
}

/**
 * The layers of a network with their names, in the order in which it names them: what a layer is
 * made of stands before it.
 *
 * A `Sequential` (what is in order: in_order.ts) has no place of its own: its layers are counted
 * with those around it, as if they stood there, since its output is its last layer's. The network
 * itself, where it is made of layers in another way, comes last, under its plain name,
 * "Residual", which its layers' names do not begin with.
 *
 * @param doing What cannot be done otherwise: "recalibrate".
 * @param net A network, or a single layer.
 * @throws {RangeError} if a layer is named twice, or has not the parameters of one that it names.
 * @throws {TypeError} if `layers` is no array of layers.
 */
export function namedLayers(doing: string, net: Layer): NamedLayer[] {
  const found: NamedLayer[] = [], names = new Map<Layer, string>();
  const note = (one: NamedLayer): void => {
    const first = names.get(one.layer);
    if (first !== undefined) {
      throw new RangeError(
        `Cannot ${doing}: the layers of a network must all be different, as each remembers one pass, got ${first} again as ${one.name}; name another, such as its clone()`,
      );
    }
    names.set(one.layer, one.name);
    if (isMade(one.layer)) {
      checkParts(doing, one);
      visit(one.layer.layers, [...one.within, one]);
    }
    found.push(one);
  };
  const visit = (
    layers: readonly Layer[],
    within: readonly NamedLayer[],
  ): void => {
    const seen = new Map<string, number>();
    const part = within.at(-1);
    const before = part === undefined || part.layer === net
      ? ""
      : `${part.name} > `;
    for (const layer of opened(layers)) {
      const number = (seen.get(layer.name) ?? 0) + 1;
      seen.set(layer.name, number);
      note({ name: `${before}${layer.name} ${number}`, layer, within });
    }
  };
  if (isMade(net) && !isInOrder(net)) {
    note({ name: net.name, layer: net, within: [] });
  } else {
    visit([net], []);
  }
  return found;
}

/** The names of a network's layers, as `namedLayers` gives them. */
export function namesOf(doing: string, net: Layer): Map<Layer, string> {
  return new Map(
    namedLayers(doing, net).map(({ layer, name }) => [layer, name]),
  );
}

/** Layers of the library's that a layer has inside and does not name. */
export interface Unseen {
  /** The layer that has them, as `namedLayers` calls it. */
  readonly name: string;
  /** What it has. */
  readonly holds: readonly Layer[];
}

/**
 * What of a network cannot be seen: layers of a user's that hold layers of the library's, by
 * their parameters, and do not name them.
 *
 * @param doing What cannot be done otherwise: "recalibrate".
 * @param net A network, or a single layer.
 * @throws as `namedLayers` does.
 */
export function unseen(doing: string, net: Layer): Unseen[] {
  const all = unnamed(net);
  if (all.length === 0) return [];
  // What a layer is made of stands before it, and so has its own before it does.
  const left = new Set(all);
  return namedLayers(doing, net).flatMap(({ name, layer }) => {
    const own = new Set(layer.params);
    const holds = [...left].filter(({ params }) =>
      params.some((param) => own.has(param))
    );
    holds.forEach((one) => left.delete(one));
    return holds.length === 0 ? [] : [{ name, holds }];
  });
}

/**
 * Refuses a network of which a part cannot be seen that must be.
 *
 * @param doing What cannot be done otherwise: "recalibrate".
 * @param net A network, or a single layer.
 * @param matters Whether a layer must be seen.
 * @throws {RangeError} naming the layer that has one inside and does not name it.
 */
export function refuseUnseen(
  doing: string,
  net: Layer,
  matters: (layer: Layer) => boolean,
): void {
  for (const { name, holds } of unseen(doing, net)) {
    const hidden = holds.find(matters);
    if (hidden === undefined) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name} must name the layers that it is made of, as its layers, got none that is the ${hidden.name} whose parameters it has; give it a property layers that lists them`,
    );
  }
}

/** Layers with `Sequential`s opened. */
function opened(layers: readonly Layer[]): Layer[] {
  return layers.flatMap((layer) =>
    isInOrder(layer) ? opened(layer.layers!) : [layer]
  );
}

/** Holds what a layer says that it is made of to layers whose parameters it has. */
function checkParts(doing: string, { name, layer }: NamedLayer): void {
  checkArray(doing, `layers of ${name}`, layer.layers as readonly Layer[]);
  const own = new Set<Param>(layer.params);
  // One of the library's without parameters keeps its layers' from optimizers.
  const withholds = own.size === 0 && isOwn(layer);
  Array.from(layer.layers!).forEach((part, i) =>
    checkLayer(doing, `layers[${i}] of ${name}`, part)
  );
  for (const part of layer.layers!) {
    const missing = withholds
      ? undefined
      : part.params.find((param) => !own.has(param));
    if (missing !== undefined) {
      throw new RangeError(
        `Cannot ${doing}: the params of ${name} must hold those of each layer that it names, got none that is ${missing.name} of its ${part.name}; make them of layers.flatMap(({ params }) => params)`,
      );
    }
  }
}
