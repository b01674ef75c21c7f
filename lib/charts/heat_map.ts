import { exp, log } from "../kernel/elementary.ts";
import { kindOf } from "../check/kind_of.ts";
import { checkArray } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import {
  anything,
  boolean,
  checked,
  kind,
  listOf,
  number,
  optionsOf,
  readOptions,
  text,
} from "../check/options.ts";
import { extent } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import { digitsToPlace, labelFormat, rounded, valueFormat } from "./_digits.ts";
import { makeChart } from "./_make_chart.ts";
import { checkOnce } from "./_once.ts";
import { readRows } from "./_rows.ts";
import { channelOf, distinct } from "./_series.ts";
import { INKS, OVERLAY, SERIES_DASHES } from "./theme.ts";
import { checkAboveZero, logAxis } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { textsOf } from "./_words.ts";

const DOING = "draw a heat map";

/** One cell of a {@linkcode heatMap}: a value at a point of a grid. */
export interface HeatCell {
  /** Where, on the horizontal axis. */
  readonly x: number;
  /** Where, on the vertical axis. */
  readonly y: number;
  /** What is shown as colour. */
  readonly value: number;
}

/** A line over a {@linkcode heatMap}. */
export interface HeatLine {
  /** What it is, for the legend. */
  readonly label: string;
  /** Its points [x, y] in order; what lies outside the cells is cut off. */
  readonly points: readonly (readonly [number, number])[];
}

/** A single point over a {@linkcode heatMap}, with its name beside it. */
export interface HeatMark {
  /** What stands beside it. */
  readonly label: string;
  /** Where, on the horizontal axis. */
  readonly x: number;
  /** Where, on the vertical axis. */
  readonly y: number;
}

/** How {@linkcode heatMap} draws. */
export interface HeatMapOptions {
  /** Title of the horizontal axis, with its unit. */
  readonly xTitle: string;
  /** Title of the vertical axis, with its unit. */
  readonly yTitle: string;
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** What the colours are, with its unit. */
  readonly valueTitle: string;
  /** Whether the horizontal axis is logarithmic; x must then be above 0. */
  readonly logX?: boolean;
  /** The values at the ends of the colours; others take the nearest end's. Default: all. */
  readonly domain?: readonly [number, number];
  /** A value inside the domain that two colours part at. Default: none. */
  readonly middle?: number;
  /** Lines over the cells. */
  readonly lines?: readonly HeatLine[];
  /** Points over the cells. */
  readonly marks?: readonly HeatMark[];
}

/** A point [x, y] of a line, which a message calls by its label. */
const POINT = kind((doing, label, point): readonly [number, number] => {
  checkArray(doing, `a point of ${label}`, point);
  const [x, y, ...more] = point as readonly number[];
  if (more.length > 0) {
    throw new RangeError(
      `Cannot ${doing}: a point of ${label} must be two numbers [x, y], got ${
        2 + more.length
      }`,
    );
  }
  checkNumber(doing, label, x, {});
  checkNumber(doing, label, y, {});
  return [x, y];
});

const LINE = optionsOf<HeatLine>(
  {
    label: text(),
    points: kind((doing, name, points, line) => {
      const { label } = line as HeatLine;
      checkArray(doing, name, points);
      const read = Array.from(
        points as readonly unknown[],
        (point) => POINT.read(doing, label, point, points),
      );
      if (read.length >= 2) return read;
      throw new RangeError(
        `Cannot ${doing}: ${label} must have at least two points, got ${read.length}`,
      );
    }),
  },
  (option, whole, { label }) =>
    option === "label" ? `${whole}'s label` : `the points of ${label}`,
);

const MARK = optionsOf<HeatMark>(
  {
    label: text(),
    x: number(),
    y: number(),
  },
  (option, whole, { label }) => option === "label" ? `${whole}'s label` : label,
);

