import { oneOf } from "../check/options.ts";
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

/** Which fan and which distribution. */
export interface ScalingOptions {
  /** The fan n that the variance is divided by. Default: "fanIn". */
  readonly mode?: FanMode;
  /** The distribution's shape; its variance is the same for each. Default: "normal". */
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

/** What `ScalingOptions` must be. */
export const SCALING = {
  mode: oneOf(Object.keys(FANS) as FanMode[]).or("fanIn"),
  distribution: oneOf(Object.keys(DISTRIBUTIONS) as Distribution[])
    .or("normal"),
};

/**
 * Var(w_ij) = scale / n: what `varianceScaling` and its children have in common, each
 * under its own name in messages.
 *
 * @param name The initializer's name.
 * @param scale At least 0.
 * @param how Which fan and which distribution.
 */
export function scaled(
  name: string,
  scale: number,
  { mode, distribution }: Required<ScalingOptions>,
): Initializer {
  return (rng, fanIn, fanOut) => {
    checkFans(name, fanIn, fanOut);
    const variance = scale / FANS[mode](fanIn, fanOut);
    return DISTRIBUTIONS[distribution](variance)(rng, fanIn, fanOut);
  };
}
