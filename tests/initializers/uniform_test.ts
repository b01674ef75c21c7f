import {
  assert,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { mapElements, seeded, uniform } from "weightlab";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { assertRandomInitializer } from "./_initializer.ts";
import { holds, seed, size } from "../_property.ts";
import { assertCloseTo } from "../_close_to.ts";
import { extremes } from "../_extremes.ts";

Deno.test("uniform() draws W with variance limit^2 / 3, within the limit", () => {
  for (const [fanIn, fanOut] of [[200, 200], [784, 50], [50, 784]]) {
    const w = uniform({ limit: 0.3 })(seeded("u"), fanIn, fanOut);
    assertMoments(w, { variance: 0.09 / 3, kurtosis: KURTOSIS.uniform });
    const [smallest, largest] = extremes(w);
    assertGreaterOrEqual(smallest, -0.3);
    assertLess(largest, 0.3);
    // The largest of n falls short of the limit by 2 limit / n on average, and
    // by 20 / n limits with probability e^-10.
    const short = 0.3 * 20 / (fanIn * fanOut);
    assertLess(smallest, -0.3 + short);
    assertGreater(largest, 0.3 - short);
  }
  assertRandomInitializer("uniform", uniform({ limit: 1 }));
});

Deno.test("uniform() refuses a limit below zero, and what is no number", () => {
  for (const limit of [-1, NaN, undefined as unknown as number]) {
    assertThrows(
      () => uniform({ limit }),
      RangeError,
      `Cannot make uniform: limit must be a finite number at least 0, got ${limit}`,
    );
  }
});

Deno.test("uniform({ limit }) never leaves [-limit, limit), and scales with it exactly", () => {
  const limit = fc.double({ min: 1e-10, max: 1e10, noNaN: true });
  holds(fc.property(limit, size, size, seed, (limit, fanIn, fanOut, seed) => {
    const w = uniform({ limit })(seeded(seed), fanIn, fanOut);
    assert(w.to1DArray().every((v) => -limit <= v && v < limit));
    const twice = uniform({ limit: 2 * limit })(seeded(seed), fanIn, fanOut);
    assertCloseTo(twice, mapElements(w, (v) => 2 * v), 0);
  }));
  // The ends of the generator's own range.
  const [low, high] = [0, 1 - 2 ** -53].map((u) =>
    uniform({ limit: 3 })(() => u, 1, 1).get(0, 0)
  );
  assert(low === -3 && high < 3 && high > 3 - 1e-14);
});

Deno.test("uniform() refuses a source that leaves [0, 1)", () => {
  for (const u of [1, -0.1, NaN, Infinity]) {
    assertThrows(
      () => uniform({ limit: 1 })(() => u, 2, 2),
      RangeError,
      `Cannot draw uniform weights: rng must give numbers in [0, 1), got ${u}`,
    );
  }
});
