import type { Kind } from "../check/options.ts";
import { aboveZero } from "./_above_zero.ts";
import type { Json } from "./chart.ts";
import { logAxis } from "./_ticks.ts";

/** What the two kinds of network are called in figures and legends. */
export const WITH = "with batch normalization", WITHOUT = "without";

/** The standard deviation of a network's weights, which an axis is logarithmic in. */
export const weightScale: Kind<number> = aboveZero(
  "above 0, for a logarithmic axis",
);

/**
 * The horizontal axis of weight scales.
 *
 * @param stds The scales.
 * @param scale Where the axis ends.
 * @param grid Whether there are lines of a grid.
 */
export function weightScaleAxis(
  stds: readonly number[],
  scale: { readonly [key: string]: Json },
  grid?: true,
): { readonly [key: string]: Json } {
  return {
    field: "std",
    type: "quantitative",
    scale: { type: "log", ...scale },
    axis: {
      title: "standard deviation of the weights",
      ...logAxis(stds),
      ...(grid && { grid }),
    },
  };
}
