import { type Activation, defineActivation } from "./activation.ts";

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
export const tanh: Activation = defineActivation(
  "tanh",
  Math.tanh,
  (_, y) => 1 - y * y,
);
