import { functions } from "../kernel/function_part.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/**
 * The sigmoid linear unit, also called swish: y = z s(z), s the sigmoid, with
 * derivative s(z) (1 + z (1 - s(z))): 1/2 at 0, and below 0 left of z = -1.2785,
 * where y is least, -.2785. NaN stays NaN.
 *
 * @see Hendrycks and Gimpel (2016), "Gaussian error linear units (GELUs)", section 2,
 * for the name; Elfwing, Uchibe and Doya (2018), "Sigmoid-weighted linear units for
 * neural network function approximation in reinforcement learning"; Ramachandran,
 * Zoph and Le (2017), "Searching for activation functions", for swish.
 *
 * @example
 * ```ts
 * import { silu } from "weightlab";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertAlmostEquals(silu(Math.log(3)), 0.75 * Math.log(3), 1e-15);
 * assertEquals(silu.derivative(0), 0.5);
 * ```
 */
export const silu: Activation = kernelActivation(
  "SiLU",
  (z) => functions.siluOf(z),
  (z) => functions.siluDerivativeOf(z),
  {
    forward: mapPass(functions, "silu"),
    backward: zipPass(functions, "siluBackward"),
    from: "z",
  },
);
