import { functions } from "../kernel/function_part.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/**
 * The Gaussian error linear unit, y = z Phi(z), Phi the distribution function of
 * N(0, 1): z times the probability that a standard normal is below it. The derivative
 * is Phi(z) + z phi(z), phi the density: 1/2 at 0, and below 0 left of z = -.7518,
 * where y is least, -.1700. NaN stays NaN.
 *
 * Phi is computed by erfc, so that the left tail keeps its digits: gelu(-10) is
 * -7.6e-23, where 1 + erf is 0.
 *
 * @see Hendrycks and Gimpel (2016), "Gaussian error linear units (GELUs)", section 2.
 *
 * @example
 * ```ts
 * import { gelu } from "weightlab";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(gelu(1), 0.8413447460685429, 1e-15);
 * assertEquals(gelu.derivative(0), 0.5);
 * ```
 */
export const gelu: Activation = kernelActivation(
  "GELU",
  (z) => functions.geluOf(z),
  (z) => functions.geluDerivativeOf(z),
  {
    forward: mapPass(functions, "gelu"),
    backward: zipPass(functions, "geluBackward"),
    from: "z",
  },
);

/**
 * The approximation of `gelu` by a tanh, y = z (1 + tanh(u)) / 2 with
 * u = sqrt(2 / pi) (z + .044715 z^3): at most 4.8e-4 away from it. The derivative is
 * that of the approximation. NaN stays NaN.
 *
 * PyTorch's `GELU(approximate="tanh")`, and the default of JAX's `gelu`.
 *
 * @see Hendrycks and Gimpel (2016), as above.
 *
 * @example
 * ```ts
 * import { gelu, geluTanh } from "weightlab";
 * import { assertAlmostEquals, assertNotEquals } from "@std/assert";
 *
 * assertAlmostEquals(geluTanh(1), gelu(1), 5e-4);
 * assertNotEquals(geluTanh(1), gelu(1));
 * ```
 */
export const geluTanh: Activation = kernelActivation(
  "GELU (tanh)",
  (z) => functions.geluTanhOf(z),
  (z) => functions.geluTanhDerivativeOf(z),
  {
    forward: mapPass(functions, "geluTanh"),
    backward: zipPass(functions, "geluTanhBackward"),
    from: "z",
  },
);
