import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Matrix, silu } from "weightlab";
import { holds } from "../_property.ts";
import { assertDerivative, reals } from "./_derivative.ts";

Deno.test("silu() at 0, ln 3 and -ln 3 is 0, 3/4 ln 3 and -1/4 ln 3", () => {
  const ln3 = Math.log(3);
  const y = silu(new Matrix([[0, ln3, -ln3]]));
  assertEquals(y.get(0, 0), 0);
  assertAlmostEquals(y.get(0, 1), 0.75 * ln3, 1e-15);
  assertAlmostEquals(y.get(0, 2), -0.25 * ln3, 1e-15);
  assertAlmostEquals(silu(-10), -0.00045397868702434394505, 1e-18);
  assertEquals(silu.name, "SiLU");
});

Deno.test("silu(z) - silu(-z) is z", () => {
  holds(fc.property(reals, (z) => {
    assertAlmostEquals(silu(z) - silu(-z), z, 2e-15);
  }));
});

Deno.test("silu() is least at -1.2785, where it is -.2785", () => {
  const z = -1.278464542761073795109359;
  assertAlmostEquals(silu(z), -0.2784645427610737951, 1e-16);
  assertAlmostEquals(silu.derivative(z), 0, 1e-16);
});

Deno.test("silu.derivative() is the slope; 1/2 at 0", () => {
  assertDerivative(silu);
  assertEquals(silu.derivative(0), 0.5);
});

Deno.test("silu() and its derivative at the infinities and NaN", () => {
  assertEquals([silu(-1000), silu(1000)], [0, 1000]);
  assertEquals([silu(-Infinity), silu(Infinity)], [0, Infinity]);
  assertEquals([silu.derivative(-1000), silu.derivative(1000)], [0, 1]);
  for (const z of [-Infinity, Infinity]) {
    assertEquals(silu.derivative(z), z > 0 ? 1 : 0);
  }
  assertEquals([silu(NaN), silu.derivative(NaN)], [NaN, NaN]);
});
