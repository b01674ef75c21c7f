import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { Matrix, sigmoid } from "weightlab";
import { holds } from "../_property.ts";
import { assertDerivative, reals } from "./_derivative.ts";

Deno.test("sigmoid() at 0, ln 3 and -ln 3 is 1/2, 3/4 and 1/4", () => {
  assertEquals(sigmoid(0), 0.5);
  assertAlmostEquals(sigmoid(Math.log(3)), 0.75, 1e-15);
  const y = sigmoid(new Matrix([[0, -Math.log(3)]]));
  assertAlmostEquals(y.get(0, 1), 0.25, 1e-15);
});

Deno.test("sigmoid() is symmetric about (0, 1/2): s(-z) = 1 - s(z)", () => {
  holds(fc.property(reals, (z) => {
    assertAlmostEquals(sigmoid(-z), 1 - sigmoid(z), 1e-15);
  }));
});

Deno.test("sigmoid() is (1 + tanh(z / 2)) / 2", () => {
  holds(fc.property(reals, (z) => {
    assertAlmostEquals(sigmoid(z), (1 + Math.tanh(z / 2)) / 2, 1e-15);
  }));
});

Deno.test("sigmoid.derivative() is the slope, at most 1/4, with or without y", () => {
  assertDerivative(sigmoid);
  holds(fc.property(reals, (z) => {
    assertLess(sigmoid.derivative(z), 0.25 + 1e-16);
  }));
});

Deno.test("sigmoid() runs to 0 and 1 without overflow", () => {
  assertEquals([sigmoid(-1000), sigmoid(1000)], [0, 1]);
  assertEquals(sigmoid(-Infinity), 0);
  assertEquals(sigmoid.derivative(1000), 0);
  assertEquals(sigmoid(NaN), NaN);
});
