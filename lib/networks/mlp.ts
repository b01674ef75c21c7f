import type { Activation } from "../activations/activation.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { ActivationLayer } from "../layers/activation_layer.ts";
import { Affine } from "../layers/affine.ts";
import {
  BatchNormalization,
  type BatchNormalizationOptions,
} from "../layers/batch_normalization.ts";
import type { Layer } from "../layers/layer.ts";
import { Sequential } from "../layers/sequential.ts";
import type { Rng } from "../random/rng.ts";

/** How an `mlp` is made. */
export interface MlpOptions {
  /** The function behind every hidden layer; the last layer has none. */
  readonly activation: Activation;
  /** Draws every layer's weights. */
  readonly init: Initializer;
  /**
   * Draws every layer's bias, as `Affine` says: `pytorchLinear()`, `constant({ value:
   * 0.1 })`. Default: zeros, without a draw.
   */
  readonly biasInit?: Initializer;
  /**
   * Where the weights' randomness comes from, first layer to last, in each W before
   * b.
   */
  readonly rng: Rng;
  /**
   * Batch normalization between every hidden layer's affine map and its
   * activation, with these options if given. Default: false.
   */
  readonly batchNorm?: boolean | BatchNormalizationOptions;
}

/**
 * A multilayer perceptron, sizes[0]-..-sizes[n]: for each hidden layer Affine,
 * BatchNormalization if asked for, activation; then one Affine, whose outputs are
 * logits.
 *
 * @param sizes Units from the input to the output, at least two numbers.
 * @param options The layers' parts.
 * @returns N x sizes[0] -> N x sizes[n].
 * @throws {RangeError} if there are fewer than two sizes, or one is below 1.
 *
 * @example
 * ```ts
 * import { he, mlp, randn, relu, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const net = mlp([784, 100, 10], { activation: relu, init: he(), rng: seeded(1) });
 * assertEquals(net.forward(randn(seeded(2), 5, 784), "infer").columns, 10);
 * ```
 */
export function mlp(sizes: readonly number[], options: MlpOptions): Sequential {
  const { activation, init, biasInit, rng, batchNorm = false } = options;
  if (sizes.length < 2) {
    throw new RangeError(
      `Cannot make mlp: sizes must name the input and the output at least, got [${sizes}]`,
    );
  }
  const last = sizes.length - 1;
  const layers: Layer[] = [];
  for (let i = 1; i <= last; i++) {
    layers.push(new Affine(sizes[i - 1], sizes[i], { init, rng, biasInit }));
    if (i === last) break;
    if (batchNorm !== false) {
      layers.push(
        new BatchNormalization(sizes[i], batchNorm === true ? {} : batchNorm),
      );
    }
    layers.push(new ActivationLayer(activation));
  }
  return new Sequential(layers);
}
