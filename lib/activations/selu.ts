import { functions } from "../kernel/function_part.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/** Solves E f(z) = 0 with SCALE, z standard normal. */
const ALPHA = 1.6732632423543772;

/** Solves E f(z)^2 = 1 with ALPHA. */
const SCALE = 1.0507009873554805;

/** The factor of exp(z) - 1. */
const BELOW = SCALE * ALPHA;

/**
 * The scaled exponential linear unit, y = 1.0507 z for z > 0 and
 * 1.0507 * 1.6733 (exp(z) - 1) for z <= 0. With these two numbers y has mean 0 and
 * variance 1 if z is standard normal, so that layers normalize themselves, under
 * weights of variance 1 / fanIn. The derivative is 1.0507 for z > 0 and
 * 1.7581 exp(z) for z <= 0, so 1.7581 at the kink. NaN stays NaN.
 *
 * @see Klambauer, Unterthiner, Mayr and Hochreiter (2017), "Self-normalizing neural
 * networks", equation 2.
 *
 * @example
 * ```ts
 * import { gaussianMean, selu } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gaussianMean(selu), 0, 1e-12);
 * assertAlmostEquals(gaussianMean((z) => selu(z) ** 2), 1, 1e-12);
 * ```
 */
export const selu: Activation = kernelActivation(
  "SELU",
  (z) => functions.eluOf(z, BELOW, SCALE),
  (z) => functions.eluDerivativeOf(z, BELOW, SCALE),
  {
    forward: mapPass(functions, "elu", BELOW, SCALE),
    backward: zipPass(functions, "eluBackward", BELOW, SCALE),
    from: "z",
  },
);
