import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Matrix, tanh } from "weightlab";
import { holds } from "../_property.ts";
import { assertDerivative, reals } from "./_derivative.ts";

Deno.test("tanh() at 0 and ln(2) is 0 and 3/5", () => {
  const y = tanh(new Matrix([[0, Math.log(2)]]));
  assertEquals(y.get(0, 0), 0);
  assertAlmostEquals(y.get(0, 1), 0.6, 1e-15);
});

Deno.test("tanh() is symmetric about the origin: tanh(-z) = -tanh(z)", () => {
  holds(fc.property(reals, (z) => {
    assertAlmostEquals(tanh(-z), -tanh(z), 0);
  }));
});

Deno.test("tanh.derivative() is the slope, with or without y", () => {
  assertDerivative(tanh);
  assertEquals(tanh.derivative(0), 1);
});
