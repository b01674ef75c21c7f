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
 * kink; error h^2 f''' / 6, near 1e-11, and half a bit of either f(z +- h), together
 * at most 2^-50 / (2 h) = 4.4e-11 where |f| is below 8.
 */
export function assertDerivative(f: Activation): void {
  const h = 1e-5;
  holds(fc.property(reals, (z) => {
    fc.pre(Math.abs(z) > 2 * h);
    // The step that was taken: z + h is rounded.
    const right = z + h, left = z - h;
    const slope = (f(right) - f(left)) / (right - left);
    assertAlmostEquals(f.derivative(z), slope, 1e-10);
    assertEquals(f.derivative(z, f(z)), f.derivative(z));
  }));
}
