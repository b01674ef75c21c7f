import { functions } from "../kernel/function_part.ts";
import { tanh as hyperbolicTangent } from "../kernel/elementary.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/**
 * The hyperbolic tangent, y = tanh(z), in (-1, 1), with derivative 1 - y^2.
 *
 * @example
 * ```ts
 * import { tanh } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tanh(0), 0);
 * assertEquals(tanh.derivative(0), 1);
 * ```
 */
export const tanh: Activation = kernelActivation(
  "tanh",
  hyperbolicTangent,
  (_, y) => 1 - y * y,
  {
    forward: mapPass(functions, "tanh"),
    backward: zipPass(functions, "tanhBackward"),
    from: "y",
  },
);
