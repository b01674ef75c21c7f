import { assertAlmostEquals, assertEquals } from "@std/assert";
import { gaussianMean, Matrix, selu } from "weightlab";
import { erfc } from "../../lib/kernel/elementary.ts";
import { assertDerivative } from "./_derivative.ts";

/**
 * The constants from their equations, in closed form: with c_k = E [exp(k z); z < 0] =
 * exp(k^2 / 2) erfc(k / sqrt(2)) / 2, alpha (1/2 - c_1) = E [z; z > 0] =
 * 1 / sqrt(2 pi), and scale^2 (1/2 + alpha^2 (c_2 - 2 c_1 + 1/2)) = 1.
 */
function constants(): { alpha: number; scale: number } {
  const c = (k: number) => Math.exp(k * k / 2) * erfc(k / Math.SQRT2) / 2;
  const alpha = 1 / Math.sqrt(2 * Math.PI) / (0.5 - c(1));
  const square = 0.5 + alpha ** 2 * (c(2) - 2 * c(1) + 0.5);
  return { alpha, scale: 1 / Math.sqrt(square) };
}

Deno.test("selu() has the constants that its equations give", () => {
  const { alpha, scale } = constants();
  assertAlmostEquals(selu(1), scale, 1e-14);
  assertAlmostEquals(selu(-Infinity), -scale * alpha, 1e-14);
  const y = selu(new Matrix([[0, 2, -Math.log(2)]]));
  assertEquals(y.get(0, 0), 0);
  assertAlmostEquals(y.get(0, 1), 2 * scale, 1e-14);
  assertAlmostEquals(y.get(0, 2), -scale * alpha / 2, 1e-14);
});

Deno.test("selu() of a standard normal has mean 0 and variance 1", () => {
  assertAlmostEquals(gaussianMean(selu), 0, 1e-14);
  assertAlmostEquals(gaussianMean((z) => selu(z) ** 2), 1, 1e-14);
});

Deno.test("selu.derivative() is the slope; at the kink that from below", () => {
  assertDerivative(selu);
  assertAlmostEquals(selu.derivative(0), 1.7580993408473766, 1e-15);
});

Deno.test("selu() runs to -1.7581 without overflow, and keeps NaN", () => {
  assertEquals(selu(-1000), selu(-Infinity));
  assertEquals(selu.derivative(-1000), 0);
  assertEquals([selu(NaN), selu(Infinity)], [NaN, Infinity]);
});
