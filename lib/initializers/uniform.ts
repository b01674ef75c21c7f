import { checkRng } from "../check/kinds.ts";
import { number } from "../check/options.ts";
import { drawUnit } from "../random/draw.ts";
import { readInitializerOptions } from "./_read_options.ts";
import { fill } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * w_ij ~ U[-limit, limit), variance limit^2 / 3.
 *
 * @param options The limit.
 * @throws {RangeError} if the limit is below 0 or not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @example
 * ```ts
 * import { largestDifference, seeded, uniform } from "weightlab";
 * import { assertLessOrEqual } from "@std/assert";
 *
 * const w = uniform({ limit: 0.1 })(seeded(1), 100, 100);
 * assertLessOrEqual(largestDifference(w, 0), 0.1);
 * ```
 */
export function uniform(options: {
  /** At least 0. */
  limit: number;
}): Initializer {
  const { limit } = readInitializerOptions("uniform", options, {
    limit: number({ least: 0 }),
  });
  return (rng, fanIn, fanOut) => {
    const drawing = "draw uniform weights";
    checkRng(drawing, rng);
    const draw = () => limit * (2 * drawUnit(drawing, rng) - 1);
    return fill("uniform", fanIn, fanOut, draw);
  };
}