/**
 * Values on a grid as colours, with lines and named points over them.
 *
 * Cells meet halfway between neighbouring points of the grid, which need not be even. The
 * colours are perceptually uniform (viridis), or blue and orange where a middle parts them;
 * both are told apart by colour-blind readers.
 *
 * @param cells one value a point of the grid, each point once; points may be missing.
 * @param options titles, colours, lines and points.
 * @throws {RangeError} for no cell, fewer than two columns or rows, a number that is not
 * finite, two cells at one point, two lines of one label, x not above 0 on a logarithmic
 * axis, or a domain that is none.
 * @throws {TypeError} if an argument is of another kind, or an option has another name.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { heatMap } from "weightlab/charts";
 *
 * const cells = [1, 2].flatMap((x) => [10, 20].map((y) => ({ x, y, value: x * y })));
 * const chart = heatMap(cells, { xTitle: "width", yTitle: "depth", valueTitle: "units" });
 * assertMatch(chart.description, /from 10 at width 1, depth 10 to 40 at width 2, depth 20/);
 * ```
 */
export function heatMap(
  cells: readonly HeatCell[],
  options: HeatMapOptions,
): Chart {
  const { title, logX, domain, middle, lines, marks, ...titles } = readOptions(
    DOING,
    options,
    {
      xTitle: text(),
      yTitle: text(),
      title: text().optional,
      valueTitle: text(),
      logX: boolean().or(false),
      domain: checked(checkDomain).optional,
      // It must lie inside the domain.
      middle: anything<number | undefined>().optional,
      lines: listOf(LINE, undefined, () => "a line").or([]),
      marks: listOf(MARK, undefined, () => "a mark").or([]),
    },
  );
  const { xTitle, yTitle, valueTitle } = titles;
  const points = readCells(cells);
  const [low, high] = domain ?? extent(points.map(({ value }) => value));
  checkColours([low, high], middle);
  const unlike = "lines must have different labels";
  checkOnce(DOING, unlike, lines, ({ label }) => label);
  const columns = borders(points.map(({ x }) => x), "columns", logX);
  const rows = borders(points.map(({ y }) => y), "rows", false);
  const digits = digitsToPlace([low, high], 6);
  const shown = middle === undefined ? [low, high] : [low, middle, high];
  const scale: Json = {
    domain: shown,
    scheme: middle === undefined ? "viridis" : "blueorange",
    clamp: true,
  };
  const x = axis(xTitle, columns, logX), y = axis(yTitle, rows, false);
  const layers: Json[] = [{
    data: {
      values: points.map(({ x, y, value }) => ({
        x,
        y,
        value: rounded(value, digits),
        left: columns.below.get(x)!,
        right: columns.above.get(x)!,
        bottom: rows.below.get(y)!,
        top: rows.above.get(y)!,
      })),
    },
    mark: { type: "rect", clip: true },
    encoding: {
      x: { ...x, field: "left" },
      x2: { field: "right" },
      y: { ...y, field: "bottom" },
      y2: { field: "top" },
      color: {
        field: "value",
        type: "quantitative",
        scale,
        legend: {
          title: valueTitle,
          gradientLength: 180,
          values: shown,
          format: labelFormat(shown, 2),
        },
      },
      // In the same colour, or seams show between cells.
      stroke: { field: "value", type: "quantitative", scale, legend: null },
      tooltip: tooltip({
        x: [xTitle, labelFormat(columns.at, 4)],
        y: [yTitle, labelFormat(rows.at, 4)],
        value: [
          valueTitle,
          valueFormat([low, high], Math.max(4, digits - 2)),
        ],
      }),
    },
  }];
  if (lines.length > 0) {
    layers.push(...linesOver(lines, { channel: x, ...columns }, {
      channel: y,
      ...rows,
    }));
  }
  if (marks.length > 0) layers.push(...marksOver(marks, x, y, columns, logX));
  return makeChart(
    sentence(points, columns, rows, titles, lines, marks),
    {
      width: 460,
      height: 300,
      layer: layers,
      // Lines have one colour; colours belong to the cells.
      resolve: { scale: { stroke: "independent" } },
    },
    title,
  );
}

type Channel = { readonly [key: string]: Json };

