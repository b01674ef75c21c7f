import { type Activation, defineActivation } from "./activation.ts";

/**
 * The identity, y = z, with derivative 1: what a network is left with if it has no
 * activation function, and what theory starts from.
 *
 * @example
 * ```ts
 * import { linear } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(linear(-2), -2);
 * assertEquals(linear.derivative(-2), 1);
 * ```
 */
export const linear: Activation = defineActivation("linear", (z) => z, () => 1);
