import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Activation } from "weightlab";
import { holds } from "../_property.ts";

/** Where activation functions are tried. */
export const reals: fc.Arbitrary<number> = fc.double({
  min: -8,
  max: 8,
  noNaN: true,
});

/**
 * Holds the derivative to central differences, away from 0, where ReLU has its
 * kink; error h^2 f''' / 6 and rounding, both near 1e-11.
 */
export function assertDerivative(f: Activation): void {
  const h = 1e-5;
  holds(fc.property(reals, (z) => {
    fc.pre(Math.abs(z) > 2 * h);
    const slope = (f(z + h) - f(z - h)) / (2 * h);
    assertAlmostEquals(f.derivative(z), slope, 1e-10);
    assertEquals(f.derivative(z, f(z)), f.derivative(z));
  }));
}