function axis(title: string, { from, to }: Borders, logX: boolean): Channel {
  return {
    type: "quantitative",
    scale: logX
      ? { type: "log", domain: [from, to], nice: false }
      : { domain: [from, to], nice: false, zero: false },
    axis: {
      title,
      ...(logX ? logAxis([from, to]) : { tickCount: 8 }),
    },
  };
}

/** Lines of ink on paper, told apart by their dashes. */
function linesOver(
  lines: readonly HeatLine[],
  horizontal: Borders & { channel: Channel },
  vertical: Borders & { channel: Channel },
): Json[] {
  const names = lines.map(({ label }) => label);
  const data = {
    values: lines.flatMap(({ label, points }) =>
      points.map(([x, y], order) => ({
        label,
        order,
        x: rounded(x, horizontal.digits),
        y: rounded(y, vertical.digits),
      }))
    ),
  };
  const encoding = {
    x: { ...horizontal.channel, field: "x" },
    y: { ...vertical.channel, field: "y" },
    order: { field: "order", type: "quantitative" },
  };
  return [
    {
      data,
      mark: {
        type: "line",
        clip: true,
        stroke: OVERLAY.paper,
        strokeWidth: 4.5,
      },
      encoding: { ...encoding, detail: { field: "label", type: "nominal" } },
    },
    {
      data,
      mark: { type: "line", clip: true, stroke: OVERLAY.ink, strokeWidth: 2 },
      encoding: {
        ...encoding,
        strokeDash: channelOf(
          "label",
          names,
          names.map((_, i) => SERIES_DASHES[i % SERIES_DASHES.length]),
          {
            title: null,
            symbolType: "stroke",
            symbolSize: 700,
            symbolStrokeColor: INKS.any.text,
          },
        ),
      },
    },
  ];
}

/** Points of ink on paper, their names beside them on the side that has room. */
function marksOver(
  marks: readonly HeatMark[],
  x: Channel,
  y: Channel,
  { from, to }: Borders,
  logX: boolean,
): Json[] {
  const data = {
    values: marks.map((mark) => ({
      ...mark,
      right: mark.x < (logX ? Math.sqrt(from * to) : (from + to) / 2),
    })),
  };
  const encoding = { x: { ...x, field: "x" }, y: { ...y, field: "y" } };
  const name = (right: boolean, paper: boolean): Json => ({
    data,
    transform: [{ filter: `datum.right === ${right}` }],
    mark: {
      type: "text",
      align: right ? "left" : "right",
      dx: right ? 9 : -9,
      fontSize: 12,
      fill: OVERLAY.ink,
      // A halo, since the ink may fall on a dark colour.
      ...(paper &&
        { fill: OVERLAY.paper, stroke: OVERLAY.paper, strokeWidth: 3.5 }),
    },
    encoding: { ...encoding, text: { field: "label", type: "nominal" } },
  });
  return [
    {
      data,
      mark: {
        type: "point",
        filled: true,
        size: 80,
        fill: OVERLAY.ink,
        stroke: OVERLAY.paper,
        strokeWidth: 1.5,
        opacity: 1,
      },
      encoding,
    },
    ...[true, false].flatMap((
      right,
    ) => [name(right, true), name(right, false)]),
  ];
}

/** Where cells begin and end along one axis. */
interface Borders {
  /** The points of the grid, from small to large. */
  readonly at: readonly number[];
  /** Significant digits that keep to a thousandth of the narrowest cell. */
  readonly digits: number;
  readonly from: number;
  readonly to: number;
  /** Of the cell at a point. */
  readonly below: ReadonlyMap<number, number>;
  readonly above: ReadonlyMap<number, number>;
}

