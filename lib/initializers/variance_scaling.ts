import type { Initializer } from "./initializer.ts";
import { scaled, type ScalingOptions } from "./scaling.ts";

/**
 * Var(w_ij) = scale / n, with n one of the fans: the formula behind `xavier`
 * (scale 1), `lecun` (1) and `he` (2).
 *
 * @param options `scale`: at least 0; `mode`: "fanIn" unless given;
 * `distribution`: "normal" unless given.
 * @throws {RangeError} if the scale is below 0 or not finite, or a mode or
 * distribution is none of its names.
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
  { scale, ...options }: { scale: number } & ScalingOptions,
): Initializer {
  return scaled("varianceScaling", scale, options);
}
