import {
  boolean,
  checked,
  oneOf,
  optionsOf,
  readOptions,
  text,
} from "../check/options.ts";
import { extent } from "../numbers/extent.ts";
import type { Chart } from "./chart.ts";
import { valueFormat } from "./_digits.ts";
import { lineOf, type MaybeNumber } from "./_gaps.ts";
import { makeChart } from "./_make_chart.ts";
import { checkNamed } from "./_named.ts";
import { drawnAsIs, seriesChannels } from "./_series.ts";
import { checkAboveZero, logAxis, logTickAxis } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { plural, textsOf } from "./_words.ts";

const DOING = "draw an xy plot";

/** Points of one series of an {@linkcode xyPlot}: the i-th is at `x[i]`, `y[i]`. */
export interface XySeries {
  /** Where each point is on the horizontal axis. */
  readonly x: readonly (number | null | undefined)[];
  /** Where each point is on the vertical axis. */
  readonly y: readonly (number | null | undefined)[];
}

/** How {@linkcode xyPlot} draws. */
export interface XyPlotOptions {
  /** What is drawn of a series. Default "line", through its points in their order. */
  readonly marks?: "line" | "points" | "both";
  /** Whether the horizontal axis is logarithmic; every x must then be above 0. */
  readonly logX?: boolean;
  /** Whether the vertical axis is logarithmic; every y must then be above 0. */
  readonly logY?: boolean;
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Title of the horizontal axis. Default "x". */
  readonly xTitle?: string;
  /** Title of the vertical axis. Default "y". */
  readonly yTitle?: string;
}

/**
 * Numbers against numbers, as lines, as points or as both.
 *
 * A line goes through its points in the order in which they are given. A point of which x or y
 * is NaN, infinite, null or undefined is not drawn, is a gap in the line, and is counted in
 * the description. A point without a neighbour is drawn as a point.
 *
 * @param series the points of each series by its name.
 * @param options marks, logarithmic axes, titles.
 * @throws {RangeError} for no series, as many y as x there are not, a series without a finite
 * point, or what is not above 0 on a logarithmic axis.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { xyPlot } from "weightlab/charts";
 *
 * const chart = xyPlot(
 *   { ReLU: { x: [0.001, 0.01, 0.1], y: [0.4, 0.9, NaN] } },
 *   { xTitle: "learning rate", yTitle: "accuracy", logX: true },
 * );
 * assertEquals(
 *   chart.description,
 *   "accuracy over learning rate: ReLU has 2 points at 0.001 to 0.01, " +
 *     "accuracy 0.4 to 0.9; 1 of ReLU is not finite and not drawn.",
 * );
 * ```
 */
