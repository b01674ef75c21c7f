import { functionOf } from "../check/options.ts";
import type { Matrix } from "../storage/matrix.ts";
import type { Rng } from "../random/rng.ts";

/**
 * Draws the weights of one layer: W, fanIn x fanOut.
 *
 * Initializers are functions made by functions: `he()` is an initializer, and
 * `he()(rng, 784, 100)` are weights. An initializer remembers nothing; the same
 * generator state gives the same weights.
 *
 * @param rng Where the draws come from.
 * @param fanIn Units that come in, the rows of W.
 * @param fanOut Units that go out, the columns of W.
 *
 * @example
 * ```ts
 * import { type Initializer, randn } from "weightlab";
 * import { seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const halfNormal: Initializer = (rng, fanIn, fanOut) =>
 *   randn(rng, fanIn, fanOut).abs();
 * assertEquals(halfNormal(seeded(1), 2, 3).columns, 3);
 * ```
 */
export type Initializer = (rng: Rng, fanIn: number, fanOut: number) => Matrix;

/** An option that is an initializer. */
export const INITIALIZER = functionOf<Initializer>("such as he() gives");
