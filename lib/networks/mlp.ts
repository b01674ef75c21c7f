import { ACTIVATION, type Activation } from "../activations/activation.ts";
import { INITIALIZER, type Initializer } from "../initializers/initializer.ts";
import { ActivationLayer } from "../layers/activation_layer.ts";
import { Affine } from "../layers/affine.ts";
import { BatchNormalization } from "../layers/batch_normalization.ts";
import type { BatchNormalizationOptions } from "../layers/batch_normalization_conventions.ts";
import type { Layer } from "../layers/layer.ts";
import { Sequential } from "../layers/sequential.ts";
import { checkArray } from "../check/kinds.ts";
import { checkCount } from "../check/numbers.ts";
import { functionOf, readOptions, thatIs } from "../check/options.ts";
import { isClass, kindOf } from "../check/kind_of.ts";
import { RNG, type Rng } from "../random/rng.ts";

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
  /**
   * Another normalization at the same place, a new layer for each hidden layer's
   * width: `(features) => new LayerNormalization(features)`. Default: none.
   */
  readonly normalization?: (features: number) => Layer;
}

/**
 * A multilayer perceptron, sizes[0]-..-sizes[n]: for each hidden layer Affine,
 * a normalization if asked for, activation; then one Affine, whose outputs are
 * logits.
 *
 * @param sizes Units from the input to the output, at least two numbers.
 * @param options The layers' parts.
 * @returns N x sizes[0] -> N x sizes[n].
 * @throws {RangeError} if there are fewer than two sizes, or one is below 1; if both
 * `batchNorm` and `normalization` are given.
 * @throws {TypeError} if a part is missing or of another kind, `normalization` gives no
 * layer, or there is no such option; `rng` has drawn nothing then.
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
  const parts = readOptions("make mlp", options, {
    activation: ACTIVATION,
    init: INITIALIZER,
    biasInit: functionOf<Initializer>().optional,
    rng: RNG,
    batchNorm: BATCH_NORM.or(false),
    normalization: NORMALIZATION.optional,
  });
  const { activation, init, biasInit, rng } = parts;
  checkArray("make mlp", "sizes", sizes);
  if (sizes.length < 2) {
    throw new RangeError(
      `Cannot make mlp: sizes must name the input and the output at least, got [${sizes}]`,
    );
  }
  sizes.forEach((size, i) => checkCount("make mlp", `sizes[${i}]`, size));
  const normalization = normalizationOf(parts);
  // Before any weight is drawn, so that what is refused has moved no generator.
  const normalizations = Array.from(sizes).slice(1, -1).map((size) =>
    normalization?.(size)
  );
  const last = sizes.length - 1;
  const layers: Layer[] = [];
  for (let i = 1; i <= last; i++) {
    layers.push(new Affine(sizes[i - 1], sizes[i], { init, rng, biasInit }));
    if (i === last) break;
    const between = normalizations[i - 1];
    if (between !== undefined) layers.push(between);
    layers.push(new ActivationLayer(activation));
  }
  return new Sequential(layers);
}

/** Whether there is batch normalization, or its options. */
const BATCH_NORM = thatIs<boolean | BatchNormalizationOptions>(
  "true, false or options",
  (value) =>
    typeof value === "boolean" || typeof value === "object" && value !== null,
);

/** What makes a normalization: no class, which would have to be called with `new`. */
const NORMALIZATION = thatIs<(features: number) => Layer>(
  "a function, as in (features) => new LayerNormalization(features)",
  (make) => typeof make === "function" && !isClass(make),
);

/** What makes the layer between an affine map and its activation, if there is one. */
function normalizationOf(
  { batchNorm, normalization }: Pick<MlpOptions, "batchNorm" | "normalization">,
): ((features: number) => Layer) | undefined {
  if (batchNorm && normalization) {
    throw new RangeError(
      "Cannot make mlp: there must be one normalization, got both batchNorm and normalization",
    );
  }
  if (batchNorm) {
    const options = batchNorm === true ? {} : batchNorm;
    return (features) => new BatchNormalization(features, options);
  }
  return normalization && ((features) => {
    const layer = normalization(features);
    if (typeof layer?.forward !== "function") {
      throw new TypeError(
        `Cannot make mlp: normalization must give a layer, as in (features) => new LayerNormalization(features), got ${
          kindOf(layer)
        }`,
      );
    }
    return layer;
  });
}