export function xyPlot(
  series: Readonly<Record<string, XySeries>>,
  options: XyPlotOptions = {},
): Chart {
  const { marks, logX, logY, title, xTitle, yTitle } = readOptions(
    DOING,
    options,
    {
      marks: oneOf(["line", "points", "both"]).or("line"),
      logX: boolean().or(false),
      logY: boolean().or(false),
      title: text().optional,
      xTitle: text().or("x"),
      yTitle: text().or("y"),
    },
  );
  const all = readSeries(series);
  const drawn = all.flatMap(({ points }) => points.filter(isDrawn));
  const xs = drawn.map(({ x }) => x!), ys = drawn.map(({ y }) => y!);
  if (logX) checkAboveZero(DOING, "x", xs);
  if (logY) checkAboveZero(DOING, "y", ys);
  const names = all.map(({ name }) => name);
  const symbol = marks === "points" ? "point" : "line";
  const { color, strokeDash, shape, colorOf } = seriesChannels(names, {
    symbol,
  });
  const lone = all.flatMap(({ name, points }) =>
    points.filter((point, i) =>
      isDrawn(point) && !isDrawn(points[i - 1]) && !isDrawn(points[i + 1])
    ).map((point) => ({ series: name, ...point, colour: colorOf(name) }))
  );
  const points = { type: "point", filled: true, size: 40, opacity: 1 };
  const valid = "isValid(datum.x) && isValid(datum.y)";
  return makeChart(sentence(all, xTitle, yTitle), {
    data: {
      values: all.flatMap(({ name, points }) =>
        points.map((point, order) => ({
          series: name,
          order,
          ...point,
          ...(marks === "both" && { colour: colorOf(name) }),
        }))
      ),
    },
    width: 480,
    height: 280,
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        scale: logX
          ? { type: "log", nice: false, padding: 8 }
          : { zero: false, nice: false, padding: 8 },
        axis: { title: xTitle, ...(logX ? logAxis(xs) : { tickCount: 8 }) },
      },
      y: {
        field: "y",
        type: "quantitative",
        scale: logY ? { type: "log" } : { zero: false },
        axis: {
          title: yTitle,
          grid: true,
          ...(logY ? logTickAxis(ys) : { tickCount: 6 }),
        },
      },
      tooltip: tooltip({
        series: "series",
        x: [xTitle, valueFormat(xs, 4)],
        y: [yTitle, valueFormat(ys, 4)],
      }),
    },
    layer: [
      ...(marks === "points" ? [] : [{
        mark: { type: "line" },
        encoding: {
          color,
          strokeDash,
          order: { field: "order", type: "quantitative" },
        },
      }]),
      ...(marks === "line"
        ? lone.length === 0 ? [] : [{
          data: { values: lone },
          mark: points,
          encoding: { fill: drawnAsIs("colour") },
        }]
        : [{
          transform: [{ filter: valid }],
          mark: points,
          // Beside a line, points keep out of the legend, which shows lines.
          encoding: marks === "points"
            ? { color, shape }
            : { fill: drawnAsIs("colour") },
        }]),
    ],
  }, title);
}

interface Point {
  readonly x: number | null;
  readonly y: number | null;
}

interface Series {
  readonly name: string;
  /** Where a number is not finite, null: a gap. */
  readonly points: readonly Point[];
}

function isDrawn(point: Point | undefined): point is { x: number; y: number } {
  return point !== undefined && point.x !== null && point.y !== null;
}

const numbers = checked<readonly MaybeNumber[]>((doing, name, values) =>
  void lineOf(doing, name, values)
);

/** What a series must be. */
const SERIES = optionsOf<XySeries>(
  { x: numbers, y: numbers },
  (axis, name) => `the ${axis} of ${name}`,
);

function readSeries(series: Readonly<Record<string, XySeries>>): Series[] {
  const holds = "each series' x and y by its name";
  checkNamed(DOING, "series", holds, series, "one series");
  return Object.entries(series).map(([name, given]) => {
    const { x, y } = SERIES.read(DOING, name, given);
    if (x.length !== y.length) {
      throw new RangeError(
        `Cannot ${DOING}: ${name} must have as many y as x, ${x.length}, got ${y.length}`,
      );
    }
    const [across, up] = [lineOf(DOING, name, x), lineOf(DOING, name, y)];
    const points = across.values.map((x, i) => ({ x, y: up.values[i] }));
    if (!points.some(isDrawn)) {
      throw new RangeError(
        `Cannot ${DOING}: ${name} must have at least one finite point, got none`,
      );
    }
    return { name, points };
  });
}

function sentence(
  series: readonly Series[],
  xTitle: string,
  yTitle: string,
): string {
  const span = (values: readonly number[]) => {
    const [low, high] = extent(values), text = textsOf([low, high]);
    return low === high ? text(low) : `${text(low)} to ${text(high)}`;
  };
  const parts = series.map(({ name, points }) => {
    const drawn = points.filter(isDrawn);
    return `${name} has ${plural(drawn.length, "point")} at ${
      span(drawn.map(({ x }) => x))
    }, ${yTitle} ${span(drawn.map(({ y }) => y))}`;
  });
  const lost = series.map(({ name, points }) => ({
    name,
    count: points.filter((point) => !isDrawn(point)).length,
  })).filter(({ count }) => count > 0).map(({ name, count }) =>
    `${count} of ${name} ${count === 1 ? "is" : "are"} not finite and not drawn`
  );
  return `${yTitle} over ${xTitle}: ${[...parts, ...lost].join("; ")}.`;
}
