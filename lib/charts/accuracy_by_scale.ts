import { groupBy } from "../check/group_by.ts";
import { readOptions, text } from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import type { Chart } from "./chart.ts";
import { labelFormat } from "./_digits.ts";
import { fraction } from "./_fraction.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { readRows } from "./_rows.ts";
import { SCALE_MARKS, type ScaleMarks, scaleMarks } from "./_scale_marks.ts";
import { distinct, drawnAsIs, seriesChannels } from "./_series.ts";
import { tooltip } from "./_tooltip.ts";
import { weightScale, weightScaleAxis } from "./_weight_scale.ts";
import { listText, numberText, plural, textsOf } from "./_words.ts";

const DOING = "draw accuracy by scale";

/** How well the networks of one weight scale ended, for {@linkcode accuracyByScale}. */
export interface ScaleRow {
  /** Standard deviation the weights were drawn with, above 0. */
  readonly std: number;
  /** Final accuracy, fraction in [0, 1]. */
  readonly accuracy: number;
  /** What it belongs to: "with batch normalization". */
  readonly series: string;
  /** Lower end of the band over seeds, fraction in [0, 1]. */
  readonly low?: number;
  /** Upper end of the band over seeds, fraction in [0, 1]. */
  readonly high?: number;
  /** What someone else published for it, fraction in [0, 1]. */
  readonly published?: number;
}

/** How {@linkcode accuracyByScale} draws. */
export interface AccuracyByScaleOptions {
  /** Named scales to mark, by name: { Xavier: 0.1 }. Default: none. */
  readonly marks?: Readonly<Record<string, number>>;
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Title of the horizontal axis. Default "standard deviation of the weights". */
  readonly xTitle?: string;
  /** Title of the vertical axis. Default "final training accuracy". */
  readonly yTitle?: string;
}

/**
 * Final accuracy against the weights' standard deviation, one line a series, with bands
 * over seeds and published values as hollow points where given; named scales are marked.
 *
 * @param rows one weight scale of one series each.
 * @param options marks, titles.
 * @throws {RangeError} for no row, a std or a mark not above 0, or a fraction outside [0, 1].
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { accuracyByScale } from "weightlab/charts";
 *
 * const chart = accuracyByScale([
 *   { std: 0.01, accuracy: 0.99, series: "with batch normalization" },
 *   { std: 1, accuracy: 0.38, series: "with batch normalization" },
 * ]);
 * assertMatch(chart.description, /best at std 0.01 with 0.99/);
 * ```
 */
export function accuracyByScale(
  rows: readonly ScaleRow[],
  options: AccuracyByScaleOptions = {},
): Chart {
  const { marks, title, xTitle, yTitle } = readOptions(DOING, options, {
    marks: SCALE_MARKS.or({}),
    title: text().optional,
    xTitle: text().optional,
    yTitle: text().or("final training accuracy"),
  });
  const scales = readRows(
    DOING,
    "rows",
    "row",
    rows,
    {
      series: text(),
      std: weightScale,
      accuracy: fraction,
      low: fraction.optional,
      high: fraction.optional,
      published: fraction.optional,
    },
    (field, { series, std }) =>
      field === "series" || field === "std"
        ? field
        : `${field} of ${series} at std ${std}`,
  );
  const stds = distinct(scales.map(({ std }) => std));
  const names = distinct(scales.map(({ series }) => series));
  const { color, strokeDash, colorOf, shapeOf } = seriesChannels(names);
  const published = scales.some((row) => row.published !== undefined);
  const bands = scales.some(({ low, high }) =>
    low !== undefined && high !== undefined
  );
  const notes = [
    ...(bands ? ["band: over seeds"] : []),
    ...(published ? ["hollow: published"] : []),
  ];
  const x = weightScaleAxis(
    stds,
    { nice: false, padding: 12 },
    { grid: true, title: xTitle },
  );
  const y = {
    type: "quantitative",
    scale: { domain: [0, 1] },
    axis: { title: yTitle, format: ".1f", grid: true, tickCount: 6 },
  };
  const onHover = tooltip({
    series: "series",
    std: [xTitle ?? "std of the weights", labelFormat(stds, 4)],
    accuracy: [yTitle, ".3f"],
    ...(published && { published: ["published", ".3f"] }),
  });
  const { rules, names: marked } = scaleMarks(marks, x);
  return makeChart(sentence(scales, stds, yTitle, marks), {
    data: {
      values: scales.map(({ std, accuracy, series, low, high, published }) => ({
        std,
        accuracy,
        series,
        // Bands and points keep out of the legend, which shows the lines.
        colour: colorOf(series),
        shape: shapeOf(series),
        ...(low !== undefined && { low }),
        ...(high !== undefined && { high }),
        ...(published !== undefined && { published }),
      })),
    },
    width: 560,
    height: 280,
    encoding: { x },
    // Bands and hollow points only where there are some: to a screen reader a layer
    // with nothing in it would be a picture without a name.
    layer: [
      ...rules,
      ...(bands
        ? [{
          transform: [{ filter: "isValid(datum.low) && isValid(datum.high)" }],
          mark: { type: "area", opacity: 0.2 },
          encoding: {
            y: { ...y, field: "low" },
            y2: { field: "high" },
            fill: drawnAsIs("colour"),
          },
        }]
        : []),
      {
        mark: { type: "line" },
        encoding: { y: { ...y, field: "accuracy" }, color, strokeDash },
      },
      {
        mark: { type: "point", filled: true, size: 36, opacity: 1 },
        encoding: {
          y: { ...y, field: "accuracy" },
          fill: drawnAsIs("colour"),
          shape: drawnAsIs("shape"),
          tooltip: onHover,
        },
      },
      ...(published
        ? [{
          transform: [{ filter: "isValid(datum.published)" }],
          mark: {
            type: "point",
            filled: false,
            size: 110,
            strokeWidth: 1.5,
            opacity: 1,
          },
          encoding: {
            y: { ...y, field: "published" },
            stroke: drawnAsIs("colour"),
            shape: drawnAsIs("shape"),
            tooltip: onHover,
          },
        }]
        : []),
      ...marked,
    ],
    ...(notes.length > 0 && { title: key(notes) }),
  }, title);
}

function sentence(
  rows: readonly ScaleRow[],
  stds: readonly number[],
  yTitle: string,
  marks: ScaleMarks,
): string {
  const stdText = textsOf(stds);
  const parts = [...groupBy(rows, ({ series }) => series)].map(
    ([name, own]) => {
      const best = own.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
      const worst = own.reduce((a, b) => (b.accuracy < a.accuracy ? b : a));
      return `${name} is best at std ${stdText(best.std)} with ${
        numberText(best.accuracy)
      } and worst at std ${stdText(worst.std)} with ${
        numberText(worst.accuracy)
      }`;
    },
  );
  const gaps = rows.flatMap(({ accuracy, published }) =>
    published === undefined ? [] : [Math.abs(accuracy - published)]
  );
  const [low, high] = extent(stds);
  const marked = Object.entries(marks).map(([name, std]) =>
    `${name} at ${numberText(std)}`
  );
  return `${yTitle.slice(0, 1).toUpperCase()}${yTitle.slice(1)} for ${
    plural(stds.length, "weight scale")
  } from ${stdText(low)} to ${stdText(high)}: ${parts.join("; ")}` +
    (gaps.length === 0
      ? ""
      : `; published values differ by at most ${
        numberText(largest(gaps), 2)
      }`) +
    (marked.length === 0 ? "." : `; marked: ${listText(marked)}.`);
}
