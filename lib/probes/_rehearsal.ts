import type { Data } from "../datasets/data.ts";
import { kindOf } from "../check/kind_of.ts";
import { Dropout } from "../layers/dropout.ts";
import {
  checkLayer,
  type Layer,
  type Mode,
  type Param,
} from "../layers/layer.ts";
import { backwardThrough, forwardThrough } from "../layers/pass.ts";
import { watch, type Watcher } from "../layers/watch.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { sumOfSquares } from "../matrix/passes.ts";
import type { Matrix } from "../storage/matrix.ts";
import { leave } from "../storage/resident.ts";
import { rows } from "../storage/rows.ts";
import { outermostWorkspace } from "../storage/workspace.ts";
import { checkData } from "../training/check_data.ts";

/** What is measured by default: the mean softmax cross-entropy of classes, in nats. */
export interface Measure {
  /** The loss of a network's outputs, N x out. */
  readonly forward: (outputs: Matrix) => number;
  /** d loss / d outputs, N x out. */
  readonly backward: () => Matrix;
}

/** A copy of a network on which steps are tried that the network itself does not take. */
export interface Rehearsal {
  /** The copy. */
  readonly net: Layer;
  /** Its parameters. */
  readonly params: readonly Param[];
  /**
   * Sends the batch through and its gradient back, into `params`; the loss, in nats.
   *
   * @param watcher What is told of the copy's layers, if anything is.
   */
  readonly pass: (watcher?: Pick<Watcher, "after" | "back">) => number;
}

/**
 * Tries something on a copy of a network, which is given up afterwards.
 *
 * Passes run as in training, where batch normalization takes the batch's own statistics.
 * But dropout drops nothing: two losses under two masks could not be compared.
 *
 * @param doing What cannot be done otherwise: "measure a descent".
 * @param net The network.
 * @param batch Examples and their classes.
 * @param trying What to do with the copy.
 * @returns What `trying` returns.
 * @throws {RangeError} if the batch is empty, ragged or not finite, does not fit the network,
 * or a label is no class.
 * @throws {TypeError} if `net` is no layer or has no clone, or the batch is none.
 */
export function rehearse<T>(
  doing: string,
  net: Layer,
  batch: Data,
  trying: (rehearsal: Rehearsal) => T,
): T {
  checkLayer(doing, "net", net);
  checkData(doing, "batch", batch);
  checkFinite(doing, "batch.x", batch.x);
  const loss = new SoftmaxCrossEntropy();
  const measure = {
    forward: (outputs: Matrix) => loss.forward(outputs, batch.t),
    backward: () => loss.backward(),
  };
  return rehearseBy(measure, doing, net, batch.x, trying);
}

/**
 * `rehearse` with any loss, of examples that are known to be finite.
 *
 * @param loss What is measured, in a workspace.
 * @param doing What cannot be done otherwise: "compute gradients".
 * @param net The network.
 * @param x The examples, N x in.
 * @param trying What to do with the copy.
 * @returns What `trying` returns.
 * @throws {TypeError} if `net` has no clone.
 * @throws {RangeError} if that has a parameter of the network's.
 */
export function rehearseBy<T>(
  loss: Measure,
  doing: string,
  net: Layer,
  x: Matrix,
  trying: (rehearsal: Rehearsal) => T,
): T {
  if (typeof net.clone !== "function") {
    throw new TypeError(
      `Cannot ${doing}: net must have a clone method, as steps are tried on its clone, got ${
        kindOf(net)
      } without one`,
    );
  }
  const clone = net.clone(), { params } = clone;
  const theirs = new Set(
    net.params.flatMap(({ value, grad }) => [value, grad]),
  );
  const shared = params.find(({ value, grad }) =>
    theirs.has(value) || theirs.has(grad)
  );
  if (shared !== undefined) {
    throw new RangeError(
      `Cannot ${doing}: the clone of net must share no parameter with it, as steps are tried there, got ${shared.name} in both; give the clone of the layer that has it one of its own, by param()`,
    );
  }
  const pass: Rehearsal["pass"] = (watcher = {}) => {
    // What nobody is told of runs as it does in training, without copies.
    const of = (layer: Layer) =>
      watcher.after !== undefined || watcher.back !== undefined ||
      layer instanceof Dropout;
    const mode = (layer: Layer, mode: Mode) =>
      layer instanceof Dropout ? "infer" : mode;
    const run = () => {
      const value = loss.forward(forwardThrough(clone, x, "train"));
      backwardThrough(clone, loss.backward());
      return value;
    };
    return outermostWorkspace(() =>
      watch(doing, clone, { of, mode, ...watcher }, run)
    );
  };
  try {
    return trying({ net: clone, params, pass });
  } finally {
    // What is only forgotten is not given back before the event loop turns.
    for (const { value, grad } of params) [value, grad].forEach(leave);
  }
}

/** The gradients as they are now; later passes do not change them. */
export function gradientsOf(params: readonly Param[]): Matrix[] {
  return params.map(({ grad }) => grad.clone());
}

/** The l2 length of all numbers of some matrices together. */
export function lengthOf(matrices: readonly Matrix[]): number {
  let sum = 0;
  for (const one of matrices) sum = sumOfSquares(one, sum);
  return Math.sqrt(sum);
}

/** The l2 distance of two lists of matrices, each as large as its like. */
export function distanceOf(
  a: readonly Matrix[],
  b: readonly Matrix[],
): number {
  let sum = 0;
  for (const [i, one] of a.entries()) {
    const others = rows(b[i]);
    for (const [r, row] of rows(one).entries()) {
      const other = others[r];
      for (let c = 0; c < row.length; c++) sum += (row[c] - other[c]) ** 2;
    }
  }
  return Math.sqrt(sum);
}
