import { number } from "../check/options.ts";
import { standardNormal } from "../random/standard_normal.ts";
import { readInitializerOptions } from "./_read_options.ts";
import { fill } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * w_ij ~ N(mean, std^2).
 *
 * @param options The distribution.
 * @throws {RangeError} if std is below 0 or either is not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @example
 * ```ts
 * import { normal, seeded } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = normal({ std: 0.01 })(seeded(1), 100, 100);
 * assertAlmostEquals(w.standardDeviation(), 0.01, 2e-4);
 * ```
 */
export function normal(
  options: {
    /** The standard deviation, at least 0. */
    std: number;
    /** Default: 0. */
    mean?: number;
  },
): Initializer {
  const { std, mean } = readInitializerOptions("normal", options, {
    std: number({ least: 0 }),
    mean: number().or(0),
  });
  return (rng, fanIn, fanOut) => {
    const draw = standardNormal(rng);
    return fill("normal", fanIn, fanOut, () => mean + std * draw());
  };
}
