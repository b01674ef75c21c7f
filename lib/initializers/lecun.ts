import { readInitializerOptions } from "./_read_options.ts";
import type { Initializer } from "./initializer.ts";
import { scaled, SCALING, type ScalingOptions } from "./scaling.ts";

/**
 * Var(w_ij) = 1 / fanIn. The post's "Xavier" is this older rule.
 *
 * @param options Which fan and which distribution.
 * @throws {RangeError} if an option is none of its names.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see LeCun, Bottou, Orr and Müller (1998), "Efficient backprop", section 4.6.
 *
 * @example
 * ```ts
 * import { lecun, seeded } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(lecun()(seeded(1), 400, 100).variance(), 1 / 400, 1e-4);
 * ```
 */
export function lecun(options: ScalingOptions = {}): Initializer {
  const how = readInitializerOptions("lecun", options, SCALING);
  return scaled("lecun", 1, how);
}
