import { number } from "../check/options.ts";
import { checkRejections } from "../random/draw.ts";
import { standardNormal } from "../random/standard_normal.ts";
import { readInitializerOptions } from "./_read_options.ts";
import { fill } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * The standard deviation of N(0, 1) cut off at two sigma on either side:
 * sqrt(1 - 4 phi(2) / (2 Phi(2) - 1)), phi and Phi the normal density and
 * distribution function.
 */
const STD_WITHIN_TWO_SIGMA = 0.87962566103423978;

/**
 * w_ij ~ N(0, s^2) redrawn until it lies within 2 s of 0, where
 * s = std / .8796 makes up for what the cut takes away: the weights have
 * standard deviation `std`, and none is beyond 2.2737 std.
 *
 * @param options The standard deviation.
 * @throws {RangeError} if std is below 0 or not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @example
 * ```ts
 * import { largestDifference, seeded, truncatedNormal } from "weightlab";
 * import { assertAlmostEquals, assertLess } from "@std/assert";
 *
 * const w = truncatedNormal({ std: 1 })(seeded(1), 100, 100);
 * assertAlmostEquals(w.standardDeviation(), 1, 0.02);
 * assertLess(largestDifference(w, 0), 2.2738);
 * ```
 */
export function truncatedNormal(options: {
  /**
   * The standard deviation that the weights have, at least 0. (TensorFlow's and Keras's plain
   * `TruncatedNormal` name by `stddev` what is s here; their variance scaling corrects for it
   * as this does.)
   */
  std: number;
}): Initializer {
  const { std } = readInitializerOptions("truncatedNormal", options, {
    std: number({ least: 0 }),
  });
  const s = std / STD_WITHIN_TWO_SIGMA;
  return (rng, fanIn, fanOut) => {
    const draw = standardNormal(rng);
    return fill("truncatedNormal", fanIn, fanOut, () => {
      let z = draw();
      for (let rejected = 1; Math.abs(z) > 2; rejected++) {
        checkRejections("draw truncatedNormal weights", rejected);
        z = draw();
      }
      return s * z;
    });
  };
}
