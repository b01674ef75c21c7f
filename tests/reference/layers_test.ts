import { assertEquals } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  type BatchNormalizationOptions,
  Dropout,
  type Initializer,
  type Layer,
  Matrix,
  type Mode,
  seeded,
} from "weightlab";
import { assertAgrees, matrix, type Values } from "./_agreement.ts";
import { jax, keras, pytorch } from "./_recorded.ts";

/** A pass through a layer as it was recorded; d<name> is the gradient of a parameter. */
interface Pass {
  readonly x: number[][];
  readonly dout: number[][];
  readonly y: number[][];
  readonly dx: number[][];
  readonly dW?: number[][];
  readonly db?: number[];
  readonly dgamma?: number[];
  readonly dbeta?: number[];
}

/** Runs the layer on the recorded input: y, dx and every parameter's gradient agree. */
function assertPass(
  layer: Layer,
  pass: Pass,
  call: string,
  mode: Mode = "train",
): void {
  const y = layer.forward(matrix(pass.x), mode);
  assertAgrees(y, pass.y, `${call}: y`);
  assertAgrees(layer.backward(matrix(pass.dout)), pass.dx, `${call}: dx`);
  for (const { name, grad } of layer.params) {
    const key = `d${name}` as "dW" | "db" | "dgamma" | "dbeta";
    assertAgrees(grad, pass[key]!, `${call}: ${key}`);
  }
}

/** A layer whose gamma and beta are the recorded ones. */
function scaled<L extends Layer>(
  layer: L,
  values: { gamma: Values; beta?: Values },
): L {
  for (const param of layer.params) {
    param.value = matrix(values[param.name as "gamma" | "beta"]!);
  }
  return layer;
}

Deno.test("Affine agrees with nn.Linear, Dense and x @ W + b", () => {
  // PyTorch stores W as fanOut x fanIn; what is recorded is its transpose.
  for (const { layers: { affine } } of [pytorch, keras, jax]) {
    const init: Initializer = () => matrix(affine.W);
    const layer = new Affine(4, 3, { init, rng: seeded("unused") });
    layer.b.value = matrix(affine.b);
    assertPass(layer, affine, affine.call);
  }
});

// What each framework makes of its own accord. All normalize a batch by its biased
// variance; they differ in eps, and in what the running averages are.
const CONVENTIONS: [
  | typeof keras.layers.batchNormalization
  | Omit<
    typeof pytorch.layers.batchNormalization,
    never
  >,
  BatchNormalizationOptions,
][] = [
  // PyTorch's momentum of .1 weighs the new value; the running variance is unbiased.
  [pytorch.layers.batchNormalization, {
    eps: 1e-5,
    momentum: 0.9,
    runningVariance: 1,
    estimator: "unbiased",
  }],
  // Keras' momentum of .99 weighs the old value; the running variance is biased.
  [keras.layers.batchNormalization, {
    eps: 1e-3,
    momentum: 0.99,
    runningVariance: 1,
    estimator: "biased",
  }],
  // Keras told to do as the book does, which is the library's own default.
  [keras.layers.batchNormalizationBook, {}],
];

Deno.test("BatchNormalization agrees with BatchNorm1d's and Keras', batch after batch", () => {
  for (const [recorded, options] of CONVENTIONS) {
    const { call, batches, inference } = recorded;
    const layer = scaled(new BatchNormalization(3, options), recorded);
    for (const [i, batch] of batches.entries()) {
      const what = `${call}, batch ${i}`;
      assertPass(layer, batch, what);
      const { runningMean, runningVariance } = batch;
      assertAgrees(layer.runningMean, runningMean, `${what}: mean`);
      assertAgrees(layer.runningVariance, runningVariance, `${what}: variance`);
    }
    assertPass(layer, inference, `${call}, inference`, "infer");
  }
});

Deno.test("BatchNormalization agrees with jax.nn.standardize along the batch", () => {
  const { call, eps, batches, ...params } = jax.layers.batchNormalization;
  const layer = scaled(new BatchNormalization(3, { eps }), params);
  for (const batch of batches) assertPass(layer, batch, call);
});

/** A source of uniforms that drops what `y` dropped: 0 falls below any ratio. */
function dropping(y: number[][]): () => number {
  const draws = y.flat().map((value) => value === 0 ? 0 : 1 - 2 ** -53);
  return () => draws.shift()!;
}

Deno.test("Dropout with the same mask agrees with nn.Dropout, Keras and stax", () => {
  for (const { layers } of [pytorch, keras, jax]) {
    const { call, ratio, x, dout, train, infer } = layers.dropout;
    const dropped = train.y.flat().filter((value) => value === 0).length;
    assertEquals(dropped > 0 && dropped < train.y.flat().length, true);
    const layer = new Dropout(ratio, { rng: dropping(train.y) });
    assertPass(layer, { x, dout, ...train }, call);
    assertPass(layer, { x, dout, ...infer }, call, "infer");
  }
  // What stax names `rate` is the share that it keeps.
  assertEquals(jax.layers.dropout.keep, 1 - jax.layers.dropout.ratio);
});
