import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { mapElements, normal, randn, seeded } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { holds, seed, size } from "../_property.ts";
import { assertRandomInitializer } from "./_initializer.ts";

Deno.test("normal() draws W with its std and mean, square or not", () => {
  for (const [fanIn, fanOut] of [[200, 200], [784, 50], [50, 784]]) {
    const w = normal({ std: 0.01, mean: 3 })(seeded("n"), fanIn, fanOut);
    assertMoments(w, { mean: 3, variance: 1e-4, kurtosis: KURTOSIS.normal });
  }
  assertRandomInitializer("normal", normal({ std: 1 }));
});

Deno.test("normal({ std }) is std times randn(): the post's `randn * w`", () => {
  holds(
    fc.property(fc.double({ min: 0, max: 10, noNaN: true }), seed, (
      std,
      seed,
    ) => {
      const w = normal({ std })(seeded(seed), 4, 3);
      const z = randn(seeded(seed), 4, 3);
      assertCloseTo(w, mapElements(z, (v) => std * v), 0);
    }),
  );
});

Deno.test("normal({ std: 0 }) gives the mean everywhere", () => {
  const w = normal({ std: 0, mean: 2 })(seeded(1), 1, 2);
  assertEquals(w.to2DArray(), [[2, 2]]);
});

Deno.test("normal() refuses a std below zero, and what is no number", () => {
  for (const std of [-0.01, NaN, Infinity, undefined as unknown as number]) {
    assertThrows(
      () => normal({ std }),
      RangeError,
      `Cannot make normal: std must be a finite number at least 0, got ${std}`,
    );
  }
  assertThrows(
    () => normal({ std: 1, mean: NaN }),
    RangeError,
    "Cannot make normal: mean must be a finite number, got NaN",
  );
});

Deno.test("normal() has mean 0 unless told", async () => {
  await assertDefaults(
    (options) => normal({ std: 1, ...options })(seeded(1), 3, 2).to2DArray(),
    { mean: [0, 1e-3] },
  );
});

Deno.test("normal({ std: 2 s }) is exactly twice normal({ std: s }) of the same seed", () => {
  const std = fc.double({ min: 1e-10, max: 1e10, noNaN: true });
  holds(fc.property(std, size, size, seed, (std, fanIn, fanOut, seed) => {
    const w = normal({ std })(seeded(seed), fanIn, fanOut);
    const twice = normal({ std: 2 * std })(seeded(seed), fanIn, fanOut);
    assertCloseTo(twice, mapElements(w, (v) => 2 * v), 0);
  }));
});
