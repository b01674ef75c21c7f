import { number } from "../check/options.ts";
import { readInitializerOptions } from "./_read_options.ts";
import type { Initializer } from "./initializer.ts";
import { scaled, SCALING, type ScalingOptions } from "./scaling.ts";

/**
 * Var(w_ij) = 2 / fanIn, which keeps the second moment of a ReLU network's
 * layers: ReLU drops half of it, and the factor 2 gives it back. A function with a slope
 * below 0 keeps slope^2 of that half: then it is 2 / ((1 + slope^2) fanIn).
 *
 * @param options Which fan, of which "fanOut" keeps the gradients' second moment instead,
 * which distribution, and the slope below 0.
 * @throws {RangeError} if an option is none of its names, or the slope not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers", section
 * 2.2, equations 10 and 15; in PyTorch `kaiming_normal_`, whose `a` is the slope.
 *
 * @example
 * ```ts
 * import { he, seeded } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(he()(seeded(1), 100, 100).variance(), 2 / 100, 1e-3);
 * const leaky = he({ slope: 0.5 })(seeded(1), 100, 100);
 * assertAlmostEquals(leaky.variance(), 2 / 1.25 / 100, 1e-3);
 * ```
 */
export function he(
  options: {
    /**
     * The slope of the activation below 0, any finite number: that of `leakyRelu`, or the one
     * that a `PRelu` starts from. Default: 0, ReLU's.
     */
    slope?: number;
  } & ScalingOptions = {},
): Initializer {
  const { slope, ...how } = readInitializerOptions("he", options, {
    ...SCALING,
    slope: number().or(0),
  });
  return scaled("he", 2 / (1 + slope * slope), how);
}
