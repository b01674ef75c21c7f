import { functions } from "../kernel/function_part.ts";
import { sigmoid as logistic } from "../kernel/elementary.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/**
 * The logistic sigmoid, y = 1 / (1 + exp(-z)), in (0, 1), with derivative
 * y (1 - y), which is at most 1/4 (at z = 0) and below .0067 beyond |z| = 5.
 *
 * @example
 * ```ts
 * import { sigmoid } from "weightlab";
 * import { assertEquals, assertLess } from "@std/assert";
 *
 * assertEquals(sigmoid(0), 0.5);
 * assertEquals(sigmoid.derivative(0), 0.25);
 * assertLess(sigmoid.derivative(5), 0.0067);
 * ```
 */
export const sigmoid: Activation = kernelActivation(
  "sigmoid",
  logistic,
  (_, y) => y * (1 - y),
  {
    forward: mapPass(functions, "sigmoid"),
    backward: zipPass(functions, "sigmoidBackward"),
    from: "y",
  },
);
