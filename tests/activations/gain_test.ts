import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type Activation,
  defineActivation,
  elu,
  gain,
  gainTable,
  gaussianMean,
  gelu,
  geluTanh,
  type Initializer,
  leakyRelu,
  linear,
  matmul,
  orthogonal,
  randn,
  relu,
  seeded,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
  varianceScaling,
} from "weightlab";
import { table } from "weightlab/charts";

Deno.test("gain() gives PyTorch's tabulated numbers, and none where it has none", () => {
  const tabulated: [Activation, number][] = [
    [linear, 1],
    [sigmoid, 1],
    [tanh, 5 / 3],
    [relu, Math.sqrt(2)],
    [leakyRelu(), Math.sqrt(2 / 1.0001)],
    [leakyRelu({ slope: 0.5 }), Math.sqrt(2 / 1.25)],
    [selu, 3 / 4],
  ];
  for (const [f, number] of tabulated) assertEquals(gain(f).tabulated, number);
  for (const f of [elu(), gelu, geluTanh, silu, softplus]) {
    assertEquals(gain(f).tabulated, undefined);
  }
});

Deno.test("gain() computes 1 / sqrt(E f(z)^2) to 1e-12", () => {
  const computed: [Activation, number][] = [
    [linear, 1],
    [relu, Math.SQRT2],
    [selu, 1],
    ...[0.01, 0.5, -2].map((slope): [Activation, number] => [
      leakyRelu({ slope }),
      Math.sqrt(2 / (1 + slope ** 2)),
    ]),
    // By mpmath 1.4.1 with 30 digits.
    [sigmoid, 1.84622854533860541296],
    [tanh, 1.59253741972283142777],
    [elu(), 1.24519830070070655029],
    [gelu, 1.53353044119553523377],
    [geluTanh, 1.53358052166614691806],
    [silu, 1.67653247033109115860],
    [softplus, 1.04186683553530170804],
  ];
  for (const [f, number] of computed) {
    assertAlmostEquals(gain(f).secondMoment, number, 1e-12, f.name);
  }
});

Deno.test("gain() computes that of one's own function, kinks anywhere", () => {
  const square = defineActivation("square", (z) => z * z, (z) => 2 * z);
  assertAlmostEquals(gain(square).secondMoment, 1 / Math.sqrt(3), 1e-12);
  const hardTanh = defineActivation(
    "hard tanh",
    (z) => Math.max(-1, Math.min(1, z)),
    (z) => Math.abs(z) < 1 ? 1 : 0,
  );
  const { tabulated, secondMoment } = gain(hardTanh);
  assertEquals(tabulated, undefined);
  assertAlmostEquals(secondMoment, 1 / Math.sqrt(0.5160585509617133), 1e-12);
});

/** The mean square after five layers z = f(z) W from z ~ N(0, 1). */
function sizeAfterLayers(
  f: Activation,
  init: Initializer,
  width: number,
): number {
  const rng = seeded(`gain/${f.name}`);
  let z = randn(rng, width, width);
  for (let i = 0; i < 5; i++) z = matmul(f(z), init(rng, width, width));
  return z.clone().pow(2).mean();
}

Deno.test("gain()'s secondMoment keeps z's size through layers, SELU's 3/4 does not", () => {
  // Over 12 seeds these sizes have a standard deviation of at most .013.
  for (const f of [tanh, selu]) {
    const g = gain(f).secondMoment;
    const gaussian = varianceScaling({ scale: g ** 2 });
    assertAlmostEquals(sizeAfterLayers(f, gaussian, 300), 1, 0.05, f.name);
    const rotation = orthogonal({ gain: g });
    assertAlmostEquals(sizeAfterLayers(f, rotation, 100), 1, 0.05, f.name);
  }
  // Layer by layer q' = (3/4)^2 E f(sqrt(q) z)^2, which is .145 after five.
  let q = 1;
  for (let i = 0; i < 5; i++) {
    q = gaussianMean((z) => (selu(z) * 3 / 4) ** 2, q);
  }
  assertAlmostEquals(q, 0.1452, 1e-4);
  const init = varianceScaling({ scale: (3 / 4) ** 2 });
  assertAlmostEquals(sizeAfterLayers(selu, init, 300) / q, 1, 0.05);
});

Deno.test("gainTable() are rows of both, for a table", () => {
  const rows = gainTable();
  assertEquals(
    rows.map(({ activation }) => activation).join(),
    "linear,sigmoid,tanh,ReLU,leaky ReLU,ELU,SELU,GELU,SiLU,softplus",
  );
  const row = gainTable([tanh])[0];
  assertEquals(row, { activation: "tanh", ...gain(tanh) });
  assertEquals(
    table(gainTable([tanh, gelu])).text,
    [
      "activation  tabulated  secondMoment",
      "tanh            1.667         1.593",
      "GELU                          1.534",
    ].join("\n"),
  );
});

Deno.test("gain() refuses functions whose second moment is 0 or not finite", () => {
  const made = (f: (z: number) => number) =>
    defineActivation("mine", f, () => 0);
  for (
    const [f, got] of [
      [made(() => 0), "0"],
      [made((z) => Math.exp(z * z)), "Infinity"],
      [made(() => NaN), "NaN"],
    ] as const
  ) {
    assertThrows(
      () => gain(f),
      RangeError,
      `Cannot compute gain: E f(z)^2 of mine must be a finite number above 0, got ${got}`,
    );
  }
});
