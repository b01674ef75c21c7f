import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  defineActivation,
  normal,
  randn,
  relu,
  seeded,
  sigmoid,
  tanh,
  varianceSplit,
} from "weightlab";
import { propagate } from "weightlab/experiments";
import {
  correlationMap,
  lengthByLayer,
  signalPropagation,
} from "weightlab/theory";
import { assertDefaults } from "../_defaults.ts";
import { startOf, STARTS } from "./_networks.ts";

/** Standard deviations of the values by layer, from outside: five numbers a start. */
const TOTAL: Record<string, string> = {
  "sigmoid, std 1": ".459 .440 .438 .438 .438",
  "sigmoid, std .01": ".0249 .0125 .0125 .0125 .0125",
  "sigmoid, Xavier": ".208 .127 .121 .121 .121",
  "tanh, std 1": ".959 .958 .958 .958 .958",
  "tanh, Xavier": ".628 .486 .408 .358 .322",
};

for (const [title, entries] of Object.entries(TOTAL)) {
  Deno.test(`signalPropagation() gives the published total std: ${title}`, () => {
    const { activation, sigmaW } = startOf(title);
    const layers = signalPropagation(activation, { sigmaW, depth: 5 });
    entries.split(" ").forEach((entry, i) => {
      const digits = entry.split(".")[1].length;
      assertEquals(Math.sqrt(layers[i].total).toFixed(digits), `0${entry}`);
    });
  });
}

Deno.test("signalPropagation() of ReLU: .0584, .584 and .826, times sigmaW / sqrt(2) a layer", () => {
  for (const title of ["ReLU, std .01", "ReLU, Xavier", "ReLU, He"]) {
    const { sigmaW } = startOf(title);
    // E relu^2 - (E relu)^2 of N(0, q) is q (1/2 - 1 / (2 pi)).
    const share = Math.sqrt(0.5 - 1 / (2 * Math.PI));
    signalPropagation(relu, { sigmaW, depth: 5 }).forEach((layer, i) => {
      const size = sigmaW * (sigmaW / Math.SQRT2) ** i;
      assertAlmostEquals(Math.sqrt(layer.total) / size, share, 1e-11);
      assertAlmostEquals(
        layer.mean / size,
        1 / Math.sqrt(2 * Math.PI),
        1e-11,
      );
    });
  }
});

Deno.test("signalPropagation() gives the within-neuron std that 300 draws of width 100 have", () => {
  // Measured; a finite width takes 2.3 % at most from theory in these five layers, and
  // the last digit of what is given to one or two of them.
  const measured: Record<string, string> = {
    "sigmoid, std 1": ".459 .328 .259 .215 .185",
    "sigmoid, Xavier": ".208 .049 .012 .003 .0006",
    "tanh, Xavier": ".626 .485 .407 .356 .320",
    "ReLU, He": ".825 .712 .632 .571 .525",
  };
  for (const [title, entries] of Object.entries(measured)) {
    const { activation, sigmaW } = startOf(title);
    const layers = signalPropagation(activation, { sigmaW, depth: 5 });
    entries.split(" ").forEach((entry, i) => {
      const rounding = 10 ** -entry.split(".")[1].length / 2;
      const value = Number(entry);
      assertAlmostEquals(
        Math.sqrt(layers[i].within),
        value,
        0.023 * value + rounding,
      );
    });
  }
});

Deno.test("signalPropagation() predicts varianceSplit() of networks 400 wide", () => {
  for (const { activation, sigmaW } of STARTS) {
    const rng = seeded("split"), n = 400;
    const outputs = propagate(randn(rng, 100, n), {
      activation,
      init: normal({ std: sigmaW / Math.sqrt(n) }),
      rng,
      layers: 4,
    });
    const theory = signalPropagation(activation, { sigmaW, depth: 4 });
    outputs.forEach((values, i) => {
      const { total, within } = varianceSplit(values);
      // 100 examples: a neuron's biased variance is 99 / 100 of the true one.
      assertAlmostEquals(within / 0.99 / theory[i].within, 1, 0.12);
      assertAlmostEquals(total / theory[i].total, 1, 0.12);
    });
  }
});

