import { kernel } from "../kernel/kernel.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/**
 * The rectified linear unit, y = max(0, z), with derivative 1 for z > 0 and 0
 * for z <= 0. NaN stays NaN: a network that has diverged must show it.
 *
 * @see Nair and Hinton (2010), "Rectified linear units improve restricted
 * Boltzmann machines".
 *
 * @example
 * ```ts
 * import { relu } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([relu(-2), relu(3)], [0, 3]);
 * assertEquals([relu.derivative(-2), relu.derivative(3)], [0, 1]);
 * ```
 */
export const relu: Activation = kernelActivation(
  "ReLU",
  (z) => z <= 0 ? 0 : z,
  (z) => z <= 0 ? 0 : 1,
  {
    forward: mapPass(kernel, "relu"),
    backward: zipPass(kernel, "reluBackward"),
    from: "z",
  },
);
