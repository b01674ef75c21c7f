import { groupBy } from "../check/group_by.ts";
import { boolean, kind, readOptions, text } from "../check/options.ts";
import type { Chart } from "./chart.ts";
import { labelFormat, valueFormat } from "./_digits.ts";
import { checkFinite } from "./_finite.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { readRows } from "./_rows.ts";
import { distinct, seriesChannels } from "./_series.ts";
import { logTicks } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { numberText, textsOf } from "./_words.ts";

const DOING = "draw a layer profile";

/** One value of one layer, for {@linkcode layerProfile}. */
export interface LayerRow {
  /** The layer, from 1. */
  readonly layer: number;
  /** What was measured or predicted there, in the unit of the axis. */
  readonly value: number;
  /** What it belongs to: "sigmoid, std 1". */
  readonly series: string;
  /** Whether it is predicted: drawn as a dashed line, not as points. */
  readonly theory?: boolean;
  /** Lower end of an interval around the value. */
  readonly low?: number;
  /** Upper end of an interval around the value. */
  readonly high?: number;
}

/** How {@linkcode layerProfile} draws. */
export interface LayerProfileOptions {
  /** Title of the vertical axis, with its unit. */
  readonly yTitle: string;
  /** Whether the vertical axis is logarithmic; values must then be above 0. */
  readonly logY?: boolean;
  /** Title of the horizontal axis. Default "layer". */
  readonly xTitle?: string;
}

/**
 * A number by layer: measured values as points, theory as a dashed line in the colour
 * of its series.
 *
 * @param rows one value of one layer of one series each.
 * @param options titles, logarithmic axis.
 * @throws {RangeError} for no row, a value that is not finite, or one not above 0 on a
 * logarithmic axis.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { layerProfile } from "weightlab/charts";
 *
 * const chart = layerProfile([
 *   { layer: 1, value: 0.46, series: "sigmoid" },
 *   { layer: 2, value: 0.33, series: "sigmoid" },
 * ], { yTitle: "standard deviation" });
 * assertMatch(chart.description, /sigmoid goes from 0.46 to 0.33/);
 * ```
 */
export function layerProfile(
  rows: readonly LayerRow[],
  options: LayerProfileOptions,
): Chart {
  const { yTitle, logY, xTitle } = readOptions(DOING, options, {
    yTitle: text(),
    logY: boolean().or(false),
    xTitle: text().or("layer"),
  });
  const points = readLayers(rows, logY);
  const names = distinct(points.map(({ series }) => series));
  const layers = distinct(points.map(({ layer }) => layer)).sort((a, b) =>
    a - b
  );
  const { color, shape } = seriesChannels(names, { symbol: "point" });
  const theory = points.some((row) => row.theory);
  const measured = points.some((row) => !row.theory);
  const intervals = points.some(({ low, high }) =>
    low !== undefined && high !== undefined
  );
  const onHover = tooltip({
    series: "series",
    kind: "kind",
    layer: xTitle,
    value: [yTitle, valueFormat(points.map(({ value }) => value), 4)],
  });
  return makeChart(sentence(points, layers, yTitle, xTitle), {
    data: {
      values: points.map((row) => ({
        layer: row.layer,
        value: row.value,
        series: row.series,
        kind: row.theory ? "theory" : "measured",
        ...(row.low !== undefined && { low: row.low }),
        ...(row.high !== undefined && { high: row.high }),
      })),
    },
    width: 440,
    height: 260,
    encoding: {
      x: {
        field: "layer",
        type: "quantitative",
        scale: {
          domain: [layers[0] - 0.3, layers.at(-1)! + 0.3],
          nice: false,
          zero: false,
        },
        axis: {
          title: xTitle,
          format: layers.every(Number.isInteger) ? "d" : labelFormat(layers, 4),
          ...(layers.length <= 20 ? { values: layers } : { tickCount: 10 }),
        },
      },
      y: {
        type: "quantitative",
        scale: logY ? { type: "log" } : { zero: true },
        axis: {
          title: yTitle,
          grid: true,
          ...(logY
            ? { format: "~g", values: logTicks(points.map((r) => r.value)) }
            : { tickCount: 6 }),
        },
      },
      color,
    },
    // Only layers that have something to draw: to a screen reader an empty one would
    // be a picture without a name.
    layer: [
      ...(intervals
        ? [{
          transform: [{ filter: "isValid(datum.low) && isValid(datum.high)" }],
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { y: { field: "low" }, y2: { field: "high" } },
        }]
        : []),
      // The measured values' line only leads the eye; where there is theory to
      // compare with, it would be in the way.
      ...(measured && !theory
        ? [{
          mark: { type: "line", strokeWidth: 1, tooltip: null },
          encoding: { y: { field: "value" } },
        }]
        : []),
      ...(theory
        ? [{
          transform: [{ filter: "datum.kind === 'theory'" }],
          mark: { type: "line", strokeWidth: 1.5, strokeDash: [5, 3] },
          encoding: { y: { field: "value" }, tooltip: onHover },
        }]
        : []),
      ...(measured
        ? [{
          transform: [{ filter: "datum.kind === 'measured'" }],
          mark: { type: "point", filled: true, size: 70, opacity: 1 },
          encoding: { y: { field: "value" }, shape, tooltip: onHover },
        }]
        : []),
    ],
    ...(theory && {
      title: key(["points: measured", "dashed: theory"], {
        orient: "top",
        frame: "group",
      }),
    }),
  });
}

/** A number that must be finite, of a row that says where it stands. */
const finite = kind((doing, name, value, row) => {
  if (!Number.isFinite(value)) {
    const { layer } = row as LayerRow;
    checkFinite(doing, name, [value], () => `at layer ${layer}`);
  }
  return value as number;
});

function readLayers(rows: readonly LayerRow[], logY: boolean): LayerRow[] {
  const read = readRows(
    DOING,
    "rows",
    "row",
    rows,
    {
      series: text(),
      theory: boolean().optional,
      layer: finite,
      value: finite,
      low: finite.optional,
      high: finite.optional,
    },
    (field, { series, layer }) =>
      field === "series"
        ? field
        : field === "theory"
        ? `theory of ${series} at layer ${layer}`
        : series,
  );
  const lowest = ({ value, low = value }: LayerRow) => Math.min(value, low);
  const bad = logY ? read.find((row) => !(lowest(row) > 0)) : undefined;
  if (bad !== undefined) {
    throw new RangeError(
      `Cannot ${DOING} on a logarithmic axis: values must be above 0, ` +
        `got ${lowest(bad)} at layer ${bad.layer} of ${bad.series}`,
    );
  }
  return read;
}

function sentence(
  rows: readonly LayerRow[],
  layers: readonly number[],
  yTitle: string,
  xTitle: string,
): string {
  const ends = (all: readonly LayerRow[], theory: boolean) => {
    const own = all.filter((row) => (row.theory ?? false) === theory)
      .sort((a, b) => a.layer - b.layer);
    return own.length === 0
      ? undefined
      : `${numberText(own[0].value)} to ${numberText(own.at(-1)!.value)}`;
  };
  const at = textsOf(layers, 6);
  return `${yTitle} by ${xTitle}, ${at(layers[0])} to ${at(layers.at(-1)!)}: ` +
    [...groupBy(rows, ({ series }) => series)].map(([name, own]) => {
      const [measured, theory] = [ends(own, false), ends(own, true)];
      return measured === undefined
        ? `theory for ${name} goes from ${theory}`
        : `${name} goes from ${measured}` +
          (theory === undefined ? "" : ` (theory ${theory})`);
    }).join("; ") +
    ".";
}
