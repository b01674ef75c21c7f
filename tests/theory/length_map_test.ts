import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { defineActivation, relu, tanh } from "weightlab";
import { lengthMap } from "weightlab/theory";

Deno.test("lengthMap() of a linear function is sigmaW^2 q + sigmaB^2", () => {
  const linear = defineActivation("linear", (z) => z, () => 1);
  const next = lengthMap(linear, { sigmaW: 3, sigmaB: 2 });
  for (const q of [0, 0.1, 1, 1e8]) {
    assertAlmostEquals(next(q) / (9 * q + 4), 1, 1e-12);
  }
});

Deno.test("lengthMap() of ReLU is sigmaW^2 q / 2 + sigmaB^2", () => {
  const next = lengthMap(relu, { sigmaW: 2, sigmaB: 0.5 });
  for (const q of [0, 0.1, 1, 1e8]) {
    assertAlmostEquals(next(q) / (2 * q + 0.25), 1, 1e-12);
  }
});

Deno.test("lengthMap() of tanh starts like q - 2 q^2 and ends at sigmaW^2 + sigmaB^2", () => {
  const next = lengthMap(tanh, { sigmaW: 1 });
  // tanh(x)^2 = x^2 - 2/3 x^4 + ..., and E x^4 = 3 q^2.
  assertAlmostEquals((next(1e-4) - 1e-4) / 1e-8, -2, 1e-2);
  assertAlmostEquals(next(1e12), 1, 1e-5);
  assertAlmostEquals(lengthMap(tanh, { sigmaW: 1, sigmaB: 3 })(0), 9, 1e-15);
});

Deno.test("lengthMap() refuses a length below 0, or not finite", () => {
  const next = lengthMap(tanh, { sigmaW: 1 });
  assertEquals(next(0), 0);
  for (const q of [-1, NaN, Infinity]) {
    assertThrows(() => next(q), RangeError, `got ${q}`);
  }
});
