import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Matrix, relu } from "weightlab";
import { holds } from "../_property.ts";
import { assertDerivative, reals } from "./_derivative.ts";

Deno.test("relu() cuts off below 0", () => {
  const y = relu(new Matrix([[-2, 0], [3, -0.5]]));
  assertEquals(y.to2DArray(), [[0, 0], [3, 0]]);
});

Deno.test("relu() gives 0 for -0, never -0", () => {
  assert(Object.is(relu(-0), 0));
});

Deno.test("relu() scales with its input: relu(a z) = a relu(z), a > 0", () => {
  holds(fc.property(reals, fc.double({ min: 0.1, max: 9 }), (z, a) => {
    assertAlmostEquals(relu(a * z), a * relu(z), 1e-13);
  }));
});

Deno.test("relu.derivative() is the slope; 0 at the kink", () => {
  assertDerivative(relu);
  assertEquals(relu.derivative(0), 0);
});

Deno.test("relu() keeps NaN, so that a diverged network shows it", () => {
  assertEquals(relu(NaN), NaN);
  assertEquals(relu(Infinity), Infinity);
});
