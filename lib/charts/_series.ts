import type { Json } from "./chart.ts";
import { SERIES_COLOURS, SERIES_DASHES, SERIES_SHAPES } from "./theme.ts";

type Channel = { readonly [key: string]: Json };

/** Channels that tell series apart; given the same names they share a legend. */
export interface SeriesChannels {
  readonly color: Channel;
  readonly strokeDash: Channel;
  readonly shape: Channel;
  /** The colour of a row's series, for marks that keep out of the legend. */
  readonly colorOf: (name: string) => string;
  /** The shape of a row's series, for marks that keep out of the legend. */
  readonly shapeOf: (name: string) => string;
}

/**
 * A channel that tells names apart.
 *
 * @param field The field that holds a row's name.
 * @param names All of them.
 * @param range What stands for each.
 * @param legend The legend, or null for none.
 */
export function channelOf(
  field: string,
  names: readonly string[],
  range: readonly Json[],
  legend: Json,
): Channel {
  return { field, type: "nominal", scale: { domain: names, range }, legend };
}

/** A channel whose rows hold what to draw, with no scale and so no legend. */
export function drawnAsIs(field: string): Channel {
  return { field, type: "nominal", scale: null };
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
  const channel = (range: readonly Json[]) =>
    channelOf(field, names, range, legend);
  const pick = <T>(all: readonly T[], shift: number): T[] =>
    names.map((_, i) =>
      all[(i + shift * Math.floor(i / all.length)) % all.length]
    );
  const colours = pick(SERIES_COLOURS, 0);
  const shapes = pick(SERIES_SHAPES, 1);
  const places = new Map(names.map((name, i) => [name, i]));
  return {
    color: channel(colours),
    strokeDash: channel(pick(SERIES_DASHES, 1)),
    shape: channel(shapes),
    colorOf: (name) => colours[places.get(name)!],
    shapeOf: (name) => shapes[places.get(name)!],
  };
}

/** The different values, in the order in which they first occur. */
export function distinct<T>(values: Iterable<T>): T[] {
  return [...new Set(values)];
}