Deno.test("signalPropagation() is the length map and the correlation map", () => {
  const ensemble = { sigmaW: 1.6, sigmaB: 0.4 };
  for (const f of [tanh, sigmoid, relu]) {
    const options = { ...ensemble, q0: 0.7, depth: 4 };
    const layers = signalPropagation(f, { ...options, c0: 0.2 });
    assertEquals(layers.map(({ layer }) => layer), [1, 2, 3, 4]);
    assertEquals(layers.map(({ q }) => q), lengthByLayer(f, options));
    // The first layer is linear in the input.
    const first = 2.56 * 0.7 * 0.2 + 0.16;
    assertAlmostEquals(layers[0].correlation, first / layers[0].q, 1e-12);
    for (let i = 1; i < 4; i++) {
      const { q, correlation } = layers[i - 1];
      const next = correlationMap(f, { ...ensemble, q });
      assertAlmostEquals(layers[i].correlation, next(correlation), 1e-9);
    }
  }
});

Deno.test("signalPropagation() splits the variance: total = between + within", () => {
  for (const { activation, sigmaW } of STARTS) {
    for (const row of signalPropagation(activation, { sigmaW, depth: 6 })) {
      assertAlmostEquals(row.total, row.between + row.within, 1e-15);
      assertEquals(row.between >= 0 && row.within >= 0, true);
      assertAlmostEquals(row.qWithin, row.q * (1 - row.correlation), 1e-12);
    }
  }
});

Deno.test("signalPropagation() of the same input twice has nothing within", () => {
  const layers = signalPropagation(tanh, { sigmaW: 2, c0: 1, depth: 3 });
  for (const { correlation, within, between, total } of layers) {
    assertEquals([correlation, within], [1, 0]);
    assertEquals(between, total);
  }
});

Deno.test("signalPropagation() of unrelated inputs to tanh has nothing between", () => {
  for (
    const { correlation, total, within } of signalPropagation(tanh, {
      sigmaW: 2,
      depth: 5,
    })
  ) {
    assertAlmostEquals(correlation, 0, 1e-10);
    assertAlmostEquals(within / total, 1, 1e-10);
  }
});

Deno.test("signalPropagation() follows the within part far below rounding of 1 - c", () => {
  // Sigmoid at Xavier: each layer multiplies it by chi, long after c is 1 to 16 digits.
  const layers = signalPropagation(sigmoid, { sigmaW: 1, depth: 30 });
  assertLess(layers[29].within, 1e-35);
  assertEquals(layers[29].correlation, 1);
  for (let i = 6; i < 30; i++) {
    const ratio = layers[i].qWithin / layers[i - 1].qWithin;
    assertAlmostEquals(ratio / layers[i - 1].chi, 1, 1e-4);
  }
  // No step where one formula takes over from the other.
  for (let i = 2; i < 29; i++) {
    const [a, b] = [
      layers[i].within / layers[i - 1].within,
      layers[i + 1].within / layers[i].within,
    ];
    assertAlmostEquals(a / b, 1, 0.02);
  }
});

Deno.test("signalPropagation() holds for a function whose kinks are not at 0", () => {
  const hard = defineActivation(
    "hard tanh",
    (z) => Math.max(-1.5, Math.min(1.5, z)),
    (z) => Math.abs(z) < 1.5 ? 1 : 0,
  );
  const [first] = signalPropagation(hard, { sigmaW: 1, depth: 1 });
  // P(|z| < 1.5) from a table.
  assertAlmostEquals(first.chi, 0.8663855974622838, 1e-9);
  assertGreater(first.within, 0.7);
});

Deno.test("signalPropagation() starts at length 1 and correlation 0, without biases, unless told", async () => {
  await assertDefaults(
    (options) => signalPropagation(tanh, { sigmaW: 1.3, depth: 2, ...options }),
    { q0: [1, 1.001], c0: [0, 0.001], sigmaB: [0, 0.001] },
  );
});

Deno.test("signalPropagation() refuses correlations outside [0, 1], and no layers", () => {
  for (const c0 of [-0.1, 1.1]) {
    assertThrows(
      () => signalPropagation(tanh, { sigmaW: 1, c0, depth: 1 }),
      RangeError,
      `Cannot predict signal propagation: c0 must be a finite number at least 0 and at most 1, got ${c0}`,
    );
  }
  assertThrows(
    () => signalPropagation(tanh, { sigmaW: 1, depth: 1.5 }),
    RangeError,
    "depth must be a whole number of at least 1, got 1.5",
  );
});
