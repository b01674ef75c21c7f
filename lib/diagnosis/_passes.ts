import { Dropout } from "../layers/dropout.ts";
import type { Layer, Mode, Param } from "../layers/layer.ts";
import { isInOrder } from "../layers/in_order.ts";
import { isMade } from "../layers/leaves.ts";
import { type NamedLayer, namedLayers } from "../layers/named.ts";
import { layersWithin } from "../layers/owners.ts";
import { backwardThrough, forwardThrough, isOwn } from "../layers/pass.ts";
import { Sequential } from "../layers/sequential.ts";
import { watch } from "../layers/watch.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import type { Matrix } from "../storage/matrix.ts";
import { copyRows, rows } from "../storage/rows.ts";

/** One layer's part in a pass there and back. */
export interface Step {
  /** The layer's clone, or the layer itself where it has none. */
  readonly layer: Layer;
  /** Whether it is a clone: its parameters may then be written to. */
  readonly cloned: boolean;
  /** How it ran. Default: "train". */
  readonly mode?: Mode;
  /** What came in, N x in. */
  readonly x: Matrix;
  /** What went out, N x out. */
  readonly y: Matrix;
  /** d loss / d y, N x out, if there are labels. */
  dy?: Matrix;
  /** d loss / d x, N x in, if there are labels. */
  dx?: Matrix;
  /** What `activations` calls the layer. Default: nothing. */
  readonly name?: string;
  /** The layer that it is part of, by name; none in the network's own line. */
  readonly within?: string;
  /**
   * The step whose output came in, by its number; -1 for the batch, null for what no step gave.
   * Of a layer made of layers whose output is that of one of them: that step. Default: the one
   * before.
   */
  readonly from?: number | null;
}

/**
 * Sends a batch through the layers, and its gradient back, on clones.
 *
 * A layer without a clone runs itself, in "infer" mode, which changes nothing that it
 * learned; its gradients are put back. Only the pass it remembers is then this one.
 *
 * @param net A network, or a single layer.
 * @param batch The batch, N x in.
 * @param t Its labels, if there are any.
 * @returns One step a layer, in the order in which they are done, so that a layer made of layers
 * comes behind these; the network's parameters that are clones'; and the loss in nats if there
 * are labels.
 */
export function passes(
  net: Layer,
  batch: Matrix,
  t?: ArrayLike<number>,
): { steps: Step[]; trained: readonly Param[]; loss?: number } {
  const cloned = new Set<Layer>(), copy = copyOf(net, cloned);
  const named = new Map(
    namedLayers("diagnose", copy).map((one) => [one.layer, one]),
  );
  const steps: Step[] = [], starts = new Map<Layer, number>();
  const modes = new Map<Layer, Mode>();
  const isLine = isInOrder(copy);
  const criterion = new SoftmaxCrossEntropy();
  let loss: number | undefined;
  // Theirs, and of those that are made of others their own too.
  const kept = new Set(
    [...named.keys()].filter((layer) => !cloned.has(layer))
      .flatMap(({ params }) => params),
  );
  const grads = [...kept].map(({ grad }) => ({ grad, before: grad.clone() }));
  watch("diagnose", copy, {
    // As in training, where batch normalization uses the batch's own statistics. But
    // dropout drops nothing: a random mask would pass for an answer to the input.
    mode(layer, mode) {
      const isOurs = cloned.has(layer) && !(layer instanceof Dropout);
      modes.set(layer, isOurs ? mode : "infer");
      return modes.get(layer)!;
    },
    before: (layer) => starts.set(layer, steps.length),
    after(layer, x, y) {
      const one = named.get(layer)!, start = starts.get(layer)!;
      const { name } = one, within = placeOf(one, copy);
      const how = { cloned: cloned.has(layer), mode: modes.get(layer) };
      const step = { layer, ...how, x, y, name, within };
      steps.push({
        ...step,
        from: originOf(step, steps, start, batch, isLine),
      });
    },
    back(layer, dy, dx) {
      const step = steps.find((step) => step.layer === layer)!;
      step.dy = dy;
      step.dx = dx;
    },
  }, () => {
    const outputs = forwardThrough(copy, batch, "train");
    if (t === undefined) return;
    loss = criterion.forward(outputs, t);
    backwardThrough(copy, criterion.backward());
  });
  for (const { grad, before } of grads) copyRows(before, grad);
  const trained = copy.params.filter((param) => !kept.has(param));
  return { steps, trained, loss };
}

/**
 * Where what came into a step was made, as `Step.from` says.
 *
 * @param step The step.
 * @param done Those that are done.
 * @param start How many of them were when it began.
 * @param batch The batch.
 * @param isLine Whether the network runs its own line one after the other.
 */
function originOf(
  { layer, x, y, within }: Step,
  done: readonly Step[],
  start: number,
  batch: Matrix,
  isLine: boolean,
): number | null {
  const last = (least: number, end: number, is: (step: Step) => boolean) => {
    for (let i = end - 1; i >= least; i--) if (is(done[i])) return i;
    return undefined;
  };
  // What it is made of is done behind its start.
  const made = isMade(layer)
    ? last(start, done.length, (step) => areEqual(step.y, y))
    : undefined;
  if (made !== undefined) return made;
  if (isLine && within === undefined) {
    return last(0, start, (step) => step.within === undefined) ?? -1;
  }
  const given = last(0, start, (step) => areEqual(step.y, x));
  return given ?? (areEqual(batch, x) ? -1 : null);
}

/** A network of clones; layers that have none stand for themselves. */
function copyOf(net: Layer, cloned: Set<Layer>): Layer {
  if (isInOrder(net) && net instanceof Sequential) {
    return new Sequential(net.layers.map((layer) => copyOf(layer, cloned)));
  }
  if (!hasClone(net)) return net;
  const copy = net.clone!();
  for (const layer of layersWithin(copy)) cloned.add(layer);
  return copy;
}

/** Whether a layer has a clone, which of the library's those that it is made of need too. */
function hasClone(layer: Layer): boolean {
  return layer.clone !== undefined &&
    (!isOwn(layer) || !isMade(layer) || layer.layers.every(hasClone));
}

/** The name of what a layer is part of, unless that is the network. */
function placeOf({ within }: NamedLayer, net: Layer): string | undefined {
  const part = within.at(-1);
  return part === undefined || part.layer === net ? undefined : part.name;
}

/** Whether two matrices hold the same numbers; NaN is one of them. */
function areEqual(a: Matrix, b: Matrix): boolean {
  if (a === b) return true;
  if (a.rows !== b.rows || a.columns !== b.columns) return false;
  const others = rows(b);
  return rows(a).every((row, i) =>
    row.every((value, j) => Object.is(value, others[i][j]))
  );
}
