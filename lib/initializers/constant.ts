import { number } from "../check/options.ts";
import { readInitializerOptions } from "./_read_options.ts";
import { fill } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * w_ij = value, for every weight. All units of a layer then start equal, get
 * equal gradients, and stay equal.
 *
 * @param options The value.
 * @throws {RangeError} if the value is not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @example
 * ```ts
 * import { constant, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const w = constant({ value: 0.5 })(seeded(1), 2, 2);
 * assertEquals(w.to2DArray(), [[0.5, 0.5], [0.5, 0.5]]);
 * ```
 */
export function constant(options: {
  /** Any finite number. */
  value: number;
}): Initializer {
  const { value } = readInitializerOptions("constant", options, {
    value: number(),
  });
  return (_, fanIn, fanOut) => fill("constant", fanIn, fanOut, () => value);
}

/**
 * w_ij = 0, the start that teaches nothing.
 *
 * @example
 * ```ts
 * import { seeded, zeros } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(zeros()(seeded(1), 1, 2).to2DArray(), [[0, 0]]);
 * ```
 */
export function zeros(): Initializer {
  return (_, fanIn, fanOut) => fill("zeros", fanIn, fanOut, () => 0);
}

/**
 * w_ij = 1, as batch normalization's gamma starts; as weights they keep all units of
 * a layer equal, like any constant.
 *
 * @example
 * ```ts
 * import { ones, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ones()(seeded(1), 1, 2).to2DArray(), [[1, 1]]);
 * ```
 */
export function ones(): Initializer {
  return (_, fanIn, fanOut) => fill("ones", fanIn, fanOut, () => 1);
}
