import { functions } from "../kernel/function_part.ts";
import { sigmoid, softplus as softplusOf } from "../kernel/elementary.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/**
 * The smooth ReLU, y = ln(1 + exp(z)), in (0, infinity): ln 2 at 0. Its derivative is
 * the sigmoid. NaN stays NaN.
 *
 * Computed as max(z, 0) + ln(1 + exp(-|z|)), which neither overflows nor loses the
 * left tail: softplus(1000) is 1000 and softplus(-40) is exp(-40).
 *
 * @see Dugas, Bengio, Bélisle, Nadeau and Garcia (2001), "Incorporating second-order
 * functional knowledge for better option pricing".
 *
 * @example
 * ```ts
 * import { sigmoid, softplus } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softplus(0), Math.LN2);
 * assertEquals([softplus(-1000), softplus(1000)], [0, 1000]);
 * assertEquals(softplus.derivative(3), sigmoid(3));
 * ```
 */
export const softplus: Activation = kernelActivation(
  "softplus",
  softplusOf,
  (z) => sigmoid(z),
  {
    forward: mapPass(functions, "softplus"),
    backward: zipPass(functions, "softplusBackward"),
    from: "z",
  },
);
