import { type Activation, checkActivation } from "../activations/activation.ts";
import { drawWeights } from "../initializers/draw_weights.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { BatchNormalization } from "../layers/batch_normalization.ts";
import { checkFunction } from "../check/kinds.ts";
import {
  anything,
  boolean,
  checked,
  count,
  readOptions,
} from "../check/options.ts";
import { checkBatch } from "../matrix/check_matrix.ts";
import { matmul } from "../matrix/matmul.ts";
import type { Matrix } from "../storage/matrix.ts";
import type { Rng } from "../random/rng.ts";

/** The network that `propagate` sends a batch through. */
export interface PropagateOptions {
  /** The function behind every layer. */
  readonly activation: Activation;
  /** Draws every layer's weights. */
  readonly init: Initializer;
  /** Where the weights' randomness comes from, first layer to last. */
  readonly rng: Rng;
  /** How many layers. Default: 5, as in the post. */
  readonly layers?: number;
  /**
   * Batch normalization of each x W, as at the start of training: gamma 1, beta 0.
   * Default: false.
   */
  readonly batchNorm?: boolean;
}

/**
 * The post's forward experiment: x_l = f(x_(l-1) W_l), layers as wide as their
 * input, without biases; on request f(BN(x_(l-1) W_l)).
 *
 * @param x The input, N x width; the post's is `randn(rng, 1000, 100)`.
 * @param options The network.
 * @returns Each layer's output, first to last, all N x width.
 * @throws {RangeError} if `layers` is below 1, or `x` has no rows.
 * @throws {TypeError} if `x` is no matrix, a part is missing or of another kind, or there
 * is no such option.
 *
 * @example
 * ```ts
 * import { normal, randn, seeded, sigmoid } from "weightlab";
 * import { propagate } from "weightlab/experiments";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rng = seeded("doc");
 * const x = randn(rng, 1000, 100);
 * const [first] = propagate(x, { activation: sigmoid, init: normal({ std: 1 }), rng });
 * assertAlmostEquals(first.standardDeviation(), 0.459, 0.01);
 * ```
 */
export function propagate(x: Matrix, options: PropagateOptions): Matrix[] {
  const { activation, layers, batchNorm, ...drawn } = readOptions(
    "propagate",
    options,
    {
      activation: ACTIVATION,
      // What draws holds them to their kinds.
      init: anything<Initializer>(),
      rng: anything<Rng>(),
      layers: count().or(5),
      batchNorm: boolean().or(false),
    },
  );
  checkBatch("propagate", "x", x);
  const outputs: Matrix[] = [];
  for (let i = 0; i < layers; i++) {
    const W = drawWeights("propagate", drawn, x.columns, x.columns);
    const z = matmul(x, W);
    x = activation(batchNorm ? normalized(z) : z);
    outputs.push(x);
  }
  return outputs;
}

const ACTIVATION = checked((doing, name, f: Activation) => {
  checkFunction(doing, name, f, "such as relu");
  checkActivation(doing, f);
});

function normalized(z: Matrix): Matrix {
  return new BatchNormalization(z.columns).forward(z, "train");
}
