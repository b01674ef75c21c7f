import { checkRng } from "../check/kinds.ts";
import { checked } from "../check/options.ts";

/**
 * A source of randomness: each call gives the next number, uniform in [0, 1).
 * Every random thing in the library takes one as an argument.
 *
 * @example
 * ```ts
 * import { type Rng, seeded } from "weightlab";
 * import { assert } from "@std/assert";
 *
 * const rng: Rng = seeded(1);
 * const u = rng();
 * assert(0 <= u && u < 1);
 * ```
 */
export type Rng = () => number;

/** The option `rng`. */
export const RNG = checked<Rng>((doing, _, rng) => checkRng(doing, rng));
