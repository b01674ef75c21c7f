import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
} from "@std/assert";
import {
  constant,
  type FanMode,
  he,
  identity,
  type Initializer,
  largestDifference,
  lecun,
  matmul,
  Matrix,
  normal,
  ones,
  orthogonal,
  pytorchLinear,
  seeded,
  sparse,
  truncatedNormal,
  uniform,
  varianceScaling,
  xavier,
  zeros,
} from "weightlab";
import { assertMoments, assertSampleMoments, KURTOSIS } from "../_moments.ts";
import { jax, keras, pytorch } from "./_recorded.ts";
import { extremes } from "../_extremes.ts";

/** What was recorded of one draw, FAN_IN x FAN_OUT. */
interface Drawn {
  readonly call: string;
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** The interval that the framework promises; null where it is unbounded. */
  readonly support: number[] | null;
}

// The same for all three.
const { fanIn: FAN_IN, fanOut: FAN_OUT } = pytorch.initializers;
const N = FAN_IN * FAN_OUT;

/** The std that is left of a standard normal cut at two sigma. */
const CUT = 0.87962566103423978;

type Shape = keyof typeof KURTOSIS;
const fanIn = 1 / FAN_IN, fanOut = 1 / FAN_OUT, fanAvg = 2 / (FAN_IN + FAN_OUT);
const cut = { distribution: "truncatedNormal" } as const;
const flat = { distribution: "uniform" } as const;
const glorot = { mode: "fanAvg" } as const;

// What is recorded, the same of ours, and the variance and shape that both must have.
// Generators differ, so the draws do: moments and supports are what can agree.
const RANDOM: [Drawn, Initializer, number, Shape][] = [
  [pytorch.initializers.normal, normal({ std: 0.02 }), 0.02 ** 2, "normal"],
  [keras.initializers.normal, normal({ std: 0.02 }), 0.02 ** 2, "normal"],
  [jax.initializers.normal, normal({ std: 0.02 }), 0.02 ** 2, "normal"],
  [
    pytorch.initializers.uniform,
    uniform({ limit: 0.1 }),
    0.1 ** 2 / 3,
    "uniform",
  ],
  [
    keras.initializers.uniform,
    uniform({ limit: 0.1 }),
    0.1 ** 2 / 3,
    "uniform",
  ],
  // All three name by std what the normal had before it was cut, ours what is left.
  ...[pytorch, keras, jax].map((framework): typeof RANDOM[number] => [
    framework.initializers.truncatedNormal,
    truncatedNormal({ std: 0.05 * CUT }),
    (0.05 * CUT) ** 2,
    "truncatedNormal",
  ]),
  // "Xavier" is the paper's everywhere but in the post: mode "fanAvg" here. For
  // "normal" PyTorch draws normals, Keras and JAX truncated ones of that variance.
  [pytorch.initializers.xavierNormal, xavier(glorot), fanAvg, "normal"],
  ...[keras, jax].map(({ initializers }): typeof RANDOM[number] => [
    initializers.xavierNormal,
    xavier({ ...glorot, ...cut }),
    fanAvg,
    "truncatedNormal",
  ]),
  ...[pytorch, keras, jax].map(({ initializers }): typeof RANDOM[number] => [
    initializers.xavierUniform,
    xavier({ ...glorot, ...flat }),
    fanAvg,
    "uniform",
  ]),
  [pytorch.initializers.heNormal, he(), 2 * fanIn, "normal"],
  [
    pytorch.initializers.heFanOut,
    he({ mode: "fanOut" }),
    2 * fanOut,
    "normal",
  ],
  ...[keras, jax].map(({ initializers }): typeof RANDOM[number] => [
    initializers.heNormal,
    he(cut),
    2 * fanIn,
    "truncatedNormal",
  ]),
  ...[pytorch, keras, jax].map(({ initializers }): typeof RANDOM[number] => [
    initializers.heUniform,
    he(flat),
    2 * fanIn,
    "uniform",
  ]),
  [pytorch.initializers.lecunNormal, lecun(), fanIn, "normal"],
  ...[keras, jax].map(({ initializers }): typeof RANDOM[number] => [
    initializers.lecunNormal,
    lecun(cut),
    fanIn,
    "truncatedNormal",
  ]),
  ...[keras, jax].map(({ initializers }): typeof RANDOM[number] => [
    initializers.lecunUniform,
    lecun(flat),
    fanIn,
    "uniform",
  ]),
  [
    jax.initializers.varianceScaling,
    varianceScaling({ scale: 3, mode: "fanOut" }),
    3 * fanOut,
    "normal",
  ],
  [pytorch.initializers.linear, pytorchLinear(), fanIn / 3, "uniform"],
  [
    pytorch.initializers.heSlope,
    he({ slope: 0.25 }),
    2 / (1 + 0.25 ** 2) * fanIn,
    "normal",
  ],
];

