import { checkNumber } from "../matrix/check.ts";
import { checkFans } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";
import { normal } from "./normal.ts";
import { truncatedNormal } from "./truncated_normal.ts";
import { uniform } from "./uniform.ts";

/**
 * The fan that a weight's variance is divided by: the units that come in, those
 * that go out, or the mean of both.
 */
export type FanMode = "fanIn" | "fanOut" | "fanAvg";

/** The shape of the distribution that weights are drawn from. */
export type Distribution = "normal" | "truncatedNormal" | "uniform";

/** Which fan and which distribution; every initializer has its own defaults. */
export interface ScalingOptions {
  /** The fan n that the variance is divided by. */
  readonly mode?: FanMode;
  /** The distribution's shape; its variance is the same for each. */
  readonly distribution?: Distribution;
}

const FANS: Record<FanMode, (fanIn: number, fanOut: number) => number> = {
  fanIn: (fanIn) => fanIn,
  fanOut: (_, fanOut) => fanOut,
  fanAvg: (fanIn, fanOut) => (fanIn + fanOut) / 2,
};

const DISTRIBUTIONS: Record<Distribution, (variance: number) => Initializer> = {
  normal: (variance) => normal({ std: Math.sqrt(variance) }),
  truncatedNormal: (variance) => truncatedNormal({ std: Math.sqrt(variance) }),
  uniform: (variance) => uniform({ limit: Math.sqrt(3 * variance) }),
};

/**
 * Var(w_ij) = scale / n, with n one of the fans: the formula behind `xavier`
 * (scale 1), `lecun` (1) and `he` (2).
 *
 * @param options `scale`: at least 0; `mode`: "fanIn" unless given;
 * `distribution`: "normal" unless given.
 * @throws {RangeError} if the scale is below 0 or not finite, or a mode or
 * distribution is none of those above.
 *
 * @example
 * ```ts
 * import { seeded, varianceScaling } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const init = varianceScaling({ scale: 2, mode: "fanOut", distribution: "uniform" });
 * assertAlmostEquals(init(seeded(1), 50, 200).variance(), 2 / 200, 3e-4);
 * ```
 */
export function varianceScaling(
  { scale, mode = "fanIn", distribution = "normal" }:
    & { scale: number }
    & ScalingOptions,
): Initializer {
  checkNumber("make varianceScaling", "scale", scale, { least: 0 });
  checkOneOf("mode", mode, FANS);
  checkOneOf("distribution", distribution, DISTRIBUTIONS);
  return (rng, fanIn, fanOut) => {
    checkFans("varianceScaling", fanIn, fanOut);
    const variance = scale / FANS[mode](fanIn, fanOut);
    return DISTRIBUTIONS[distribution](variance)(rng, fanIn, fanOut);
  };
}

function checkOneOf(name: string, value: string, known: object): void {
  if (!Object.hasOwn(known, value)) {
    throw new RangeError(
      `Cannot make varianceScaling: ${name} must be one of ${
        Object.keys(known).join(", ")
      }, got ${value}`,
    );
  }
}
