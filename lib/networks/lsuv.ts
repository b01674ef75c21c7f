import { varianceOf } from "../matrix/moments.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import { Affine } from "../layers/affine.ts";
import { WeightNormalizedAffine } from "../layers/weight_normalized_affine.ts";
import { changeable } from "../layers/changeable.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { namesOf } from "../layers/named.ts";
import { keepLearned } from "../layers/owners.ts";
import { forwardThrough } from "../layers/pass.ts";
import { watch } from "../layers/watch.ts";
import { count, number, readOptions } from "../check/options.ts";
import { checkBatch, checkFinite } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";
import { copyRows } from "../storage/rows.ts";
import { RNG, type Rng } from "../random/rng.ts";

/** How `lsuv` goes about it; the defaults are those of the paper's authors. */
export interface LsuvOptions {
  /** How far from 1 a layer's variance may stay, above 0. Default: .1. */
  readonly tolerance?: number;
  /** How many times a layer is scaled at most, at least 1. Default: 10. */
  readonly maxIterations?: number;
  /**
   * Draws orthonormal weights for every layer to start from, as the paper does.
   * Default: the weights that the network has are scaled.
   */
  readonly rng?: Rng;
}

/** What `lsuv` did to one layer: a row for `table`. */
export type LsuvLayer = {
  /** The layer and its number, as `activations` calls it: "Affine 2", "Residual 1 > Affine 2". */
  readonly layer: string;
  /** The variance of its outputs on the batch before it was scaled. */
  readonly before: number;
  /** The same, after. */
  readonly after: number;
  /** What its weights were multiplied by, in all. */
  readonly scale: number;
  /** In how many steps. */
  readonly iterations: number;
};

/**
 * Layer-sequential unit variance: for each affine layer, in the order in which they run, W is
 * divided by sqrt(v) until |v - 1| < tolerance, v the variance of all its outputs on a batch.
 *
 * Changes the weights in place and leaves biases as they are; of a weight-normalized layer
 * it is g that is divided. With biases of zero one
 * step is exact; biases that vary by 1 or more among the units leave nothing to the
 * weights, and the steps end at `maxIterations`. The batch goes through the network
 * once, in "train" mode: batch normalization uses the batch's own statistics, and its
 * running averages take them in, as in a step of training.
 *
 * An affine layer may stand anywhere in layers that are made of layers, such as `Residual`, if
 * these name what they are made of (`layers`); it is scaled when the batch arrives at it, behind
 * those that have been scaled. One in a `Frozen` stays as it is.
 *
 * @param net A network with affine layers, such as an `mlp`.
 * @param batch Examples like those it will see, N x in; the more, the truer the
 * variance.
 * @param options Tolerance, steps, and the orthonormal start.
 * @returns One row a layer, in the order in which they run.
 * @throws {RangeError} if the batch is empty, of another width or not finite; if an
 * option is outside its range; if there is no affine layer that is not frozen, or a layer has
 * one inside that it does not name, or that does not run once in a pass, or the outputs of one
 * have a variance of 0 or none. The weights and running averages are then as they were.
 * @see Mishkin and Matas (2016), "All you need is a good init", algorithm 1.
 *
 * @example
 * ```ts
 * import { lsuv, mlp, normal, randn, seeded, tanh } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rng = seeded("weights"), init = normal({ std: 0.01 });
 * const net = mlp([20, 30, 30, 10], { activation: tanh, init, rng });
 * const done = lsuv(net, randn(seeded("batch"), 100, 20), { rng });
 * for (const { after } of done) assertAlmostEquals(after, 1, 1e-12);
 * ```
 */
export function lsuv(
  net: Layer,
  batch: Matrix,
  options: LsuvOptions = {},
): LsuvLayer[] {
  checkLayer("run lsuv", "net", net);
  const { tolerance, maxIterations, rng } = readOptions("run lsuv", options, {
    tolerance: number({ above: 0 }).or(0.1),
    maxIterations: count().or(10),
    rng: RNG.optional,
  });
  checkBatch("run lsuv", "batch", batch);
  checkFinite("run lsuv", "batch", batch);
  const affines = changeable("run lsuv", net, "an Affine layer", isAffine);
  const putBack = keepLearned(net);
  try {
    if (rng !== undefined) {
      for (const layer of affines) {
        const { rows, columns } = layer.W.value;
        setWeights(layer, orthogonal()(rng, rows, columns));
      }
    }
    return scaleLayers(net, affines, batch, tolerance, maxIterations);
  } catch (error) {
    putBack();
    throw error;
  }
}

function setWeights(layer: Affine, W: Matrix): void {
  if (layer instanceof WeightNormalizedAffine) layer.setWeights(W);
  else copyRows(W, layer.W.value);
}

/** What the weights of a layer are in proportion to. */
function sizeOf(layer: Affine): Matrix {
  const { value } = layer instanceof WeightNormalizedAffine ? layer.g : layer.W;
  return value;
}

function scaleLayers(
  net: Layer,
  affines: readonly Layer[],
  batch: Matrix,
  tolerance: number,
  maxIterations: number,
): LsuvLayer[] {
  const done: LsuvLayer[] = [];
  const names = namesOf("run lsuv", net), own = new Set(affines);
  watch("run lsuv", net, {
    of: (layer) => own.has(layer),
    before(layer, x) {
      const name = names.get(layer)!;
      done.push(
        scaleLayer(name, layer as Affine, x, tolerance, maxIterations),
      );
    },
  }, () => forwardThrough(net, batch, "train"));
  return done;
}

function isAffine(layer: Layer): layer is Affine {
  return layer instanceof Affine;
}

function scaleLayer(
  name: string,
  layer: Affine,
  x: Matrix,
  tolerance: number,
  maxIterations: number,
): LsuvLayer {
  const before = outputVariance(name, layer, x);
  let after = before, scale = 1, iterations = 0;
  while (Math.abs(after - 1) >= tolerance && iterations < maxIterations) {
    const factor = 1 / Math.sqrt(after);
    sizeOf(layer).mul(factor);
    after = outputVariance(name, layer, x);
    scale *= factor;
    iterations++;
  }
  return { layer: name, before, after, scale, iterations };
}

function outputVariance(name: string, layer: Affine, x: Matrix): number {
  const v = varianceOf(layer.forward(x));
  if (!(v > 0 && v < Infinity)) {
    throw new RangeError(
      `Cannot run lsuv: the outputs of ${name} must have a finite variance above 0 on the batch, got ${v}`,
    );
  }
  return v;
}
