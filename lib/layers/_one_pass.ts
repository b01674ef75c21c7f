// ReLU in the pass that makes its input: the bias or the shift of a normalization is added
// and the sum rectified before it is stored, so z itself is never written. The bits are
// those of two passes. ReLU's backward pass needs no z: y > 0 where z > 0.

import type { Matrix } from "../storage/matrix.ts";
import type { Layer, Mode } from "./layer.ts";

/**
 * What layers can do beside `forward`, by their `forward`. A layer that inherits a class
 * but has another `forward`, or one that was replaced by someone who wants to look on, is
 * so none of these: it runs by itself, as it was written.
 */
const rectifying = new WeakMap<
  Layer["forward"],
  (layer: Layer, x: Matrix, mode: Mode) => Matrix
>();
const adopting = new WeakMap<
  Layer["forward"],
  {
    isRelu: (layer: Layer) => boolean;
    adopt: (layer: Layer, y: Matrix) => void;
  }
>();

/**
 * Says that layers with this `forward` can rectify what it gives in its last pass.
 *
 * @param forward The class's own.
 * @param rectified max(0, forward(x, mode)); remembers what `forward` remembers.
 */
export function canRectify(
  forward: Layer["forward"],
  rectified: (layer: Layer, x: Matrix, mode: Mode) => Matrix,
): void {
  rectifying.set(forward, rectified);
}

/**
 * Says that layers with this `forward` may be ReLU, and then need not compute y.
 *
 * @param forward The class's own.
 * @param isRelu Whether a layer is.
 * @param adopt Remembers y as `forward` would.
 */
export function canAdopt(
  forward: Layer["forward"],
  isRelu: (layer: Layer) => boolean,
  adopt: (layer: Layer, y: Matrix) => void,
): void {
  adopting.set(forward, { isRelu, adopt });
}

/**
 * The forward passes of a layer and of the ReLU after it as one, where they can be one.
 *
 * @param layer The first.
 * @param next The second, if there is one.
 * @param x The batch for the first.
 * @param mode How they run.
 * @returns What `next` gives; undefined if they must run one by one.
 */
export function forwardAsOne(
  layer: Layer,
  next: Layer | undefined,
  x: Matrix,
  mode: Mode,
): Matrix | undefined {
  const relu = next && adopting.get(next.forward);
  if (!relu?.isRelu(next!)) return undefined;
  const y = rectifying.get(layer.forward)?.(layer, x, mode);
  if (y !== undefined) relu.adopt(next!, y);
  return y;
}
