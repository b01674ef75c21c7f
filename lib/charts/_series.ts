import type { Json } from "./chart.ts";
import { SERIES_COLOURS, SERIES_DASHES, SERIES_SHAPES } from "./theme.ts";

type Channel = { readonly [key: string]: Json };

/** Channels that tell series apart; given the same names they share a legend. */
export interface SeriesChannels {
  readonly color: Channel;
  readonly strokeDash: Channel;
  readonly shape: Channel;
}

/**
 * One colour, dash and shape a series, in the order of the names.
 *
 * After the fifth series the colours start again while dashes and shapes are one
 * step on, so that 25 series have different pairs.
 */
export function seriesChannels(
  names: readonly string[],
  { field = "series", symbol = "line" }: {
    field?: string;
    symbol?: "line" | "point";
  } = {},
): SeriesChannels {
  // A line's symbol must be long enough to show its dash.
  const legend = {
    title: null,
    symbolSize: symbol === "line" ? 700 : 90,
    columns: names.length > 4 ? 4 : 0,
  };
  const channel = (range: readonly Json[]): Channel => ({
    field,
    type: "nominal",
    scale: { domain: names, range },
    legend,
  });
  const pick = <T>(all: readonly T[], shift: number): T[] =>
    names.map((_, i) =>
      all[(i + shift * Math.floor(i / all.length)) % all.length]
    );
  return {
    color: channel(pick(SERIES_COLOURS, 0)),
    strokeDash: channel(pick(SERIES_DASHES, 1)),
    shape: channel(pick(SERIES_SHAPES, 1)),
  };
}

/** The different values, in the order in which they first occur. */
export function distinct<T>(values: Iterable<T>): T[] {
  return [...new Set(values)];
}
