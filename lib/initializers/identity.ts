import { number } from "../check/options.ts";
import { Matrix } from "../storage/matrix.ts";
import { readInitializerOptions } from "./_read_options.ts";
import { checkFans } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * w_ij = gain where i = j, else 0: each unit passes one input on. Where the fans
 * differ, the main diagonal is as long as the shorter: units beyond fanIn get
 * nothing, inputs beyond fanOut are dropped. Draws no numbers.
 *
 * @param options The gain.
 * @throws {RangeError} if the gain is not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see Le, Jaitly and Hinton (2015), "A simple way to initialize recurrent networks
 * of rectified linear units", "The initialization trick".
 *
 * @example
 * ```ts
 * import { identity, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const w = identity()(seeded(1), 2, 3);
 * assertEquals(w.to2DArray(), [[1, 0, 0], [0, 1, 0]]);
 * ```
 */
export function identity(options: {
  /** Any finite number. Default: 1. */
  gain?: number;
} = {}): Initializer {
  const { gain } = readInitializerOptions("identity", options, {
    gain: number().or(1),
  });
  return (_, fanIn, fanOut) => {
    checkFans("identity", fanIn, fanOut);
    return Matrix.eye(fanIn, fanOut, gain);
  };
}
