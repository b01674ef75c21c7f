import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Matrix, sigmoid, softplus } from "weightlab";
import { holds } from "../_property.ts";
import { assertDerivative, reals } from "./_derivative.ts";

Deno.test("softplus() at 0 and ln 3 is ln 2 and ln 4", () => {
  const y = softplus(new Matrix([[0, Math.log(3)]]));
  assertEquals(y.get(0, 0), Math.LN2);
  assertAlmostEquals(y.get(0, 1), Math.log(4), 1e-15);
  assertAlmostEquals(softplus(-10), 0.000045398899216864646769, 1e-19);
  assertEquals(softplus.name, "softplus");
});

Deno.test("softplus(z) - softplus(-z) is z", () => {
  holds(fc.property(reals, (z) => {
    assertAlmostEquals(softplus(z) - softplus(-z), z, 2e-15);
  }));
});

Deno.test("softplus.derivative() is the sigmoid", () => {
  assertDerivative(softplus);
  holds(fc.property(reals, (z) => {
    assertEquals(softplus.derivative(z), sigmoid(z));
  }));
});

Deno.test("softplus() neither overflows nor loses its left tail", () => {
  assertEquals([softplus(1000), softplus(-1000)], [1000, 0]);
  assertEquals([softplus(Infinity), softplus(-Infinity)], [Infinity, 0]);
  // ln(1 + e) = e but for e^2 / 2, here 1e-35.
  assertAlmostEquals(softplus(-40) / Math.exp(-40), 1, 1e-15);
  assertEquals([softplus.derivative(1000), softplus.derivative(-1000)], [1, 0]);
  assertEquals([softplus(NaN), softplus.derivative(NaN)], [NaN, NaN]);
});
