import { groupBy } from "../check/group_by.ts";
import { boolean, kind, readOptions, text } from "../check/options.ts";
import type { Chart } from "./chart.ts";
import { labelFormat, valueFormat } from "./_digits.ts";
import { checkFinite } from "./_finite.ts";
import { gapText } from "./_gaps.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { readRows } from "./_rows.ts";
import { distinct, seriesChannels } from "./_series.ts";
import { checkAboveZero, logAxis, logTickAxis } from "./_ticks.ts";
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
  /** Whether the horizontal axis is logarithmic; layers must then be above 0. */
  readonly logX?: boolean;
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Title of the horizontal axis. Default "layer". */
  readonly xTitle?: string;
}

/**
 * A number by layer: measured values as points, theory as a dashed line in the colour
 * of its series. A value that is NaN or infinite is a gap, which the description names.
 *
 * @param rows one value of one layer of one series each.
 * @param options titles, logarithmic axis.
 * @throws {RangeError} for no row, none with a finite value, a layer or interval that is not
 * finite, or what is not above 0 on a logarithmic axis.
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
  const { yTitle, logY, logX, title, xTitle } = readOptions(DOING, options, {
    yTitle: text(),
    logY: boolean().or(false),
    logX: boolean().or(false),
    title: text().optional,
    xTitle: text().or("layer"),
  });
  const read = readLayers(rows, logY);
  const points = read.filter(({ value }) => Number.isFinite(value));
  const names = distinct(read.map(({ series }) => series));
  const layers = distinct(read.map(({ layer }) => layer)).sort((a, b) => a - b);
  if (logX) checkAboveZero(DOING, xTitle, layers);
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
  return makeChart(sentence(read, layers, yTitle, xTitle), {
    data: {
      values: read.map((row) => ({
        layer: row.layer,
        // A gap, where a line ends and begins anew.
        value: Number.isFinite(row.value) ? row.value : null,
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
        scale: logX ? { type: "log", nice: false, padding: 12 } : {
          domain: [layers[0] - 0.3, layers.at(-1)! + 0.3],
          nice: false,
          zero: false,
        },
        axis: {
          title: xTitle,
          ...(logX ? logAxis(layers) : {
            format: layers.every(Number.isInteger)
              ? "d"
              : labelFormat(layers, 4),
            ...(layers.length <= 20 ? { values: layers } : { tickCount: 10 }),
          }),
        },
      },
      y: {
        type: "quantitative",
        scale: logY ? { type: "log" } : { zero: true },
        axis: {
          title: yTitle,
          grid: true,
          ...(logY
            ? logTickAxis(
              points.flatMap((
                { value, low = value, high = value },
              ) => [value, low, high]),
            )
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
          transform: [{
            filter: points.length < read.length
              ? "datum.kind === 'measured' && isValid(datum.value)"
              : "datum.kind === 'measured'",
          }],
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
  }, title);
}

/** A number that must be finite, of a row that says where it stands. */
const finite = kind((doing, name, value, row) => {
  if (!Number.isFinite(value)) {
    const { layer } = row as LayerRow;
    checkFinite(doing, name, [value], () => `at layer ${layer}`);
  }
  return value as number;
});

/** The value of a row: what is NaN or infinite is a gap. */
const valueOrGap = kind((doing, name, value, row) =>
  typeof value === "number" ? value : finite.read(doing, name, value, row)
);

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
      value: valueOrGap,
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
  const kindOfLine = ({ series, theory = false }: LayerRow) =>
    `${theory ? "theory of " : ""}${series}`;
  for (const [name, line] of Map.groupBy(read, kindOfLine)) {
    if (line.some(({ value }) => Number.isFinite(value))) continue;
    throw new RangeError(
      `Cannot ${DOING}: ${name} must have at least one finite value, got none`,
    );
  }
  const lowest = ({ value, low = value }: LayerRow) => Math.min(value, low);
  const bad = logY
    ? read.find((row) => Number.isFinite(row.value) && !(lowest(row) > 0))
    : undefined;
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
    if (own.length === 0) return undefined;
    const values = own.map(({ value }) => value);
    const drawn = values.filter(Number.isFinite);
    const gaps = [...values.keys()].filter((i) => !Number.isFinite(values[i]));
    const ends = `${numberText(drawn[0])} to ${numberText(drawn.at(-1)!)}`;
    return gaps.length === 0
      ? ends
      : `${ends}, gaps at ${gapText(gaps, (i) => own[i].layer)}`;
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
