// The golden network: whether a machine computes the library's bits.

import type { Activation } from "../activations/activation.ts";
import { elu } from "../activations/elu.ts";
import { gelu, geluTanh } from "../activations/gelu.ts";
import { leakyRelu } from "../activations/leaky_relu.ts";
import { relu } from "../activations/relu.ts";
import { selu } from "../activations/selu.ts";
import { sigmoid } from "../activations/sigmoid.ts";
import { silu } from "../activations/silu.ts";
import { softplus } from "../activations/softplus.ts";
import { tanh } from "../activations/tanh.ts";
import { he } from "../initializers/he.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { normal } from "../initializers/normal.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import { truncatedNormal } from "../initializers/truncated_normal.ts";
import { xavier } from "../initializers/xavier.ts";
import { ActivationLayer } from "../layers/activation_layer.ts";
import { Affine } from "../layers/affine.ts";
import { BatchNormalization } from "../layers/batch_normalization.ts";
import type { Layer } from "../layers/layer.ts";
import { Sequential } from "../layers/sequential.ts";
import { mapElements } from "../matrix/map_elements.ts";
import { Adam } from "../optimizers/adam.ts";
import { randn } from "../random/randn.ts";
import { sampleIndices } from "../random/sample_indices.ts";
import { seeded } from "../random/seeded.ts";
import type { Matrix } from "../storage/matrix.ts";
import { train } from "../training/train.ts";

/**
 * What `goldenHash` gives, on every machine: it changes only with a commit that says why the
 * library's numbers do.
 */
export const GOLDEN_HASH =
  "c855904a300c37706325b4db51f4bcae4f08fad9fc83ea65a97299cd2a4aa540";

// Widths that no vector's width divides.
const FEATURES = 61, CLASSES = 7, EXAMPLES = 150;

/** The hidden layers: width, initializer, whether normalized, activation. */
const HIDDEN: readonly (readonly [number, Initializer, boolean, Activation])[] =
  [
    [53, he(), true, relu],
    [37, xavier(), true, tanh],
    [41, normal({ std: 0.3 }), false, sigmoid],
    [31, truncatedNormal({ std: 0.4 }), true, gelu],
    [31, orthogonal(), false, geluTanh],
    [29, xavier({ distribution: "uniform" }), true, silu],
    [43, he({ mode: "fanAvg" }), false, softplus],
    [23, he(), true, elu()],
    [23, he(), true, selu],
    [33, he(), false, leakyRelu()],
  ];

/**
 * Trains a small network that goes through the library's arithmetic: products with zeros
 * and without, every activation function, batch normalization, softmax, Adam, and draws of
 * weights, data and batches.
 *
 * @returns The SHA-256, in hexadecimal digits, of its losses, its parameters after the last
 * update and its answers in inference, as float64 numbers. None of them is NaN.
 */
export async function goldenHash(): Promise<string> {
  const data = seeded("golden data"), weights = seeded("golden weights");
  // Four of five are zero, as pixels are.
  const x = mapElements(
    randn(data, EXAMPLES, FEATURES),
    (value) => Math.max(0, value - 0.84),
  );
  const t = Uint8Array.from(
    { length: EXAMPLES },
    () => sampleIndices(data, CLASSES, 1)[0],
  );
  const layers: Layer[] = [];
  let fanIn = FEATURES;
  for (const [fanOut, init, isNormalized, activation] of HIDDEN) {
    layers.push(new Affine(fanIn, fanOut, { init, rng: weights }));
    if (isNormalized) layers.push(new BatchNormalization(fanOut));
    layers.push(new ActivationLayer(activation));
    fanIn = fanOut;
  }
  const last = { init: normal({ std: 0.1 }), rng: weights };
  const net = new Sequential([...layers, new Affine(fanIn, CLASSES, last)]);
  const { losses } = train(net, { x, t }, {
    optimizer: new Adam({ lr: 0.003 }),
    batchSize: 40,
    updates: 36,
    rng: seeded("golden batches"),
  });
  const numbers = Float64Array.from([
    ...losses,
    ...[...net.params.map(({ value }) => value), net.forward(x, "infer")]
      .flatMap((matrix: Matrix) => matrix.to1DArray()),
  ]);
  if (!numbers.every(Number.isFinite)) throw new Error("It has diverged");
  const digest = await crypto.subtle.digest("SHA-256", numbers);
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
