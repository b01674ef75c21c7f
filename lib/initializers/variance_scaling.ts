import { number } from "../check/options.ts";
import { readInitializerOptions } from "./_read_options.ts";
import type { Initializer } from "./initializer.ts";
import { scaled, SCALING, type ScalingOptions } from "./scaling.ts";

/**
 * Var(w_ij) = scale / n, with n one of the fans: the formula behind `xavier`
 * (scale 1), `lecun` (1) and `he` (2).
 *
 * @param options The scale, the fan that it is divided by, and the distribution.
 * @throws {RangeError} if the scale is below 0 or not finite, or a mode or
 * distribution is none of its names.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see LeCun (1998), Glorot (2010) and He (2015), as cited there; under this one name
 * in Keras (`VarianceScaling`) and JAX (`variance_scaling`).
 *
 * @example
 * ```ts
 * import { seeded, varianceScaling } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const init = varianceScaling({ scale: 2, mode: "fanOut", distribution: "uniform" });
 * assertAlmostEquals(init(seeded(1), 50, 200).variance(), 2 / 200, 3e-4);
 * ```
 */
export function varianceScaling(
  options: {
    /** The variance times the fan, at least 0. */
    scale: number;
  } & ScalingOptions,
): Initializer {
  const name = "varianceScaling";
  const { scale, ...how } = readInitializerOptions(name, options, {
    scale: number({ least: 0 }),
    ...SCALING,
  });
  return scaled(name, scale, how);
}