for (const [i, [recorded, init, variance, shape]] of RANDOM.entries()) {
  const { call, support, mean, std, min, max } = recorded;
  Deno.test(`${call}: moments and support are ours, variance ${variance}`, () => {
    const expected = { variance, kurtosis: KURTOSIS[shape] };
    const ours = init(seeded(`recorded ${i}`), FAN_IN, FAN_OUT);
    assertMoments(ours, expected);
    assertSampleMoments(
      { n: N, mean, variance: std ** 2 * N / (N - 1) },
      expected,
    );
    assertEquals(support === null, shape === "normal");
    if (support === null) return;
    const [low, high] = support;
    assertEquals(low, -high);
    const [smallest, largest] = extremes(ours);
    for (const reach of [max, -min, largest, -smallest]) {
      // The least density at an end is that of the cut normal, .0566 a sigma: of
      // 120,000 draws none within half a hundredth of it has probability e^-68.
      assert(reach <= high * (1 + 1e-15) && reach > high * 0.995, `${reach}`);
    }
  });
  if (shape === "uniform") {
    Deno.test(`${call}: the ends of the support are ours`, () => {
      const [low, high] = support!;
      const at = (draw: number) => init(() => draw, FAN_IN, FAN_OUT).get(0, 0);
      assertAlmostEquals(at(0), low, 1e-15 * high);
      assertAlmostEquals(at(1 - 2 ** -53), high, 1e-15 * high);
    });
  }
}

Deno.test("zeros(), ones(), constant() and identity() agree with all that have them", () => {
  const exact: [Drawn, Initializer][] = [
    [pytorch.initializers.zeros, zeros()],
    [keras.initializers.zeros, zeros()],
    [jax.initializers.zeros, zeros()],
    [pytorch.initializers.ones, ones()],
    [keras.initializers.ones, ones()],
    [jax.initializers.ones, ones()],
    [pytorch.initializers.constant, constant({ value: 0.3 })],
    [keras.initializers.constant, constant({ value: 0.3 })],
    [jax.initializers.constant, constant({ value: 0.3 })],
    [pytorch.initializers.identity, identity()],
    [keras.initializers.identity, identity()],
  ];
  for (const [{ mean, std, min, max }, init] of exact) {
    const w = init(seeded("unused"), FAN_IN, FAN_OUT);
    assertEquals(extremes(w), [min, max]);
    assertAlmostEquals(w.mean(), mean, 1e-12);
    const own = Math.sqrt(w.variance({ unbiased: false }));
    assertAlmostEquals(own, std, 1e-12);
  }
});

Deno.test("uniform() is symmetric; JAX's uniform(.1) lies in [0, .1)", () => {
  const { mean, std, min, support } = jax.initializers.uniform;
  assertEquals([min >= 0, support], [true, [0, 0.1]]);
  // The same shape, moved by its half and half as wide.
  const expected = { variance: 0.1 ** 2 / 12, kurtosis: KURTOSIS.uniform };
  const variance = std ** 2 * N / (N - 1);
  assertSampleMoments({ n: N, mean: mean - 0.05, variance }, expected);
  const ours = uniform({ limit: 0.05 })(seeded("half"), FAN_IN, FAN_OUT);
  assertMoments(ours, expected);
});

