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
 * @param axis Whether there are lines of a grid; its title, where that is not the usual.
 */
export function weightScaleAxis(
  stds: readonly number[],
  scale: { readonly [key: string]: Json },
  { grid, title = "standard deviation of the weights" }: {
    grid?: boolean;
    title?: string;
  } = {},
): { readonly [key: string]: Json } {
  return {
    field: "std",
    type: "quantitative",
    scale: { type: "log", ...scale },
    axis: {
      title,
      ...logAxis(stds),
      ...(grid && { grid }),
    },
  };
}
