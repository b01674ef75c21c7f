import { kernel } from "../kernel/kernel.ts";
import { checkRng } from "../check/kinds.ts";
import { checkRejections } from "./draw.ts";
import type { Rng } from "./rng.ts";

/**
 * Draws of the standard normal distribution, mean 0 and variance 1, by the
 * polar method: a point uniform in the unit disc, at squared radius s, gives
 * two independent normals x sqrt(-2 ln(s) / s) and y sqrt(-2 ln(s) / s).
 *
 * The polar method needs no sine or cosine; its only transcendental function
 * is the logarithm.
 *
 * @param rng Where the uniforms come from. Each pair of draws takes two of them
 * 1.27 times on average.
 * @returns A function whose every call is a draw.
 * @throws {TypeError} if `rng` is no function; its draws throw a RangeError if `rng` gives
 * numbers of which no normal can be made, such as NaN, or 0 at each call.
 * @see Marsaglia and Bray (1964), "A convenient method for generating normal
 * variables", SIAM Review 6(3).
 *
 * @example
 * ```ts
 * import { seeded, standardNormal } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const draw = standardNormal(seeded("doc"));
 * let sum = 0;
 * for (let i = 0; i < 10_000; i++) sum += draw();
 * assertAlmostEquals(sum / 10_000, 0, 0.04);
 * ```
 */
export function standardNormal(rng: Rng): () => number {
  checkRng("draw standard normals", rng);
  let second = NaN;
  return () => {
    if (!Number.isNaN(second)) {
      const draw = second;
      second = NaN;
      return draw;
    }
    let x, y, s, rejected = 0;
    do {
      checkRejections("draw standard normals", rejected++);
      x = 2 * rng() - 1;
      y = 2 * rng() - 1;
      s = x * x + y * y;
    } while (!(s > 0 && s < 1));
    const scale = kernel.polarScaleOf(s);
    second = y * scale;
    return x * scale;
  };
}
