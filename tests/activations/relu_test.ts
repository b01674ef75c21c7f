import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { mapElements, Matrix, relu } from "weightlab";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertDerivative, reals } from "./_derivative.ts";
import { assertCloseTo } from "../_close_to.ts";

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

Deno.test("relu() of a matrix scales with it, bit for bit, in any shape", () => {
  const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
  holds(fc.property(size, size, seed, factor, (rows, columns, seed, a) => {
    const z = drawn(seed, rows, columns), y = relu(z);
    assertEquals([y.rows, y.columns], [rows, columns]);
    assertCloseTo(
      relu(mapElements(z, (v) => a * v)),
      mapElements(y, (v) => a * v),
      0,
    );
  }));
});
