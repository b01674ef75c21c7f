import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  type Activation,
  BatchNormalization,
  constant,
  he,
  type Initializer,
  mapElements,
  matmul,
  Matrix,
  normal,
  randn,
  relu,
  seeded,
  sigmoid,
  tanh,
  varianceSplit,
  xavier,
} from "weightlab";
import { backpropagate, propagate } from "weightlab/experiments";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("propagate() of a worked example: relu of x W, twice", () => {
  const weights = [new Matrix([[1, -1], [1, 1]]), new Matrix([[2, 0], [0, 3]])];
  const outputs = propagate(new Matrix([[1, 2], [-3, 1]]), {
    activation: relu,
    init: () => weights.shift()!,
    rng: seeded("unused"),
    layers: 2,
  });
  assertEquals(outputs.map((y) => y.to2DArray()), [
    [[3, 1], [0, 4]],
    [[6, 3], [0, 12]],
  ]);
});

Deno.test("propagate() is the post's loop", () => {
  const rng = seeded("loop"), init = normal({ std: 1 });
  const inputs = randn(rng, 20, 10);
  const layers: Matrix[] = [];
  let x = inputs;
  for (let i = 0; i < 5; i++) {
    const w = init(rng, 10, 10);
    x = sigmoid(matmul(x, w));
    layers.push(x);
  }
  const again = seeded("loop");
  const outputs = propagate(randn(again, 20, 10), {
    activation: sigmoid,
    init,
    rng: again,
  });
  assertEquals(outputs.length, 5);
  outputs.forEach((y, i) => assertCloseTo(y, layers[i], 0));
});

Deno.test("propagate() leaves x as it was, and refuses no layers", () => {
  const x = drawn("x", 3, 2), rng = seeded(1);
  const options = { activation: tanh, init: xavier(), rng };
  assertUnchanged(() => propagate(x, options), x);
  assertThrows(
    () => propagate(x, { ...options, layers: 0 }),
    RangeError,
    "Cannot propagate: layers must be a whole number of at least 1, got 0",
  );
});

Deno.test("propagate() through ReLU scales with the weights: He is sqrt(2) Xavier", () => {
  const x = drawn("x", 10, 8);
  const run = (init: Initializer) =>
    propagate(x, { activation: relu, init, rng: seeded("relu") });
  const xavierRun = run(xavier());
  run(he()).forEach((y, i) => {
    const expected = mapElements(
      xavierRun[i],
      (v) => v * Math.SQRT2 ** (i + 1),
    );
    assertCloseTo(y, expected, 1e-12);
  });
});

Deno.test("propagate() through constant weights gives layers of equal neurons", () => {
  const outputs = propagate(drawn("x", 10, 8), {
    activation: tanh,
    init: constant({ value: 0.1 }),
    rng: seeded(1),
  });
  // 0 but for the rounding of the means.
  for (const y of outputs) assertLess(varianceSplit(y).between, 1e-30);
});

/** Networks a row of the tables below is averaged over. */
const SEEDS = 12;

/** One network's standard deviations and means, by layer. */
interface Moments {
  readonly total: number[];
  readonly within: number[];
  readonly mean: number[];
}

/** The moments of SEEDS networks 100 wide, 250 examples each. */
function moments(activation: Activation, init: Initializer): Moments[] {
  return Array.from({ length: SEEDS }, (_, seed) => {
    const rng = seeded(`theory/${seed}`);
    const x = randn(rng, 250, 100);
    const outputs = propagate(x, { activation, init, rng });
    const splits = outputs.map(varianceSplit);
    return {
      total: splits.map(({ total }) => Math.sqrt(total)),
      within: splits.map(({ within }) => Math.sqrt(within)),
      mean: outputs.map((y) => y.mean()),
    };
  });
}

/**
 * Holds the mean over the seeds to an entry of a table, within
 * - four standard errors, from the scatter of the seeds;
 * - 1.5 % for the width of 100, where the tables are of infinite width: measured over
 *   300 seeds the deviations fall short by up to 1.2 %, because the root of a
 *   variance that scatters is below the root of its mean;
 * - half a unit of the entry's last digit.
 */
function assertEntry(entry: string, values: number[]): void {
  const expected = Number(entry);
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) /
    (n - 1);
  const rounding = 10 ** -entry.split(".")[1].length / 2;
  const tolerance = 4 * Math.sqrt(variance / n) + 0.015 * expected + rounding;
  assertAlmostEquals(mean, expected, tolerance);
  // Without this a scatter as wide as the entry would pass anything.
  assertLess(tolerance, 0.25 * expected);
}

/** A row of the tables: an entry a layer, or the first entry and a ratio. */
interface Row {
  readonly title: string;
  readonly activation: Activation;
  readonly init: Initializer;
  /** Mean-field theory's standard deviation of all values. */
  readonly total: string;
  /** What each layer is multiplied by, where `total` is of the first alone. */
  readonly ratio?: number;
  /** The within-neuron standard deviation, measured over 300 draws. */
  readonly within?: string;
  /** Mean-field theory's mean, the same in every layer. */
  readonly mean?: string;
}

