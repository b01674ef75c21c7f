import {
  assertEquals,
  assertInstanceOf,
  assertNotStrictEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  ActivationLayer,
  Affine,
  BatchNormalization,
  Dropout,
  GroupNormalization,
  he,
  type Layer,
  LayerNormalization,
  Matrix,
  mlp,
  type Param,
  PRelu,
  relu,
  RMSNormalization,
  seeded,
  Sequential,
  SGD,
  WeightNormalizedAffine,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** Normalization with nothing at its default, and a batch behind it. */
function usedNormalization(): BatchNormalization {
  const layer = new BatchNormalization(3, {
    eps: 0.5,
    momentum: 0.6,
    runningMean: 2,
    runningVariance: 3,
    estimator: "unbiased",
  });
  layer.gamma.value.set(0, 1, 4);
  layer.beta.value.set(0, 2, 5);
  layer.forward(drawn("before", 5, 3), "train");
  return layer;
}

/** The same of ghosts, with the average that remembers how many batches there were. */
function usedGhosts(): BatchNormalization {
  const layer = withGamma(
    new BatchNormalization(3, {
      ghostSize: 2,
      eps: 0.5,
      momentum: "cumulative",
      estimator: "unbiased",
    }),
  );
  layer.forward(drawn("before", 6, 3), "train");
  return layer;
}

function withGamma<L extends { gamma: Param }>(layer: L): L {
  layer.gamma.value.set(0, 1, 4);
  return layer;
}

Deno.test("clone() computes the same, forwards and backwards, in both modes", () => {
  const init = he(), rng = seeded(1);
  const affine = new Affine(3, 3, { init, rng });
  affine.b.value.set(0, 1, 7);
  const weightNormalized = new WeightNormalizedAffine(3, 3, { init, rng });
  weightNormalized.g.value.set(0, 1, 7);
  weightNormalized.b.value.set(0, 2, 5);
  const layers: Layer[] = [
    affine,
    weightNormalized,
    new PRelu(3, { slope: 0.5 }),
    new PRelu(undefined, { slope: 0.5 }),
    withGamma(new GroupNormalization(3, { groups: 1, eps: 0.5 })),
    usedNormalization(),
    usedGhosts(),
    withGamma(new LayerNormalization(3, { eps: 0.5 })),
    withGamma(new RMSNormalization(3, { eps: 0.5 })),
    new ActivationLayer(relu),
    new Sequential([new Affine(3, 3, { init, rng }), usedNormalization()]),
  ];
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 3);
  for (const layer of layers) {
    const clone = layer.clone!();
    assertEquals(clone.name, layer.name);
    // The second pass in "infer" mode shows where the first left running averages.
    for (const mode of ["train", "infer"] as const) {
      assertCloseTo(clone.forward(x, mode), layer.forward(x, mode), 0);
      assertCloseTo(clone.backward(dout), layer.backward(dout), 0);
      clone.params.forEach(({ name, grad }, i) => {
        assertEquals(name, layer.params[i].name);
        assertCloseTo(grad, layer.params[i].grad, 0);
      });
    }
  }
});

Deno.test("clone() shares nothing that a pass or an optimizer writes", () => {
  const normalization = usedNormalization();
  const net = new Sequential([
    new Affine(3, 3, { init: he(), rng: seeded(1) }),
    normalization,
  ]);
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 3);
  net.forward(x, "train");
  const state = [
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
    normalization.runningMean,
    normalization.runningVariance,
  ];
  assertUnchanged(() => {
    const clone = net.clone();
    clone.params.forEach(({ grad }) => assertEquals(grad.norm(), 0));
    clone.forward(drawn("other", 6, 3), "train");
    clone.backward(drawn("other dout", 6, 3));
    new SGD({ lr: 1 }).update(clone.params);
  }, ...state);
  // The pass that the network remembers is still its own: four rows, not six.
  assertEquals(net.backward(dout).rows, 4);
});

Deno.test("clone() remembers no pass", () => {
  const layer = new Affine(2, 1, { init: he(), rng: seeded(1) });
  layer.forward(new Matrix(1, 2));
  assertThrows(
    () => layer.clone().backward(new Matrix(1, 1)),
    Error,
    "Cannot run Affine backward: call forward first",
  );
});

Deno.test("clone() of dropout has its ratio and its generator", () => {
  const rng = seeded("mask"), twin = seeded("mask");
  const layer = new Dropout(0.25, { rng });
  const clone = layer.clone();
  const x = Matrix.ones(3, 4);
  const expected = new Dropout(0.25, { rng: twin });
  assertCloseTo(clone.forward(x, "train"), expected.forward(x, "train"), 0);
  assertEquals(rng(), twin());
});

Deno.test("clone() of a Sequential clones nested ones, and keeps functions", () => {
  const inner = mlp([3, 2, 2], {
    activation: relu,
    init: he(),
    rng: seeded(1),
  });
  const clone = new Sequential([inner]).clone();
  const [copy] = clone.layers;
  assertInstanceOf(copy, Sequential);
  assertNotStrictEquals(copy, inner);
  assertNotStrictEquals(copy.layers[1], inner.layers[1]);
  assertStrictEquals((copy.layers[1] as ActivationLayer).activation, relu);
});

Deno.test("clone() of a Sequential names the layer that has none", () => {
  const own: Layer = {
    name: "Own",
    params: [],
    forward: (x) => x,
    backward: (d) => d,
  };
  assertThrows(
    () => new Sequential([own]).clone(),
    TypeError,
    "Cannot clone Sequential: every layer must have a clone method, got Own without one",
  );
});