Deno.test("pytorchLinear() gives the bias of nn.Linear too", () => {
  const { bias, support } = pytorch.initializers.linear;
  const ours = pytorchLinear()(seeded("bias"), FAN_IN, FAN_OUT).getRow(0);
  const expected = { variance: 1 / (3 * FAN_IN), kurtosis: KURTOSIS.uniform };
  assertMoments(new Matrix([ours]), expected);
  const n = FAN_OUT, { mean, std, min, max } = bias;
  const variance = std ** 2 * n / (n - 1);
  assertSampleMoments({ n, mean, variance }, expected);
  assert(support[0] <= min && max <= support[1]);
});

Deno.test("sparse() cuts as many as init.sparse_, by unit where that cuts by input", () => {
  // PyTorch zeroes the columns of a weight that is fanOut x fanIn: each input is kept
  // from 30 of 300 units, and a unit lacks 40 inputs only on average. Here each unit
  // lacks exactly 40 of 400 inputs. With the fans exchanged, ours is its transpose.
  const { others, zerosOfAnInput, zerosOfAUnit } = pytorch.initializers.sparse;
  assertEquals(zerosOfAnInput, [30]);
  assert(zerosOfAUnit.min < 40 && zerosOfAUnit.max > 40);

  const init = sparse({ sparsity: 0.1, std: 0.01 });
  const zerosByColumn = (w: Matrix) =>
    Array.from(
      { length: w.columns },
      (_, j) => w.getColumn(j).filter((value) => value === 0).length,
    );
  const w = init(seeded("sparse"), FAN_IN, FAN_OUT);
  assertEquals(new Set(zerosByColumn(w)), new Set([40]));
  const exchanged = init(seeded("sparse"), FAN_OUT, FAN_IN);
  assertEquals([...new Set(zerosByColumn(exchanged))], zerosOfAnInput);

  const heard = w.to1DArray().filter((value) => value !== 0);
  const expected = { variance: 0.01 ** 2, kurtosis: KURTOSIS.normal };
  assertMoments(new Matrix([heard]), expected);
  const n = 0.9 * N, variance = others.std ** 2;
  assertSampleMoments({ n, mean: others.mean, variance }, expected);
});

Deno.test("orthogonal() is as orthogonal as PyTorch's, Keras' and JAX's", () => {
  for (const { initializers } of [pytorch, keras, jax]) {
    for (const { fanIn, fanOut, gain, gramError } of initializers.orthogonal) {
      const w = orthogonal({ gain })(seeded("q"), fanIn, fanOut);
      const gram = matmul(
        w,
        w,
        fanIn < fanOut ? { transposeB: true } : { transposeA: true },
      );
      const unit = Matrix.eye(Math.min(fanIn, fanOut)).mul(gain ** 2);
      assertLess(largestDifference(gram, unit), 1e-14);
      assertLess(gramError, 1e-14);
    }
  }
});

Deno.test("xavier() is the post's, which frameworks call LeCun's", () => {
  const modes: FanMode[] = ["fanIn", "fanAvg"];
  const [post, paper] = modes.map((mode) =>
    xavier({ mode })(seeded("same"), FAN_IN, FAN_OUT)
  );
  assertEquals(
    post.to2DArray(),
    lecun()(seeded("same"), FAN_IN, FAN_OUT).to2DArray(),
  );
  const ratio = paper.standardDeviation() / post.standardDeviation();
  const { xavierNormal, lecunNormal } = pytorch.initializers;
  // Both ratios are sqrt(2 400 / 700) = 1.069; PyTorch draws anew for each, from the
  // same seed.
  assertAlmostEquals(ratio, Math.sqrt(fanAvg / fanIn), 1e-12);
  assertAlmostEquals(xavierNormal.std / lecunNormal.std, ratio, 1e-12);
});
