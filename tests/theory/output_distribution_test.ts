import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { defineActivation, relu, sigmoid, tanh } from "weightlab";
import { outputDistribution } from "weightlab/theory";
import { normalDistribution } from "../../lib/kernel/elementary.ts";

Deno.test("outputDistribution() of a rising function is the normal one at its inverse", () => {
  for (const q of [0.01, 1, 100, 1e4]) {
    for (const y of [-0.9, -0.1, 0, 0.5, 0.99]) {
      const share = normalDistribution(Math.atanh(y) / Math.sqrt(q));
      const below = outputDistribution(tanh, { q });
      assertAlmostEquals(below(y), share, 1e-12);
      // (1 + tanh(z / 2)) / 2 is the sigmoid.
      const also = outputDistribution(sigmoid, { q: 4 * q });
      assertAlmostEquals(also((1 + y) / 2), share, 1e-12);
    }
  }
});

Deno.test("outputDistribution() ends at 0 and 1 beyond what f gives", () => {
  const below = outputDistribution(sigmoid, { q: 2 });
  assertEquals([below(-1), below(0)], [0, 0]);
  assertAlmostEquals(below(1), 1, 1e-15);
  assertAlmostEquals(below(7), 1, 1e-15);
});

Deno.test("outputDistribution() of ReLU jumps by a half behind 0", () => {
  const below = outputDistribution(relu, { q: 9 });
  assertEquals(below(0), 0);
  assertAlmostEquals(below(1e-13), 0.5, 1e-12);
  assertAlmostEquals(below(3), normalDistribution(1), 1e-13);
});

Deno.test("outputDistribution() of a function that falls and rises", () => {
  const square = defineActivation("square", (z) => z * z, (z) => 2 * z);
  const below = outputDistribution(square, { q: 4 });
  const share = 2 * normalDistribution(1.5) - 1;
  assertAlmostEquals(below(9), share, 1e-12);
  const wave = defineActivation("wave", Math.sin, Math.cos);
  // Below .3 from just before one crest to just behind the next.
  const edge = Math.asin(0.3), std = 4;
  let expected = 0;
  for (let crest = -8; crest <= 8; crest++) {
    const at = 2 * Math.PI * crest;
    expected += normalDistribution((at + edge) / std) -
      normalDistribution((at - Math.PI - edge) / std);
  }
  assertAlmostEquals(outputDistribution(wave, { q: 16 })(0.3), expected, 1e-12);
});

Deno.test("outputDistribution() at length 0 is all at f(0)", () => {
  const below = outputDistribution(sigmoid, { q: 0 });
  assertEquals(below(0.5), 0);
  assertAlmostEquals(below(0.5 + 1e-9), 1, 1e-15);
});

Deno.test("outputDistribution() refuses a length below 0", () => {
  assertThrows(
    () => outputDistribution(tanh, { q: -1 }),
    RangeError,
    "Cannot take the distribution of outputs: q must be a finite number at least 0, got -1",
  );
});
