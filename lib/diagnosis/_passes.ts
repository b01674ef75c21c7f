import { Dropout } from "../layers/dropout.ts";
import type { Layer, Mode } from "../layers/layer.ts";
import { backwardThrough, forwardThrough } from "../layers/pass.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import type { Matrix } from "../storage/matrix.ts";
import { copyRows } from "../storage/rows.ts";

/** One layer's part in a pass there and back. */
export interface Step {
  /** The layer's clone, or the layer itself where it has none. */
  readonly layer: Layer;
  /** Whether it is a clone: its parameters may then be written to. */
  readonly cloned: boolean;
  /** What came in, N x in. */
  readonly x: Matrix;
  /** What went out, N x out. */
  readonly y: Matrix;
  /** d loss / d y, N x out, if there are labels. */
  dy?: Matrix;
  /** d loss / d x, N x in, if there are labels. */
  dx?: Matrix;
}

/**
 * Sends a batch through the layers, and its gradient back, on clones.
 *
 * A layer without a clone runs itself, in "infer" mode, which changes nothing that it
 * learned; its gradients are put back. Only the pass it remembers is then this one.
 *
 * @param layers First to last.
 * @param x The batch, N x in.
 * @param t Its labels, if there are any.
 * @returns One step a layer, and the loss in nats if there are labels.
 */
export function passes(
  layers: readonly Layer[],
  x: Matrix,
  t?: ArrayLike<number>,
): { steps: Step[]; loss?: number } {
  let values = x;
  const steps = layers.map((original): Step => {
    const layer = original.clone?.() ?? original;
    const cloned = layer !== original;
    const x = values;
    values = forwardThrough(layer, x, modeOf(layer, cloned));
    return { layer, cloned, x, y: values };
  });
  if (t === undefined) return { steps };
  const criterion = new SoftmaxCrossEntropy();
  const loss = criterion.forward(values, t);
  const restore = steps.filter(({ cloned }) => !cloned)
    .flatMap(({ layer }) => layer.params)
    .map((param) => ({ param, before: param.grad.clone() }));
  let gradient = criterion.backward();
  for (const step of steps.toReversed()) {
    step.dy = gradient;
    step.dx = gradient = backwardThrough(step.layer, gradient);
  }
  for (const { param, before } of restore) copyRows(before, param.grad);
  return { steps, loss };
}

/**
 * As in training, where batch normalization uses the batch's own statistics. But
 * dropout drops nothing: a random mask would pass for an answer to the input.
 */
function modeOf(layer: Layer, cloned: boolean): Mode {
  return cloned && !(layer instanceof Dropout) ? "train" : "infer";
}
