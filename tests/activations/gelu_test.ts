import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
} from "@std/assert";
import fc from "fast-check";
import { gelu, geluTanh, Matrix } from "weightlab";
import { holds } from "../_property.ts";
import { assertDerivative, reals } from "./_derivative.ts";

/** z, gelu(z) and geluTanh(z) to 20 digits, by mpmath 1.4.1 with 25. */
const VALUES: [number, number, number][] = [
  [-3, -0.00404969409489028358, -0.0036373920817730188378],
  [-1, -0.15865525393145705141, -0.15880800939172329522],
  [-0.5, -0.15426876936299344818, -0.15428599017485607796],
  [0.5, 0.34573123063700655182, 0.34571400982514392204],
  [1, 0.84134474606854294859, 0.84119199060827670478],
  [2, 1.9544997361036415856, 1.9545976940877750188],
  [5, 4.999998566742140604, 4.999999770820380337],
];

Deno.test("gelu() and geluTanh() are right to 1e-15, relatively", () => {
  for (const [z, exact, tanh] of VALUES) {
    // In the tail the exponent's last bit, times z^2 / 2, is in the result's.
    const bar = 1e-15 + z * z / 2 * 2 ** -52;
    assertAlmostEquals(gelu(z) / exact, 1, bar, `gelu(${z})`);
    assertAlmostEquals(geluTanh(z) / tanh, 1, 2 * bar, `geluTanh(${z})`);
  }
  const y = gelu(new Matrix([[0, 1]]));
  assertEquals(y.to2DArray(), [[0, gelu(1)]]);
  assertEquals([gelu.name, geluTanh.name], ["GELU", "GELU (tanh)"]);
});

Deno.test("gelu() keeps its left tail: gelu(-10) is -7.62e-23", () => {
  assertAlmostEquals(gelu(-10) / -7.619853024160526066e-23, 1, 2e-14);
});

Deno.test("gelu(z) - gelu(-z) is z", () => {
  for (const f of [gelu, geluTanh]) {
    holds(fc.property(reals, (z) => {
      assertAlmostEquals(f(z) - f(-z), z, 2e-15);
    }));
  }
});

Deno.test("gelu() is least at -.7518, where it is -.1700", () => {
  const z = -0.75179152469356445746;
  assertAlmostEquals(gelu(z), -0.16997120747990366169, 1e-16);
  assertAlmostEquals(gelu.derivative(z), 0, 1e-16);
});

Deno.test("geluTanh() is at most 4.8e-4 away from gelu()", () => {
  let most = 0;
  for (let z = -8; z <= 8; z += 1 / 64) {
    most = Math.max(most, Math.abs(gelu(z) - geluTanh(z)));
  }
  assertLess(most, 4.8e-4);
  assertGreater(most, 4.7e-4);
});

Deno.test("gelu.derivative() and geluTanh's are the slopes; 1/2 at 0", () => {
  for (const f of [gelu, geluTanh]) {
    assertDerivative(f);
    assertEquals(f.derivative(0), 0.5);
  }
});

Deno.test("gelu() and geluTanh() at the infinities and NaN", () => {
  for (const f of [gelu, geluTanh]) {
    assertEquals([f(-1000), f(1000)], [0, 1000]);
    assertEquals([f(-Infinity), f(Infinity)], [0, Infinity]);
    assertEquals([f(NaN), f.derivative(NaN)], [NaN, NaN]);
    for (const z of [1000, 1e200, Infinity]) {
      assertEquals([f.derivative(-z), f.derivative(z)], [0, 1]);
    }
  }
});
