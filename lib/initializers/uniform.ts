import { checkNumber } from "../matrix/check.ts";
import { fill } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * w_ij ~ U[-limit, limit), variance limit^2 / 3.
 *
 * @param options `limit`: at least 0.
 * @throws {RangeError} if the limit is below 0 or not finite.
 *
 * @example
 * ```ts
 * import { seeded, uniform } from "weightlab";
 * import { assertLessOrEqual } from "@std/assert";
 *
 * const w = uniform({ limit: 0.1 })(seeded(1), 100, 100);
 * assertLessOrEqual(w.max(), 0.1);
 * ```
 */
export function uniform({ limit }: { limit: number }): Initializer {
  checkNumber("make uniform", "limit", limit, { least: 0 });
  return (rng, fanIn, fanOut) =>
    fill("uniform", fanIn, fanOut, () => limit * (2 * rng() - 1));
}
