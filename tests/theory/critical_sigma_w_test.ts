import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { defineActivation, leakyRelu, relu, sigmoid, tanh } from "weightlab";
import { criticalSigmaW, meanField } from "weightlab/theory";

Deno.test("criticalSigmaW() of tanh: the published variances", () => {
  const published = [
    [0, 1],
    [0.01, 1.42421],
    [0.05, 1.76095],
    [0.1, 1.98607],
    [0.3, 2.50513],
  ];
  for (const [biases, weights] of published) {
    const sigmaW = criticalSigmaW(tanh, { sigmaB: Math.sqrt(biases) });
    assertAlmostEquals(sigmaW ** 2, weights, 1e-5);
  }
  const sigmaB = Math.sqrt(0.05), sigmaW = criticalSigmaW(tanh, { sigmaB });
  assertAlmostEquals(meanField(tanh, { sigmaW, sigmaB }).qStar, 0.57005, 1e-5);
});

Deno.test("criticalSigmaW() is where chi1 of meanField() is 1", () => {
  for (const sigmaB of [0, 0.001, 0.2, 1, 5]) {
    for (const f of [tanh, sigmoid]) {
      const sigmaW = criticalSigmaW(f, { sigmaB });
      assertAlmostEquals(meanField(f, { sigmaW, sigmaB }).chi1, 1, 1e-9);
    }
  }
});

Deno.test("criticalSigmaW() of ReLU is He's rule, without biases only", () => {
  assertAlmostEquals(criticalSigmaW(relu, { sigmaB: 0 }), Math.SQRT2, 1e-12);
  for (const sigmaB of [1e-3, 0.1, 3]) {
    assertEquals(criticalSigmaW(relu, { sigmaB }), NaN);
  }
});

Deno.test("criticalSigmaW() of a leaky ReLU is sqrt(2 / (1 + slope^2))", () => {
  for (const slope of [0.01, 0.25]) {
    assertAlmostEquals(
      criticalSigmaW(leakyRelu({ slope }), { sigmaB: 0 }),
      Math.sqrt(2 / (1 + slope ** 2)),
      1e-12,
    );
  }
});

Deno.test("criticalSigmaW() scales with the slope of the function", () => {
  // f(z) = tanh(2 z) / 2 is tanh in other units: only sigmaB changes its own.
  const half = defineActivation(
    "half",
    (z) => Math.tanh(2 * z) / 2,
    (z) => 1 - Math.tanh(2 * z) ** 2,
  );
  assertAlmostEquals(
    criticalSigmaW(half, { sigmaB: 0.1 }),
    criticalSigmaW(tanh, { sigmaB: 0.2 }),
    1e-9,
  );
});

Deno.test("criticalSigmaW() refuses a sigmaB below 0", () => {
  assertThrows(
    () => criticalSigmaW(tanh, { sigmaB: -1 }),
    RangeError,
    "Cannot find the critical sigmaW: sigmaB must be a finite number at least 0, got -1",
  );
});
