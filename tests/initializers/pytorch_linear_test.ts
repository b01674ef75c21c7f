import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { gain, he, leakyRelu, pytorchLinear, seeded, uniform } from "weightlab";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { holds, seed, size } from "../_property.ts";
import { assertRandomInitializer } from "./_initializer.ts";
import { extremes } from "../_extremes.ts";

Deno.test("pytorchLinear() draws W with variance 1 / (3 fanIn), within 1 / sqrt(fanIn)", () => {
  for (const [fanIn, fanOut] of [[200, 200], [784, 50], [50, 784]]) {
    const w = pytorchLinear()(seeded("torch"), fanIn, fanOut);
    const variance = 1 / (3 * fanIn), limit = 1 / Math.sqrt(fanIn);
    assertMoments(w, { variance, kurtosis: KURTOSIS.uniform });
    const [smallest, largest] = extremes(w);
    assertGreaterOrEqual(smallest, -limit);
    assertLess(largest, limit);
    // As in uniform's test: nearer to the limit than 20 / n but for e^-10.
    const short = limit * 20 / (fanIn * fanOut);
    assertLess(smallest, -limit + short);
    assertGreater(largest, limit - short);
  }
  assertRandomInitializer("pytorchLinear", pytorchLinear());
});

Deno.test("pytorchLinear() is PyTorch's formula: kaiming_uniform, a = sqrt(5)", () => {
  const leaky = gain(leakyRelu({ slope: Math.sqrt(5) })).tabulated!;
  assertAlmostEquals(leaky, 1 / Math.sqrt(3), 1e-15);
  // Where the gain is sqrt(2), he's, the limit is sqrt(6) times as large.
  const ours = pytorchLinear()(seeded(1), 30, 4);
  const his = he({ distribution: "uniform" })(seeded(1), 30, 4);
  const ratio = leaky / Math.SQRT2;
  for (const j of [0, 1, 2, 3]) {
    assertAlmostEquals(ours.get(9, j), ratio * his.get(9, j), 1e-16);
  }
});

Deno.test("pytorchLinear() is uniform({ limit: 1 / sqrt(fanIn) }), bit for bit, for any fans", () => {
  holds(fc.property(size, size, seed, (fanIn, fanOut, seed) => {
    const limit = 1 / Math.sqrt(fanIn);
    assertEquals(
      pytorchLinear()(seeded(seed), fanIn, fanOut).to2DArray(),
      uniform({ limit })(seeded(seed), fanIn, fanOut).to2DArray(),
    );
  }));
});

Deno.test("pytorchLinear() refuses a source that leaves [0, 1)", () => {
  for (const u of [1, -0.1, NaN, Infinity]) {
    assertThrows(
      () => pytorchLinear()(() => u, 2, 2),
      RangeError,
      `Cannot draw pytorchLinear weights: rng must give numbers in [0, 1), got ${u}`,
    );
  }
});
