import {
  type Activation,
  ActivationLayer,
  Adam,
  Affine,
  BatchNormalization,
  elu,
  gelu,
  geluTanh,
  he,
  type Initializer,
  type Layer,
  leakyRelu,
  mapElements,
  Matrix,
  normal,
  orthogonal,
  randn,
  relu,
  sampleIndices,
  seeded,
  selu,
  Sequential,
  sigmoid,
  silu,
  softplus,
  tanh,
  train,
  truncatedNormal,
  xavier,
} from "weightlab";

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
