import { kindOf } from "../check/kind_of.ts";
import { anything, checked, number, text } from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import type { DiagnosedLayer } from "./_diagnosed_layer.ts";
import { rounded, valueFormat } from "./_digits.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { readRows } from "./_rows.ts";
import { channelOf, drawnAsIs } from "./_series.ts";
import { SERIES_COLOURS } from "./theme.ts";
import { logDomain, smallLogAxis } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { numberText, plural } from "./_words.ts";

/**
 * Where a share of saturated values, a share of dead units and log10 of an update are no
 * problem to `diagnose`: shaded.
 */
export const USUAL = { share: [0, 0.2], logUpdate: [-4, -1.3] } as const;

/** What is drawn in a panel, in its order; shapes and colours go by it. */
interface Series {
  readonly name: string;
  readonly key: keyof DiagnosedLayer;
  /** Whether it is predicted: a dashed line in the colour of the first, without points. */
  readonly predicted?: boolean;
  /** Title of the vertical axis where it is the panel's only one. */
  readonly alone?: string;
}

interface Panel {
  /** Title of the vertical axis. */
  readonly title: string;
  readonly series: readonly Series[];
  readonly scale: "log" | "zero" | "share" | "free";
  /** What is shaded. */
  readonly usual?: readonly [number, number];
}

const PANELS: readonly Panel[] = [
  {
    title: "std of the output",
    scale: "log",
    series: [
      { name: "all values", key: "std" },
      { name: "within a neuron", key: "within" },
      { name: "theory", key: "predicted", predicted: true },
    ],
  },
  {
    title: "effective rank",
    scale: "zero",
    series: [{ name: "rank", key: "rank" }],
  },
  {
    title: "share of values or units",
    scale: "share",
    usual: USUAL.share,
    series: [
      { name: "values saturated", key: "saturated" },
      { name: "units dead", key: "dead", alone: "share of units dead" },
    ],
  },
  {
    title: "std of the gradient",
    scale: "log",
    series: [
      { name: "by z", key: "gradientStd" },
      { name: "by W", key: "weightGradientStd" },
    ],
  },
  {
    title: "log10 of update / W",
    scale: "free",
    usual: USUAL.logUpdate,
    series: [{ name: "update", key: "logUpdate" }],
  },
];

const DOING = "draw a diagnosis";

/** Colours and shapes of the first and second series of a panel. */
const COLOURS = SERIES_COLOURS.slice(0, 2);
const SHAPES = ["circle", "square"];

/**
 * What `diagnose` found, one panel a quantity, by layer: the standard deviation of
 * the output (all of it, its part within a neuron, what theory predicts), the effective
 * rank, the shares of saturated values and dead units, the standard deviation of the gradient
 * by pre-activation z and by W, and the size of an update of W.
 *
 * Shaded is where a share or an update is no problem. What no layer has gets no panel; on
 * a logarithmic axis 0 is not drawn, and nowhere what is not finite.
 *
 * @param rows `diagnose(net, batch).rows`.
 * @throws {RangeError} for no row, or a layer that is not finite.
 * @throws {TypeError} if a row is no object, or what it holds is of another kind.
 *
 * @example
 * ```ts
 * import { diagnose, he, mlp, randn, relu, seeded } from "weightlab";
 * import { diagnosisFigure } from "weightlab/charts";
 * import { assertMatch } from "@std/assert";
 *
 * const net = mlp([10, 10, 3], { activation: relu, init: he(), rng: seeded(1) });
 * const { rows } = diagnose(net, randn(seeded(2), 100, 10));
 * assertMatch(diagnosisFigure(rows).description, /^Diagnosis of 2 layers/);
 * ```
 */
export function diagnosisFigure(rows: readonly DiagnosedLayer[]): Chart {
  const layers = readRows(
    DOING,
    "rows",
    "row",
    rows,
    {
      layer: number(),
      name: text(),
      units: anything<number>(),
      mean: anything<number>(),
      std: shown,
      within: shown,
      predicted: shown,
      rank: shown,
      saturated: shown.optional,
      dead: shown.optional,
      gradientStd: shown.optional,
      weightGradientStd: shown.optional,
      logUpdate: shown.optional,
    },
    (field, _, i) =>
      `${field === "layer" || field === "name" ? "the " : ""}${field} of row ${
        i + 1
      }`,
  );
  const panels = PANELS.map((panel) => ({
    ...panel,
    series: panel.series.filter(({ key }) =>
      layers.some((row) => row[key] !== undefined)
    ),
  })).filter(({ series }) => series.length > 0)
    .map((panel) => ({
      ...panel,
      title: panel.series.length === 1
        ? panel.series[0].alone ?? panel.title
        : panel.title,
    }));
  return makeChart(sentence(layers, panels), {
    title: key(
      ["by layer", "shaded: where shares and updates are no problem"],
      { offset: 10 },
    ),
    columns: 2,
    spacing: { row: 14, column: 24 },
    concat: panels.map((panel) => drawn(panel, layers)),
    // Each panel has series of its own.
    resolve: {
      scale: { color: "independent", strokeDash: "independent" },
      legend: { color: "independent", strokeDash: "independent" },
    },
  });
}

