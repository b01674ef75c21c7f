import { assertEquals } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  type BatchNormalizationConvention,
  Dropout,
  GroupNormalization,
  type Initializer,
  type Layer,
  LayerNormalization,
  type Mode,
  PRelu,
  recalibrate,
  Residual,
  RMSNormalization,
  seeded,
  Tanh,
  WeightNormalizedAffine,
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
  readonly da?: number[];
  readonly dv?: number[][];
  readonly dg?: number[];
}

/** Runs the layer on the recorded input: y, dx and every parameter's gradient agree. */
function assertPass(
  layer: Layer,
  pass: Pass,
  call: string,
  mode: Mode = "train",
  rounding = 0,
): void {
  const y = layer.forward(matrix(pass.x), mode);
  assertAgrees(y, pass.y, `${call}: y`);
  const dx = layer.backward(matrix(pass.dout));
  assertAgrees(dx, pass.dx, `${call}: dx`, { rounding });
  for (const { name, grad } of layer.params) {
    const key = `d${name}` as keyof Omit<Pass, "x" | "dout" | "y" | "dx">;
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

/** Batches through batch normalization, one after the other, then inference. */
interface Run {
  readonly call: string;
  readonly gamma: number[];
  readonly beta: number[];
  readonly batches: readonly (Pass & {
    runningMean: number[];
    runningVariance: number[];
  })[];
  readonly inference: Pass;
}

// All normalize a batch by its biased variance. They differ in eps (1e-5, 1e-5, 1e-3,
// 1e-6) and in the running averages: PyTorch's momentum of .1 weighs the new value and
// its variance is unbiased; its momentum None is the plain mean over all batches, the
// paper's algorithm 2; Keras' momentum of .99 weighs the old value and its variance is
// biased; the book's start at variance 0, which Keras does where it is told so.
const CONVENTIONS: [BatchNormalizationConvention, Run][] = [
  ["pytorch", pytorch.layers.batchNormalization],
  ["paper", pytorch.layers.batchNormalizationCumulative],
  ["keras", keras.layers.batchNormalization],
  ["book", keras.layers.batchNormalizationBook],
];

for (const [convention, recorded] of CONVENTIONS) {
  const { call, batches, inference } = recorded;
  Deno.test(`BatchNormalization({ convention: "${convention}" }) agrees with ${call}`, () => {
    const layer = scaled(new BatchNormalization(3, { convention }), recorded);
    for (const [i, batch] of batches.entries()) {
      const what = `batch ${i}`;
      assertPass(layer, batch, what);
      const { runningMean, runningVariance } = batch;
      assertAgrees(layer.runningMean, runningMean, `${what}: mean`);
      assertAgrees(layer.runningVariance, runningVariance, `${what}: variance`);
    }
    assertPass(layer, inference, "inference", "infer");
  });
}

Deno.test("BatchNormalization agrees with jax.nn.standardize along the batch", () => {
  const { call, eps, batches, ...params } = jax.layers.batchNormalization;
  const layer = scaled(new BatchNormalization(3, { eps }), params);
  for (const batch of batches) assertPass(layer, batch, call);
});

Deno.test("BatchNormalization agrees with BatchNorm1d over chunks of a batch", () => {
  const recorded = pytorch.layers.ghostBatchNormalization;
  const { call, ghostSize, runningMean, runningVariance } = recorded;
  const layer = scaled(
    new BatchNormalization(3, { ghostSize, convention: "pytorch" }),
    recorded,
  );
  assertPass(layer, recorded, call);
  assertAgrees(layer.runningMean, runningMean, `${call}: mean`);
  assertAgrees(layer.runningVariance, runningVariance, `${call}: variance`);
});

Deno.test("recalibrate() agrees with update_bn over the data as one batch", () => {
  const { call, x, runningMean, runningVariance } =
    pytorch.layers.recalibration;
  const layer = new BatchNormalization(3, { convention: "pytorch" });
  layer.forward(
    matrix(pytorch.layers.batchNormalization.batches[0].x),
    "train",
  );
  recalibrate(layer, { x: matrix(x) });
  assertAgrees(layer.runningMean, runningMean, `${call}: mean`);
  assertAgrees(layer.runningVariance, runningVariance, `${call}: variance`);
});

Deno.test("LayerNormalization agrees with nn.LayerNorm, Keras and nn.standardize", () => {
  for (const { layers } of [pytorch, keras, jax]) {
    const { call, eps } = layers.layerNormalization;
    const layer = new LayerNormalization(5, { eps });
    assertPass(
      scaled(layer, layers.layerNormalization),
      layers.layerNormalization,
      call,
    );
  }
  // The eps that they take unless told otherwise differ: ours is PyTorch's.
  assertEquals(pytorch.layers.layerNormalization.eps, 1e-5);
  assertEquals(keras.layers.layerNormalization.eps, 1e-3);
  const { x, y } = pytorch.layers.layerNormalization;
  const layer = scaled(
    new LayerNormalization(5),
    pytorch.layers.layerNormalization,
  );
  assertAgrees(layer.forward(matrix(x)), y, "eps unless given");
});

Deno.test("RMSNormalization agrees with nn.RMSNorm, Keras and JAX", () => {
  for (const { layers } of [pytorch, keras, jax]) {
    const { call, eps, ...recorded } = layers.rmsNormalization;
    const layer = new RMSNormalization(5, { eps });
    assertPass(scaled(layer, recorded), recorded, call);
  }
});

for (const recorded of pytorch.layers.groupNormalizations) {
  const { call, groups, eps } = recorded;
  // In groups of two little is left of dx, 1e-6 of what is added up.
  const rounding = groups === 3 ? 1e-15 : 0;
  Deno.test(`GroupNormalization agrees with ${call}`, () => {
    for (const mode of ["train", "infer"] as const) {
      const layer = new GroupNormalization(6, { groups, eps });
      assertPass(scaled(layer, recorded), recorded, call, mode, rounding);
    }
    const byDefault = scaled(new GroupNormalization(6, { groups }), recorded);
    assertPass(byDefault, recorded, "eps 1e-5", "train", rounding);
  });
}

for (const recorded of pytorch.layers.pRelus) {
  const { call, start, a } = recorded;
  Deno.test(`PRelu agrees with ${call}`, () => {
    const layer = new PRelu(call === "nn.PReLU()" ? undefined : a.length);
    assertEquals(layer.a.value.to2DArray(), [start]);
    layer.a.value = matrix(a);
    for (const mode of ["train", "infer"] as const) {
      assertPass(layer, recorded, call, mode);
    }
  });
}

Deno.test("WeightNormalizedAffine agrees with parametrizations.weight_norm of nn.Linear", () => {
  const { call, start, v, g, b, W, ...recorded } =
    pytorch.layers.weightNormalizedAffine;
  const init: Initializer = () => matrix(start.v);
  const rng = seeded("unused");
  const layer = new WeightNormalizedAffine(4, 3, { init, rng });
  assertAgrees(layer.g.value, start.g, `${call}: g at the start`);
  layer.v.value = matrix(v);
  layer.g.value = matrix(g);
  layer.b.value = matrix(b);
  for (const mode of ["train", "infer"] as const) {
    assertPass(layer, recorded, call, mode);
    assertAgrees(layer.W.value, W, `${call}: W`);
  }
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

Deno.test("Residual agrees with PyTorch's sum, with a projection too", () => {
  for (
    const { call, x, dout, y, dx, layers } of [
      pytorch.layers.residual,
      pytorch.layers.residualProjection,
    ]
  ) {
    const [inner, shortcut] = layers.map(({ W, b }) => {
      const init: Initializer = () => matrix(W);
      const layer = new Affine(4, b.length, { init, rng: seeded("unused") });
      layer.b.value = matrix(b);
      return layer;
    });
    const block = new Residual([inner, new Tanh()], { shortcut });
    assertAgrees(block.forward(matrix(x), "train"), y, `${call}: y`);
    assertAgrees(block.backward(matrix(dout)), dx, `${call}: dx`);
    for (const [i, { dW, db }] of layers.entries()) {
      const [W, b] = block.params.slice(2 * i);
      assertAgrees(W.grad, dW, `${call}: dW of layer ${i}`);
      assertAgrees(b.grad, db, `${call}: db of layer ${i}`);
    }
  }
});
