import { assert, assertGreater, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  largestDifference,
  mapElements,
  seeded,
  truncatedNormal,
} from "weightlab";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { assertRandomInitializer } from "./_initializer.ts";
import { holds, seed, size } from "../_property.ts";
import { assertCloseTo } from "../_close_to.ts";

Deno.test("truncatedNormal() draws W with its std, none beyond 2.2737 std", () => {
  for (const [fanIn, fanOut] of [[200, 200], [784, 50], [50, 784]]) {
    const w = truncatedNormal({ std: 0.1 })(seeded("t"), fanIn, fanOut);
    assertMoments(w, { variance: 0.01, kurtosis: KURTOSIS.truncatedNormal });
    const reach = largestDifference(w, 0);
    assertLess(reach, 0.22737);
    // The density at either cut is phi(2) / (2 Phi(2) - 1) = .0566 a sigma, so
    // a draw is within .5 % of a cut with probability .0011, and none of 39,200
    // is with probability e^-44.
    assertGreater(reach, 0.22737 * 0.995);
  }
  assertRandomInitializer("truncatedNormal", truncatedNormal({ std: 1 }));
});

Deno.test("truncatedNormal() refuses a std below zero, and what is no number", () => {
  for (const std of [-1, NaN, undefined as unknown as number]) {
    assertThrows(
      () => truncatedNormal({ std }),
      RangeError,
      `Cannot make truncatedNormal: std must be a finite number at least 0, got ${std}`,
    );
  }
});

Deno.test("truncatedNormal({ std }) ends at 2 std / .8796, and scales with std exactly", () => {
  const std = fc.double({ min: 1e-10, max: 1e10, noNaN: true });
  holds(fc.property(std, size, size, seed, (std, fanIn, fanOut, seed) => {
    const w = truncatedNormal({ std })(seeded(seed), fanIn, fanOut);
    const end = 2 * (std / 0.87962566103423978);
    assert(w.to1DArray().every((v) => Math.abs(v) <= end));
    const twice = truncatedNormal({ std: 2 * std })(
      seeded(seed),
      fanIn,
      fanOut,
    );
    assertCloseTo(twice, mapElements(w, (v) => 2 * v), 0);
  }));
});

Deno.test("truncatedNormal() ends with a source whose normals are all beyond 2", () => {
  const init = truncatedNormal({ std: 1 });
  // The point (1e-7, 1e-7), near the centre: two normals of 5.6.
  assertThrows(
    () => init(() => 0.5 + 5e-8, 3, 3),
    RangeError,
    "Cannot draw truncatedNormal weights: rng must give numbers that vary over [0, 1), as seeded(1) does, got 1001 draws",
  );
  assertThrows(() => init(() => 0, 3, 3), RangeError, "draw standard normals");
});
