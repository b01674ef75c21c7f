import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  ActivationLayer,
  Affine,
  BatchNormalization,
  Dropout,
  GroupNormalization,
  type Layer,
  LayerNormalization,
  leakyRelu,
  linear,
  Matrix,
  PRelu,
  relu,
  RMSNormalization,
  seeded,
  zeros,
} from "weightlab";
import { predictedStds } from "../../lib/diagnosis/_prediction.ts";

const X = new Matrix([[1, -1], [3, 1]]); // mean square 3
const Y = new Matrix([[1, 2], [3, 4]]);

/** What is predicted behind each layer, from X on; Y is what is measured behind each. */
function predicted(...layers: Layer[]): number[] {
  return predictedStds(
    layers.map((layer) => ({ layer, cloned: true, x: X, y: Y })),
  );
}

function affine(W: number[][], b: number[]): Affine {
  const layer = new Affine(W.length, b.length, {
    init: zeros(),
    rng: seeded(1),
  });
  W.forEach((row, i) => row.forEach((w, j) => layer.W.value.set(i, j, w)));
  b.forEach((value, j) => layer.b.value.set(0, j, value));
  return layer;
}

function assertClose(actual: number[], expected: number[]): void {
  assertEquals(actual.length, expected.length);
  actual.forEach((value, i) => assertAlmostEquals(value, expected[i], 1e-9));
}

Deno.test("predictedStds() of an affine map: fanIn mean(W^2) q + mean(b^2), less the biases' mean", () => {
  // mean(W^2) = 7.5, q' = 2 7.5 3 = 45; mean(b^2) = 13, mean(b)^2 = 4.
  const layer = affine([[1, 2], [3, 4]], [-1, 5]);
  const [std] = predicted(layer);
  assertAlmostEquals(std, Math.sqrt(45 + 13 - 4), 1e-12);
  // Three inputs of one unit: fanIn counts rows.
  assertClose(predicted(affine([[1], [1], [2]], [0])), [Math.sqrt(3 * 2 * 3)]);
});

Deno.test("predictedStds() of an activation: its moments under N(0, q)", () => {
  const z = affine([[1, 0], [0, 1]], [0, 0]); // q' = 2 .5 3 = 3
  assertClose(predicted(z, new ActivationLayer(linear)), [
    Math.sqrt(3),
    Math.sqrt(3),
  ]);
  // ReLU keeps half of the mean square, and has the mean sqrt(q / 2 pi).
  const kept = Math.sqrt(1.5 - 3 / (2 * Math.PI));
  assertClose(predicted(z, new ActivationLayer(relu)), [Math.sqrt(3), kept]);
  // The mean square goes on, the mean counts for nothing: 2 .5 1.5.
  assertClose(predicted(z, new ActivationLayer(relu), z), [
    Math.sqrt(3),
    kept,
    Math.sqrt(1.5),
  ]);
});

Deno.test("predictedStds() of PReLU: the moments of each feature's slope, averaged", () => {
  const z = affine([[1, 0], [0, 1]], [0, 0]); // q' = 3
  const layer = new PRelu(2);
  layer.a.value = new Matrix([[0.5, -1]]);
  // Of leaky ReLU q' = (1 + a^2) q / 2, and the mean is (1 - a) sqrt(q / 2 pi).
  const q = (1.25 + 2) / 2 * 1.5;
  const mean = (0.5 + 2) / 2 * Math.sqrt(3 / (2 * Math.PI));
  const [, own] = predicted(z, layer);
  assertAlmostEquals(own, Math.sqrt(q - mean ** 2), 1e-9);
  const shared = new PRelu(undefined, { slope: 0.5 });
  const leaky = new ActivationLayer(leakyRelu({ slope: 0.5 }));
  assertEquals(predicted(z, shared), predicted(z, leaky));
});

Deno.test("predictedStds() of normalizations: what gamma and beta ask for", () => {
  const asked = (
    layer: BatchNormalization | LayerNormalization | GroupNormalization,
  ) => {
    layer.gamma.value = new Matrix([[1, 3]]);
    layer.beta.value = new Matrix([[-1, 3]]);
    return layer;
  };
  // mean(gamma^2) = 5, mean(beta^2) = 5, mean(beta) = 1.
  const groups = 1;
  for (
    const layer of [
      new BatchNormalization(2),
      new LayerNormalization(2),
      new GroupNormalization(2, { groups }),
    ]
  ) {
    assertClose(predicted(asked(layer)), [3]);
  }
  const rms = new RMSNormalization(2);
  rms.gamma.value = new Matrix([[1, 3]]);
  assertClose(predicted(rms), [Math.sqrt(5)]);
});

Deno.test("predictedStds() of dropout is what came in, of another layer what is measured", () => {
  const dropout = new Dropout(0.5, { rng: seeded(1) });
  const other: Layer = {
    name: "Other",
    params: [],
    forward: (x) => x,
    backward: (dout) => dout,
  };
  const z = affine([[1, 0], [0, 1]], [0, 0]);
  assertClose(predicted(z, dropout), [Math.sqrt(3), Math.sqrt(3)]);
  // Y has the mean 2.5 and the mean square 7.5.
  assertClose(predicted(other, z), [Math.sqrt(7.5 - 6.25), Math.sqrt(7.5)]);
});

Deno.test("predictedStds() is NaN behind what is not finite", () => {
  const z = affine([[Infinity, 0], [0, 1]], [0, 0]);
  assertEquals(predicted(z, new ActivationLayer(relu)), [Infinity, NaN]);
});

Deno.test("predictedStds() go on from the step whose output came in", () => {
  const step = (layer: Layer, from?: number | null) => ({
    ...{ layer, cloned: true, x: X, y: Y },
    from,
  });
  const double = affine([[2, 2], [2, 2]], [0, 0]); // q' = 2 4 q
  assertClose(
    predictedStds([
      step(double), // from the batch, whose q is 3
      step(double), // from the step before
      step(double, 0), // from the first
      step(double, -1), // from the batch again
      step(double, null), // what is measured: X again
    ]).map((std) => std ** 2 / 3),
    [8, 64, 64, 8, 8],
  );
});
