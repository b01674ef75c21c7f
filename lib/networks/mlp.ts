import {
  ACTIVATION,
  type Activation,
  isActivation,
} from "../activations/activation.ts";
import { INITIALIZER, type Initializer } from "../initializers/initializer.ts";
import { ActivationLayer } from "../layers/activation_layer.ts";
import { Affine, type AffineOptions } from "../layers/affine.ts";
import { BatchNormalization } from "../layers/batch_normalization.ts";
import type { BatchNormalizationOptions } from "../layers/batch_normalization_conventions.ts";
import { checkLayer, isLayer, type Layer } from "../layers/layer.ts";
import { Sequential } from "../layers/sequential.ts";
import { checkArray } from "../check/kinds.ts";
import { checkCount } from "../check/numbers.ts";
import { functionOf, kind, readOptions, thatIs } from "../check/options.ts";
import { isClass } from "../check/kind_of.ts";
import { RNG, type Rng } from "../random/rng.ts";

/** How an `mlp` is made. */
export interface MlpOptions {
  /**
   * The function behind every hidden layer; the last layer has none. Or an activation that
   * learns, a new layer for each hidden layer's width: `(features: number) => new PRelu(features)`.
   */
  readonly activation: Activation | ((features: number) => Layer);
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
  /**
   * Makes every affine map, the last one too, of its fans and of `init`, `rng` and
   * `biasInit`: `(...asked) => new WeightNormalizedAffine(...asked)`. Default: an `Affine`.
   */
  readonly affine?: (
    fanIn: number,
    fanOut: number,
    options: AffineOptions,
  ) => Layer;
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
 * @throws {TypeError} if a part is missing or of another kind, `normalization`, `activation`
 * or `affine` gives no layer, or there is no such option; `rng` has drawn nothing then,
 * unless by `affine`.
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
    activation: ACTIVATIONS,
    init: INITIALIZER,
    biasInit: functionOf<Initializer>().optional,
    rng: RNG,
    batchNorm: BATCH_NORM.or(false),
    normalization: NORMALIZATION.optional,
    affine: AFFINE.optional,
  });
  const { init, biasInit, rng, affine } = parts;
  checkArray("make mlp", "sizes", sizes);
  if (sizes.length < 2) {
    throw new RangeError(
      `Cannot make mlp: sizes must name the input and the output at least, got [${sizes}]`,
    );
  }
  sizes.forEach((size, i) => checkCount("make mlp", `sizes[${i}]`, size));
  const normalization = normalizationOf(parts);
  const activation = activationOf(parts);
  // Before any weight is drawn, so that what is refused has moved no generator.
  const behind = Array.from(sizes).slice(1, -1).map((size) => [
    ...(normalization ? [normalization(size)] : []),
    activation(size),
  ]);
  const layers = Array.from(sizes).slice(1).flatMap((size, i) => {
    const asked = [sizes[i], size, { init, rng, biasInit }] as const;
    const map = affine
      ? given("affine", affine(...asked))
      : new Affine(...asked);
    return [map, ...(behind[i] ?? [])];
  });
  return new Sequential(layers);
}

/** Whether there is batch normalization, or its options. */
const BATCH_NORM = thatIs<boolean | BatchNormalizationOptions>(
  "true, false or options",
  (value) =>
    typeof value === "boolean" || typeof value === "object" && value !== null,
);

/** What makes layers: no class, which would have to be called with `new`. */
const maker = <Make extends (...asked: never[]) => Layer>(example: string) =>
  thatIs<Make>(
    `a function, as in ${example}`,
    (make) => typeof make === "function" && !isClass(make),
  );

const NORMALIZATION = maker<(features: number) => Layer>(
  "(features) => new LayerNormalization(features)",
);
const AFFINE = maker<NonNullable<MlpOptions["affine"]>>(
  "(...asked) => new WeightNormalizedAffine(...asked)",
);

/** A function and its derivative, or what makes layers; which of them shows what it gives. */
const ACTIVATIONS = kind<MlpOptions["activation"]>((doing, name, value) =>
  typeof value === "function" && !isClass(value)
    ? value as MlpOptions["activation"]
    : ACTIVATION.read(doing, name, value)
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
  return normalization &&
    ((features) => given("normalization", normalization(features)));
}

/** What makes the layer behind an affine map. */
function activationOf(
  { activation }: Pick<MlpOptions, "activation">,
): (features: number) => Layer {
  if (isActivation(activation)) return () => new ActivationLayer(activation);
  return (features) => {
    const layer = activation(features);
    if (isLayer(layer)) return layer;
    // A function such as `Math.tanh` makes no layers.
    return ACTIVATION.read("make mlp", "activation", activation) as never;
  };
}

/** Holds what an option's function gave to a layer. */
function given(option: string, layer: Layer): Layer {
  checkLayer("make mlp", `what ${option} gives`, layer);
  return layer;
}
