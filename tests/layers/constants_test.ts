import { assertEquals, assertThrows } from "@std/assert";
import {
  ActivationLayer,
  Affine,
  BatchNormalization,
  Dropout,
  Frozen,
  GroupNormalization,
  he,
  LayerNormalization,
  Matrix,
  PRelu,
  Relu,
  relu,
  Residual,
  RMSNormalization,
  seeded,
  Sequential,
  tanh,
  WeightNormalizedAffine,
} from "weightlab";
import { drawn } from "../_property.ts";

/** An object as a notebook's cells see it: nothing checks its types. */
type Loose = Record<string, unknown>;

const rng = seeded("constants");
const affine = () => new Affine(3, 3, { init: he(), rng });

/** Each layer, what it was made with, and its fields. */
const LAYERS: readonly [() => object, Loose, readonly string[]][] = [
  [affine, {}, ["W", "b", "params"]],
  [() => new ActivationLayer(relu), {}, ["activation", "params"]],
  [() => new Relu(), {}, ["activation", "params"]],
  [() => new Dropout(0.25, { rng }), { ratio: 0.25, rng }, ["params"]],
  [
    () => new BatchNormalization(3, { eps: 0.5, ghostSize: 2 }),
    { eps: 0.5, momentum: 0.9, momentumWeighs: "old", estimator: "biased" },
    [
      ...["gamma", "beta", "params", "buffers", "runningMean"],
      ...["runningVariance", "constants", "ghostSize"],
    ],
  ],
  [
    () => new LayerNormalization(3, { eps: 0.5 }),
    { eps: 0.5 },
    ["gamma", "beta", "params"],
  ],
  [
    () => new RMSNormalization(3, { eps: 0.5 }),
    { eps: 0.5 },
    ["gamma", "params"],
  ],
  [
    () => new GroupNormalization(4, { groups: 2, eps: 0.5 }),
    { groups: 2, eps: 0.5 },
    ["gamma", "beta", "params"],
  ],
  [
    () => new WeightNormalizedAffine(3, 3, { init: he(), rng }),
    {},
    ["W", "v", "g", "b", "params"],
  ],
  [() => new PRelu(3), {}, ["a", "params"]],
  [() => new Sequential([affine()]), {}, ["layers", "params"]],
  [() => new Residual(affine()), {}, ["layers", "params"]],
  [() => new Frozen(affine()), {}, ["layers", "params"]],
];

for (const [make, constants, fields] of LAYERS) {
  const name = make().constructor.name;

  Deno.test(`${name}: assigning to a constant or a field throws, and changes nothing`, () => {
    const layer = make() as Loose;
    for (const [constant, value] of Object.entries(constants)) {
      assertEquals(layer[constant], value);
      assertThrows(
        () => layer[constant] = 0.125,
        TypeError,
        `Cannot set ${constant} of ${name}: it must stay as it was given, `,
      );
      assertEquals(layer[constant], value);
    }
    for (const field of fields) {
      const value = layer[field];
      assertThrows(() => layer[field] = null, TypeError, `'${field}'`);
      assertEquals(layer[field], value);
    }
  });
}

Deno.test("BatchNormalization's constants stay", () => {
  const layer = new BatchNormalization(3);
  const constants = layer.constants as unknown as Loose;
  assertThrows(() => constants.eps = -1, TypeError, "'eps'");
  assertEquals(layer.constants.eps, 1e-6);
});

Deno.test("what constants and fields hold may change, and passes be replaced, as before", () => {
  const layer = affine(), x = drawn("x", 2, 3);
  layer.W.value = Matrix.zeros(3, 3);
  layer.b.value.fill(2);
  assertEquals(layer.forward(x).to1DArray(), Array(6).fill(2));
  layer.forward = (x) => x;
  assertEquals(layer.forward(x), x);
  /** A layer of a user's, with a field of its own. */
  class Named extends Dropout {
    readonly own = tanh.name;
  }
  assertEquals(new Named(0, { rng }).own, "tanh");
  /** One that trains its weights alone. */
  class Unbiased extends Affine {
    override readonly params = [this.W];
  }
  const { params, W } = new Unbiased(3, 3, { init: he(), rng });
  assertEquals(params, [W]);
});
