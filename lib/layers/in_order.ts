import type { Layer } from "./layer.ts";

/** The forward passes of classes whose layers run one after the other. */
const inOrder = new WeakSet<object>();

/**
 * Says that a class does nothing but run its `layers` one after the other: its output is its last
 * layer's. A class that inherits it but has another `forward` does not.
 *
 * @param prototype The class's.
 */
export function runInOrder(prototype: Layer): void {
  inOrder.add(prototype.forward);
}

/**
 * Whether a layer does nothing but run its `layers` one after the other, as a `Sequential` does:
 * what looks into a network sees its layers as if they stood in its place.
 *
 * @param layer Any layer.
 */
export function isInOrder(layer: Layer): boolean {
  // Somebody may have put a pass in the place of its own to look on.
  const { forward } = Object.getPrototypeOf(layer);
  return typeof forward === "function" && inOrder.has(forward) &&
    layer.layers !== undefined;
}
