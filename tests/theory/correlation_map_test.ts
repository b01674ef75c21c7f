import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertThrows,
} from "@std/assert";
import { defineActivation, relu, tanh } from "weightlab";
import { chi, correlationMap, lengthMap, meanField } from "weightlab/theory";

/** Correlations from one end to the other. */
const CORRELATIONS = [-1, -0.9, -0.3, 0, 0.2, 0.7, 0.99, 1];

Deno.test("correlationMap() of ReLU is the arc-cosine kernel, at any length", () => {
  // Cho and Saul (2009), n = 1: (sqrt(1 - c^2) + (pi - acos c) c) / pi.
  for (const q of [1e-20, 1, 1e20]) {
    const next = correlationMap(relu, { sigmaW: 1, q });
    for (const c of CORRELATIONS) {
      const angle = Math.acos(c);
      const kernel = (Math.sin(angle) + (Math.PI - angle) * c) / Math.PI;
      assertAlmostEquals(next(c), kernel, 1e-10);
    }
  }
});

Deno.test("correlationMap() of the sign, a jump, is 2 / pi asin c", () => {
  const sign = defineActivation("sign", Math.sign, () => 0);
  const next = correlationMap(sign, { sigmaW: 1, q: 2 });
  for (const c of CORRELATIONS) {
    assertAlmostEquals(next(c), 2 / Math.PI * Math.asin(c), 1e-9);
  }
});

Deno.test("correlationMap() of tanh at large length is that of the sign", () => {
  const next = correlationMap(tanh, { sigmaW: 1, q: 1e12 });
  for (const c of CORRELATIONS) {
    assertAlmostEquals(next(c), 2 / Math.PI * Math.asin(c), 2e-6);
  }
});

Deno.test("correlationMap() of a linear function keeps c, but for the biases", () => {
  const linear = defineActivation("linear", (z) => z, () => 1);
  const next = correlationMap(linear, { sigmaW: 2, sigmaB: 1, q: 3 });
  for (const c of CORRELATIONS) {
    assertAlmostEquals(next(c), (12 * c + 1) / 13, 1e-11);
  }
});

Deno.test("correlationMap() of tanh is odd without biases, rises, and is convex on [0, 1]", () => {
  const next = correlationMap(tanh, { sigmaW: 2, q: 3 });
  const values = [0, 0.2, 0.4, 0.6, 0.8, 1].map(next);
  assertAlmostEquals(values[0], 0, 1e-12);
  assertAlmostEquals(values[5], 1, 1e-11);
  assertAlmostEquals(next(-0.4), -values[2], 1e-11);
  for (let i = 2; i < 6; i++) {
    const [before, after] = [
      values[i - 1] - values[i - 2],
      values[i] - values[i - 1],
    ];
    assertGreater(after, before);
    assertGreater(before, 0);
  }
});

Deno.test("correlationMap() has slope chi1 at 1, where the length is q*", () => {
  for (const sigmaW of [1.3, 2.5]) {
    const ensemble = { sigmaW, sigmaB: 0.3 };
    const { qStar } = meanField(tanh, ensemble);
    const next = correlationMap(tanh, { ...ensemble, q: qStar });
    const slope = (1 - next(1 - 1e-5)) / 1e-5;
    assertAlmostEquals(slope, chi(tanh, { sigmaW, q: qStar }), 1e-4);
  }
});

Deno.test("correlationMap() ends in 1 at any length, also off q*", () => {
  for (const q of [0.01, 5]) {
    const next = correlationMap(tanh, { sigmaW: 1.7, sigmaB: 0.4, q });
    assertAlmostEquals(next(1), 1, 1e-11);
    const zero = 0.16 / lengthMap(tanh, { sigmaW: 1.7, sigmaB: 0.4 })(q);
    assertAlmostEquals(next(0), zero, 1e-11);
  }
});

Deno.test("correlationMap() is NaN where the next length is 0", () => {
  const none = defineActivation("none", () => 0, () => 0);
  assertEquals(correlationMap(none, { sigmaW: 1, q: 1 })(0.5), NaN);
});

Deno.test("correlationMap() refuses q of 0 and correlations beyond 1", () => {
  assertThrows(
    () => correlationMap(tanh, { sigmaW: 1, q: 0 }),
    RangeError,
    "Cannot map correlations: q must be a finite number above 0, got 0",
  );
  const next = correlationMap(tanh, { sigmaW: 1, q: 1 });
  for (const c of [-1.1, 1.1, NaN]) {
    assertThrows(
      () => next(c),
      RangeError,
      `c must be a finite number at least -1 and at most 1, got ${c}`,
    );
  }
});
