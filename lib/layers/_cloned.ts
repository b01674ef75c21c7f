import { copyRows } from "../storage/rows.ts";
import type { Layer } from "./layer.ts";
import { isOwn } from "./pass.ts";

/**
 * What a layer's `clone` gives: another like it, into whose parameters it writes its own.
 *
 * @param from The layer.
 * @param to Another, with parameters of the same shapes.
 * @returns `to`.
 * @throws {TypeError} as `sameKind` does.
 */
export function cloned<L extends Layer>(from: L, to: L): L {
  from.params.forEach(({ value }, i) => copyRows(value, to.params[i].value));
  return sameKind(from, to);
}

/**
 * Holds a clone to the passes of its layer: a class that inherits a layer's `clone`, but has
 * another pass, would get one that computes something else.
 *
 * @param from The layer.
 * @param to What its `clone` has made.
 * @returns `to`.
 * @throws {TypeError} if it is of another kind.
 */
export function sameKind<L extends Layer>(from: L, to: L): L {
  const mine: Layer = Object.getPrototypeOf(from);
  // Whose clone method calls this one may make of what it gives what they like.
  const isInherited = mine.clone === Object.getPrototypeOf(to).clone;
  if (isOwn(mine) || !isInherited) return to;
  throw new TypeError(
    `Cannot clone ${from.constructor.name}: its clone method must be its own, as its passes are, got that of ${to.name}`,
  );
}

/**
 * Clones of the layers that a layer is made of.
 *
 * @param made The layer.
 * @returns One each.
 * @throws {TypeError} if one has no `clone`.
 */
export function clonesWithin(
  { name, layers }: Layer & { readonly layers: readonly Layer[] },
): Layer[] {
  return layers.map((layer) => {
    if (layer.clone) return layer.clone();
    throw new TypeError(
      `Cannot clone ${name}: every layer must have a clone method, got ${layer.name} without one`,
    );
  });
}
