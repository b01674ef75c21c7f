import { checkText } from "../check/kinds.ts";
import { checkOptions } from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Chart, Json } from "./chart.ts";
import { checkRows, isFraction } from "./_check_rows.ts";
import { digitsToDiffer, labelFormat } from "./_digits.ts";
import { makeChart } from "./_make_chart.ts";
import { logAxis } from "./_ticks.ts";
import { distinct, drawnAsIs, seriesChannels } from "./_series.ts";
import { numberText, plural } from "./_words.ts";

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
  /** Title of the vertical axis. Default "final training accuracy". */
  readonly yTitle?: string;
}

/**
 * Final accuracy against the weights' standard deviation, one line a series, with bands
 * over seeds and published values as hollow points where given.
 *
 * @param rows one weight scale of one series each.
 * @param options title.
 * @throws {RangeError} for no row, a std not above 0, or a fraction outside [0, 1].
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
  checkOptions(DOING, options, ["yTitle"]);
  const { yTitle = "final training accuracy" } = options;
  checkText(DOING, "yTitle", yTitle);
  checkScales(rows);
  const stds = distinct(rows.map(({ std }) => std));
  const names = distinct(rows.map(({ series }) => series));
  const { color, strokeDash, colorOf, shapeOf } = seriesChannels(names);
  const published = rows.some((row) => row.published !== undefined);
  const bands = rows.some(({ low, high }) =>
    low !== undefined && high !== undefined
  );
  const notes = [
    ...(bands ? ["band: over seeds"] : []),
    ...(published ? ["hollow: published"] : []),
  ];
  const x = {
    field: "std",
    type: "quantitative",
    scale: { type: "log", nice: false, padding: 12 },
    axis: {
      title: "standard deviation of the weights",
      ...logAxis(stds),
      grid: true,
    },
  };
  const y = {
    type: "quantitative",
    scale: { domain: [0, 1] },
    axis: { title: yTitle, format: ".1f", grid: true, tickCount: 6 },
  };
  const tooltip: Json = [
    { field: "series", title: "series" },
    { field: "std", title: "std of the weights", format: labelFormat(stds, 4) },
    { field: "accuracy", title: yTitle, format: ".3f" },
    ...(published
      ? [{ field: "published", title: "published", format: ".3f" }]
      : []),
  ];
  return makeChart(sentence(rows, stds, yTitle), {
    data: {
      values: rows.map(({ std, accuracy, series, low, high, published }) => ({
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
          tooltip,
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
            tooltip,
          },
        }]
        : []),
    ],
    ...(notes.length > 0 && {
      title: {
        text: notes.join("  ·  "),
        anchor: "start",
        frame: "group",
        offset: 6,
      },
    }),
  });
}

function checkScales(rows: readonly ScaleRow[]): void {
  checkRows(DOING, "rows", "row", rows);
  for (const { std, series, accuracy, low, high, published } of rows) {
    checkText(DOING, "series", series);
    if (!(Number.isFinite(std) && std > 0)) {
      throw new RangeError(
        `Cannot ${DOING}: std must be above 0, for a logarithmic axis, got ${std}`,
      );
    }
    for (
      const [name, value] of Object.entries({ accuracy, low, high, published })
    ) {
      const mayLack = name !== "accuracy" && value === undefined;
      if (!mayLack && !isFraction(value)) {
        throw new RangeError(
          `Cannot ${DOING}: ${name} of ${series} at std ${std} must be in [0, 1], ` +
            `got ${kindOf(value)}`,
        );
      }
    }
  }
}

function sentence(
  rows: readonly ScaleRow[],
  stds: readonly number[],
  yTitle: string,
): string {
  const digits = digitsToDiffer(stds, 3);
  const stdText = (std: number) => numberText(std, digits);
  const parts = [...Map.groupBy(rows, ({ series }) => series)].map(
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
  return `${yTitle.slice(0, 1).toUpperCase()}${yTitle.slice(1)} for ${
    plural(stds.length, "weight scale")
  } from ${stdText(low)} to ${stdText(high)}: ${parts.join("; ")}` +
    (gaps.length === 0
      ? "."
      : `; published values differ by at most ${
        numberText(largest(gaps), 2)
      }.`);
}