const ROWS: Row[] = [
  {
    title: "sigmoid, std 1",
    activation: sigmoid,
    init: normal({ std: 1 }),
    total: ".459 .440 .438 .438 .438",
    within: ".459 .328 .259 .215 .185",
    mean: ".500",
  },
  {
    title: "sigmoid, std .01",
    activation: sigmoid,
    init: normal({ std: 0.01 }),
    total: ".0249 .0125 .0125 .0125 .0125",
    mean: ".500",
  },
  {
    title: "sigmoid, Xavier",
    activation: sigmoid,
    init: xavier(),
    total: ".208 .127 .121 .121 .121",
    within: ".208 .049 .012 .003 .0006",
    mean: ".500",
  },
  {
    title: "tanh, std 1",
    activation: tanh,
    init: normal({ std: 1 }),
    total: ".959 .958 .958 .958 .958",
  },
  {
    title: "tanh, Xavier",
    activation: tanh,
    init: xavier(),
    total: ".628 .486 .408 .358 .322",
    within: ".626 .485 .407 .356 .320",
  },
  {
    title: "ReLU, std .01",
    activation: relu,
    init: normal({ std: 0.01 }),
    total: ".0584 .0584 .0584 .0584 .0584",
    ratio: Math.SQRT1_2 / 10,
  },
  {
    title: "ReLU, Xavier",
    activation: relu,
    init: xavier(),
    total: ".584 .584 .584 .584 .584",
    ratio: Math.SQRT1_2,
  },
  {
    title: "ReLU, He",
    activation: relu,
    init: he(),
    total: ".826 .826 .826 .826 .826",
    within: ".825 .712 .632 .571 .525",
    mean: ".564",
  },
];

for (
  const { title, activation, init, total, ratio = 1, within, mean } of ROWS
) {
  Deno.test(`propagate() agrees with theory by layer: ${title}`, () => {
    const runs = moments(activation, init);
    for (const [l, entry] of total.split(" ").entries()) {
      assertEntry(entry, runs.map((run) => run.total[l] / ratio ** l));
      if (mean) assertEntry(mean, runs.map((run) => run.mean[l]));
    }
    for (const [l, entry] of (within?.split(" ") ?? []).entries()) {
      assertEntry(entry, runs.map((run) => run.within[l]));
    }
  });
}

Deno.test("propagate() with sigmoid and Xavier: a wide histogram, hardly any of it the input", () => {
  const rng = seeded("quiet");
  const outputs = propagate(randn(rng, 250, 100), {
    activation: sigmoid,
    init: xavier(),
    rng,
  });
  const last = varianceSplit(outputs[4]);
  assertGreater(Math.sqrt(last.total), 0.08);
  assertLess(last.within / last.total, 1e-3);
});

Deno.test("propagate() gives as many N x width layers as asked for, the same for a seed", () => {
  const layers = fc.integer({ min: 1, max: 6 });
  holds(fc.property(size, size, layers, seed, (n, width, layers, seed) => {
    const x = drawn(seed, n, width);
    const run = () =>
      propagate(x, { activation: tanh, init: he(), rng: seeded(seed), layers });
    const outputs = assertUnchanged(run, x);
    assertEquals(
      outputs.map(({ rows, columns }) => [rows, columns]),
      Array.from({ length: layers }, () => [n, width]),
    );
    const numbers = outputs.map((y) => y.to2DArray());
    assertEquals(run().map((y) => y.to2DArray()), numbers);
  }));
});

Deno.test("propagate() has 5 layers without batch normalization unless told", async () => {
  const x = drawn("x", 4, 3);
  await assertDefaults(
    (options) =>
      propagate(x, {
        activation: sigmoid,
        init: xavier(),
        rng: seeded(1),
        ...options,
      }).map((y) => y.to2DArray()),
    { layers: [5, 6], batchNorm: [false, true] },
  );
});

Deno.test("propagate({ batchNorm }) normalizes each layer's x W before the activation", () => {
  const x = drawn("x", 20, 6), options = { activation: tanh, init: he() };
  const rng = seeded("weights");
  const first = he()(rng, 6, 6), second = he()(rng, 6, 6);
  const through = (x: Matrix, W: Matrix) =>
    tanh(new BatchNormalization(6).forward(matmul(x, W), "train"));
  const y = through(x, first);
  const outputs = propagate(x, {
    ...options,
    rng: seeded("weights"),
    layers: 2,
    batchNorm: true,
  });
  assertCloseTo(outputs[0], y, 0);
  assertCloseTo(outputs[1], through(y, second), 0);
});

Deno.test("propagate() refuses a function without a derivative, as backpropagate() does", () => {
  const x = randn(seeded("x"), 3, 2), dout = randn(seeded("dout"), 3, 2);
  const plain = [Math.tanh, (z: number) => z, (z: Matrix) => z, Math.abs];
  for (const f of plain) {
    const activation = f as unknown as Activation;
    const options = { activation, init: he(), rng: seeded(1) };
    assertThrows(
      () => propagate(x, options),
      TypeError,
      "Cannot propagate: activation must be an Activation, such as relu or what defineActivation() makes, got",
    );
    assertThrows(() => backpropagate(x, dout, options), TypeError);
  }
});
