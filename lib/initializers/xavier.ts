import { readInitializerOptions } from "./_read_options.ts";
import type { Initializer } from "./initializer.ts";
import { scaled, SCALING, type ScalingOptions } from "./scaling.ts";

/**
 * Var(w_ij) = 1 / fanIn, as in the post and the book; with mode "fanAvg" it is
 * the paper's 2 / (fanIn + fanOut). The two agree where fanIn = fanOut.
 *
 * @param options Which fan, "fanIn" (the post) or "fanAvg" (the paper), and which distribution.
 * @throws {RangeError} if an option is none of its names.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see Glorot and Bengio (2010), "Understanding the difficulty of training deep
 * feedforward neural networks", equations 10, 12 and 16.
 *
 * @example
 * ```ts
 * import { seeded, xavier } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const post = xavier()(seeded(1), 784, 100);
 * const paper = xavier({ mode: "fanAvg" })(seeded(1), 784, 100);
 * assertAlmostEquals(post.standardDeviation(), Math.sqrt(1 / 784), 3e-4);
 * assertAlmostEquals(paper.standardDeviation(), Math.sqrt(2 / 884), 4e-4);
 * ```
 */
export function xavier(options: ScalingOptions = {}): Initializer {
  const how = readInitializerOptions("xavier", options, SCALING);
  return scaled("xavier", 1, how);
}