function borders(
  numbers: readonly number[],
  what: string,
  logX: boolean,
): Borders {
  if (logX) checkAboveZero(DOING, "x", numbers);
  const at = distinct(numbers).sort((a, b) => a - b);
  if (at.length < 2) {
    throw new RangeError(
      `Cannot ${DOING}: there must be at least two ${what}, got ${at.length}`,
    );
  }
  // Halfway on the axis: of the logarithms, where that is logarithmic.
  const place = at.map((value) => logX ? log(value) : value);
  const halfway = place.slice(1).map((value, i) => (value + place[i]) / 2);
  const digits = digitsToPlace(at, 6);
  const edges = [
    2 * place[0] - halfway[0],
    ...halfway,
    2 * place.at(-1)! - halfway.at(-1)!,
  ].map((edge) => rounded(logX ? exp(edge) : edge, digits));
  return {
    at,
    digits,
    from: edges[0],
    to: edges.at(-1)!,
    below: new Map(at.map((value, i) => [value, edges[i]])),
    above: new Map(at.map((value, i) => [value, edges[i + 1]])),
  };
}

/** The cells; throws if two are at one point. */
function readCells(cells: readonly HeatCell[]): HeatCell[] {
  const read = readRows(
    DOING,
    "cells",
    "cell",
    cells,
    {
      x: number(),
      y: number(),
      value: number(),
    },
    (field, { x, y }) => field === "value" ? `the value at ${x}, ${y}` : field,
  );
  checkOnce(
    DOING,
    "there must be one cell a point",
    read,
    ({ x, y }) => `${x}, ${y}`,
    ({ x, y }) => `at ${x}, ${y}`,
  );
  return read;
}

function checkDomain(
  doing: string,
  name: string,
  domain: readonly [number, number],
): void {
  checkArray(doing, name, domain);
  const ends = Array.from(domain);
  if (ends.length === 2 && ends.every(Number.isFinite)) return;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be two finite numbers, the lower first, ` +
      `got [${ends.map(kindOf).join(", ")}]`,
  );
}

function checkColours(
  [low, high]: readonly [number, number],
  middle: number | undefined,
): void {
  if (!(Number.isFinite(high - low) && low <= high)) {
    throw new RangeError(
      `Cannot ${DOING}: domain must be two finite numbers, the lower first, ` +
        `got [${low}, ${high}]`,
    );
  }
  const isInside = typeof middle === "number" && low < middle && middle < high;
  if (middle !== undefined && !isInside) {
    throw new RangeError(
      `Cannot ${DOING}: middle must lie inside ${low} to ${high}, got ${
        kindOf(middle)
      }`,
    );
  }
}

function sentence(
  cells: readonly HeatCell[],
  columns: Borders,
  rows: Borders,
  { xTitle, yTitle, valueTitle }: {
    xTitle: string;
    yTitle: string;
    valueTitle: string;
  },
  lines: readonly HeatLine[],
  marks: readonly HeatMark[],
): string {
  const least = cells.reduce((a, b) => (b.value < a.value ? b : a));
  const most = cells.reduce((a, b) => (b.value > a.value ? b : a));
  /** A title without its unit: "depth (layers)" -> "depth". */
  const bare = (title: string) => title.replace(/ \(.*\)$/, "");
  const [xText, yText] = [columns, rows].map(({ at }) => textsOf(at));
  const valueText = textsOf([least.value, most.value]);
  const at = ({ x, y, value }: HeatCell) =>
    `${valueText(value)} at ${bare(xTitle)} ${xText(x)}, ${bare(yTitle)} ${
      yText(y)
    }`;
  const span = ({ at }: Borders, text: (value: number) => string) =>
    `${text(at[0])} to ${text(at.at(-1)!)}`;
  return `${valueTitle} over ${xTitle} ${span(columns, xText)} and ` +
    `${yTitle} ${span(rows, yText)}, from ${at(least)} to ${at(most)}` +
    lines.map(({ label, points }) => {
      const [[x1, y1], [x2, y2]] = [points[0], points.at(-1)!];
      return `; line: ${label}, from ${xText(x1)}, ${yText(y1)} to ${
        xText(x2)
      }, ${yText(y2)}`;
    }).join("") +
    (marks.length > 0
      ? `; points: ${
        marks.map(({ label, x, y }) => `${label} at ${xText(x)}, ${yText(y)}`)
          .join("; ")
      }`
      : "") +
    ".";
}
