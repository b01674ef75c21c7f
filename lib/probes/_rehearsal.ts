import type { Data } from "../datasets/data.ts";
import { kindOf } from "../check/kind_of.ts";
import { Dropout } from "../layers/dropout.ts";
import { checkLayer, type Layer, type Param } from "../layers/layer.ts";
import { leaves } from "../layers/leaves.ts";
import { backwardThrough, forwardThrough } from "../layers/pass.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { sumOfSquares } from "../matrix/passes.ts";
import type { Matrix } from "../storage/matrix.ts";
import { leave } from "../storage/resident.ts";
import { rows } from "../storage/rows.ts";
import { outermostWorkspace } from "../storage/workspace.ts";
import { checkData } from "../training/check_data.ts";

/** A copy of a network on which steps are tried that the network itself does not take. */
export interface Rehearsal {
  /** The copy's layers, nested ones opened, first to last. */
  readonly layers: readonly Layer[];
  /** Their parameters. */
  readonly params: readonly Param[];
  /** Sends the batch through and its gradient back, into `params`; the loss, in nats. */
  readonly pass: () => number;
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
  if (typeof net.clone !== "function") {
    throw new TypeError(
      `Cannot ${doing}: net must have a clone method, as steps are tried on its clone, got ${
        kindOf(net)
      } without one`,
    );
  }
  const clone = net.clone(), layers = leaves(clone), { params } = clone;
  const loss = new SoftmaxCrossEntropy();
  const pass = () =>
    outermostWorkspace(() => {
      const logits = layers.reduce(
        (x, layer) =>
          forwardThrough(
            layer,
            x,
            layer instanceof Dropout ? "infer" : "train",
          ),
        batch.x,
      );
      const value = loss.forward(logits, batch.t);
      layers.reduceRight(
        (d, layer) => backwardThrough(layer, d),
        loss.backward(),
      );
      return value;
    });
  try {
    return trying({ layers, params, pass });
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
