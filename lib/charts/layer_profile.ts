import { checkBoolean, checkText } from "../check/kinds.ts";
import { checkOptions } from "../check/options.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Chart, Json } from "./chart.ts";
import { checkRows } from "./_check_rows.ts";
import { digitsToDiffer, labelFormat, valueFormat } from "./_digits.ts";
import { makeChart } from "./_make_chart.ts";
import { logTicks } from "./_ticks.ts";
import { distinct, seriesChannels } from "./_series.ts";
import { numberText } from "./_words.ts";

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
  const doing = "draw a layer profile";
  checkOptions(doing, options, ["yTitle", "logY", "xTitle"]);
  const { yTitle, logY = false, xTitle = "layer" } = options;
  checkText(doing, "yTitle", yTitle);
  checkText(doing, "xTitle", xTitle);
  checkBoolean(doing, "logY", logY);
  checkLayers(doing, rows, logY);
  const names = distinct(rows.map(({ series }) => series));
  const layers = distinct(rows.map(({ layer }) => layer)).sort((a, b) => a - b);
  const { color, shape } = seriesChannels(names, { symbol: "point" });
  const theory = rows.some((row) => row.theory);
  const measured = rows.some((row) => !row.theory);
  const intervals = rows.some(({ low, high }) =>
    low !== undefined && high !== undefined
  );
  const tooltip: Json = [
    { field: "series", title: "series" },
    { field: "kind", title: "kind" },
    { field: "layer", title: xTitle },
    {
      field: "value",
      title: yTitle,
      format: valueFormat(rows.map(({ value }) => value), 4),
    },
  ];
  return makeChart(sentence(rows, layers, yTitle, xTitle), {
    data: {
      values: rows.map((row) => ({
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
            ? { format: "~g", values: logTicks(rows.map((r) => r.value)) }
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
          encoding: { y: { field: "value" }, tooltip },
        }]
        : []),
      ...(measured
        ? [{
          transform: [{ filter: "datum.kind === 'measured'" }],
          mark: { type: "point", filled: true, size: 70, opacity: 1 },
          encoding: { y: { field: "value" }, shape, tooltip },
        }]
        : []),
    ],
    ...(theory && {
      title: {
        text: "points: measured  ·  dashed: theory",
        anchor: "start",
        orient: "top",
        frame: "group",
        offset: 6,
      },
    }),
  });
}

function checkLayers(
  doing: string,
  rows: readonly LayerRow[],
  logY: boolean,
): void {
  checkRows(doing, "rows", "row", rows);
  for (const { layer, value, series, theory = false, low, high } of rows) {
    checkText(doing, "series", series);
    checkBoolean(doing, `theory of ${series} at layer ${layer}`, theory);
    const ends = [low, high].filter((end) => end !== undefined);
    for (const number of [layer, value, ...ends]) {
      if (!Number.isFinite(number)) {
        throw new RangeError(
          `Cannot ${doing}: ${series} must be finite, ` +
            `got ${kindOf(number)} at layer ${layer}`,
        );
      }
    }
    if (logY && !(value > 0 && (low ?? value) > 0)) {
      throw new RangeError(
        `Cannot ${doing} on a logarithmic axis: values must be above 0, ` +
          `got ${Math.min(value, low ?? value)} at layer ${layer} of ${series}`,
      );
    }
  }
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
  const digits = digitsToDiffer(layers, 6);
  const [first, last] = [layers[0], layers.at(-1)!]
    .map((layer) => numberText(layer, digits));
  return `${yTitle} by ${xTitle}, ${first} to ${last}: ` +
    [...Map.groupBy(rows, ({ series }) => series)].map(([name, own]) => {
      const [measured, theory] = [ends(own, false), ends(own, true)];
      return measured === undefined
        ? `theory for ${name} goes from ${theory}`
        : `${name} goes from ${measured}` +
          (theory === undefined ? "" : ` (theory ${theory})`);
    }).join("; ") +
    ".";
}
