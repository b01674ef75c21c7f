import { readInitializerOptions } from "./_read_options.ts";
import type { Initializer } from "./initializer.ts";
import { scaled, SCALING, type ScalingOptions } from "./scaling.ts";

/**
 * Var(w_ij) = 2 / fanIn, which keeps the second moment of a ReLU network's
 * layers: ReLU drops half of it, and the factor 2 gives it back.
 *
 * @param options Which fan, of which "fanOut" keeps the gradients' second moment instead, and
 * which distribution.
 * @throws {RangeError} if an option is none of its names.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers", section
 * 2.2, equation 10.
 *
 * @example
 * ```ts
 * import { he, seeded } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(he()(seeded(1), 100, 100).variance(), 2 / 100, 1e-3);
 * ```
 */
export function he(options: ScalingOptions = {}): Initializer {
  const how = readInitializerOptions("he", options, SCALING);
  return scaled("he", 2, how);
}