/** A number, finite or not, if there is one. */
const shown = checked((doing, name, value: number) => {
  if (value === undefined || typeof value === "number") return;
  throw new TypeError(
    `Cannot ${doing}: ${name} must be a number, got ${kindOf(value)}`,
  );
});

function drawn(panel: Panel, rows: readonly DiagnosedLayer[]): Json {
  const { title, scale, series, usual } = panel;
  const points = pointsOf(panel, rows);
  const names = series.map(({ name }) => name);
  const legend = names.length === 1 ? null : { title: null, symbolSize: 500 };
  const channel = (range: readonly Json[]) =>
    channelOf("series", names, range, legend);
  const layers = rows.map(({ layer }) => layer);
  const [first, last] = extent(layers);
  const values = points.map(({ value }) => value);
  const step = Math.ceil(rows.length / 10);
  const y: { [key: string]: Json } = {
    field: "value",
    type: "quantitative",
    scale: yScale(panel, values),
    axis: {
      title,
      grid: true,
      ...(scale === "log"
        ? smallLogAxis(values)
        : { tickCount: 5, ...(scale === "share" && { format: ".0%" }) }),
    },
  };
  const onHover = tooltip({
    series: title,
    layer: "layer",
    "made of": "made of",
    value: ["value", valueFormat(values, 3)],
  });
  return {
    width: 270,
    height: 150,
    data: { values: points },
    encoding: {
      x: {
        field: "layer",
        type: "quantitative",
        scale: {
          domain: [first - 0.4, last + 0.4],
          nice: false,
          zero: false,
        },
        axis: {
          title: "layer",
          format: "d",
          values: layers.filter((_, i) => i % step === 0),
        },
      },
    },
    layer: [
      ...(usual === undefined ? [] : [{
        data: { values: [{ from: usual[0], to: usual[1] }] },
        mark: {
          type: "rect",
          color: SERIES_COLOURS[2],
          opacity: 0.15,
          clip: true,
          tooltip: null,
        },
        encoding: {
          x: null,
          y: { ...y, field: "from" },
          y2: { field: "to" },
        },
      }]),
      {
        mark: { type: "line", strokeWidth: 1.5, clip: true, tooltip: null },
        encoding: {
          y,
          color: channel(series.map(colourOf)),
          strokeDash: channel(
            series.map(({ predicted }) => predicted ? [5, 3] : [1, 0]),
          ),
        },
      },
      {
        transform: [{ filter: "isValid(datum.shape)" }],
        mark: { type: "point", filled: true, size: 36, opacity: 1 },
        encoding: {
          y,
          fill: drawnAsIs("colour"),
          shape: drawnAsIs("shape"),
          tooltip: onHover,
        },
      },
      ...(points.length > 0 ? [] : [{
        data: { values: [{}] },
        mark: { type: "text", style: "note", x: 135, y: 75 },
        encoding: {
          x: null,
          text: {
            value: scale === "log"
              ? "no finite value above 0"
              : "no finite value",
          },
        },
      }]),
    ],
  };
}

/** What a panel can draw: finite, and above 0 on a logarithmic axis. */
function pointsOf(
  { series, scale }: Panel,
  rows: readonly DiagnosedLayer[],
) {
  return series.flatMap((one, i) =>
    rows.flatMap((row) => {
      const value = row[one.key];
      const drawable = typeof value === "number" && Number.isFinite(value) &&
        (scale !== "log" || value > 0);
      return drawable
        ? [{
          series: one.name,
          layer: row.layer,
          "made of": row.name,
          value: rounded(value, 5),
          colour: colourOf(one, i),
          ...(!one.predicted && { shape: SHAPES[i] }),
        }]
        : [];
    })
  );
}

function colourOf({ predicted }: Series, i: number): string {
  return COLOURS[predicted ? 0 : i];
}

function yScale(
  { scale, usual }: Panel,
  values: readonly number[],
): { [key: string]: Json } {
  if (scale === "log") {
    return { type: "log", domain: logDomain(values), nice: false };
  }
  if (scale === "zero") {
    return { domain: [0, 1.05 * Math.max(1, largest(values))] };
  }
  if (scale === "share") return { domain: [0, 1] };
  const [low, high] = extent([...usual!, ...values]);
  return {
    zero: false,
    domain: [Math.floor(low - 0.5), Math.ceil(high + 0.5)],
  };
}

function sentence(
  rows: readonly DiagnosedLayer[],
  panels: readonly Panel[],
): string {
  const parts = panels.flatMap(({ title, series }) =>
    series.map(({ name, key }) => {
      const values = rows.map((row) => row[key])
        .filter((value) => typeof value === "number");
      const what = series.length === 1 ? title : `${title} (${name})`;
      const ends = [values[0], values.at(-1)!].map((v) => numberText(v));
      return `${what} ${
        values.length === 1 ? ends[0] : `from ${ends[0]} to ${ends[1]}`
      }`;
    })
  );
  return `Diagnosis of ${plural(rows.length, "layer")}, first to last: ${
    parts.join("; ")
  }.`;
}
