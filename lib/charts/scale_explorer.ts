import { log10, pow } from "../kernel/elementary.ts";
import { kindOf } from "../check/kind_of.ts";
import {
  anything,
  boolean,
  listOf,
  number,
  optionsOf,
  readOptions,
  text,
} from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import {
  digitsToDiffer,
  labelFormat,
  rounded,
  valueFormat,
} from "./_digits.ts";
import { drawnRange } from "./histogram_counts.ts";
import { makeChart } from "./_make_chart.ts";
import { checkOnce } from "./_once.ts";
import { readRows } from "./_rows.ts";
import { SCALE_MARKS, type ScaleMarks, scaleMarks } from "./_scale_marks.ts";
import { distinct, drawnAsIs, seriesChannels } from "./_series.ts";
import { SERIES_COLOURS } from "./theme.ts";
import { wholeTicks } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { weightScaleAxis } from "./_weight_scale.ts";
import { listText, numberText, plural, textsOf } from "./_words.ts";

const DOING = "draw a scale explorer";

/** One layer of one network, for {@linkcode scaleExplorer}. */
export interface ScaleLayerRow {
  /** The activation function's name, as in the menu: "sigmoid". */
  readonly activation: string;
  /** Whether the network has batch normalization. */
  readonly batchNorm: boolean;
  /** The standard deviation that the weights were drawn with, above 0. */
  readonly std: number;
  /** The layer, from 1. */
  readonly layer: number;
  /** How many values it has. */
  readonly values: number;
  /** The histogram of those inside the range: counts of bins of equal width. */
  readonly counts: readonly number[];
  /** The lower and upper edge of the histogram; one range an activation. */
  readonly range: readonly [number, number];
  /** The standard deviation of all values. */
  readonly total: number;
  /** The standard deviation within neurons, over the examples. */
  readonly within: number;
}

/** How {@linkcode scaleExplorer} draws. */
export interface ScaleExplorerOptions {
  /** Named scales to mark, by name: { Xavier: 0.1 }. Default: none. */
  readonly marks?: ScaleMarks;
  /** What is shown at first. Default: the first row's network. */
  readonly start?: {
    /** The activation's name. */
    readonly activation?: string;
    /** Whether it has batch normalization. */
    readonly batchNorm?: boolean;
    /** The standard deviation of its weights. */
    readonly std?: number;
  };
}

/**
 * The histograms of a network's layers under a slider for the scale of its weights, with
 * menus for the activation and batch normalization: all networks were computed before,
 * and the figure answers without a kernel.
 *
 * Beside them, the standard deviation of all values and the one within neurons, which is
 * what carries the input, by layer for the chosen scale; and for every scale the share of the
 * last layer's variance that is within neurons, with named scales marked. (Shares are of the
 * variance, whose parts add up.)
 *
 * @param rows one layer of one network each; every activation with the same scales.
 * @param options marks, and what is shown at first.
 * @throws {RangeError} for no row, a std not above 0, scales that are not in equal ratios,
 * a start that is not in the rows, two rows of one layer of one network, histograms of
 * different numbers of bins, or a number that is not finite.
 * @throws {TypeError} if an argument is of another kind, or an option has another name.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { scaleExplorer } from "weightlab/charts";
 *
 * const layer = { activation: "sigmoid", batchNorm: false, layer: 1, values: 4 };
 * const drawn = { counts: [3, 1], range: [0, 1] as const, total: 0.2, within: 0.1 };
 * const chart = scaleExplorer([{ ...layer, ...drawn, std: 0.1 }]);
 * assertMatch(chart.description, /at std 0.1 .* 0.1 of 0.2/);
 * ```
 */
export function scaleExplorer(
  rows: readonly ScaleLayerRow[],
  options: ScaleExplorerOptions = {},
): Chart {
  const { marks, start } = readOptions(DOING, options, {
    marks: SCALE_MARKS.or({}),
    start: START.or({}),
  });
  const all = readLayers(rows);
  const stds = scalesOf(all);
  const places = new Map(stds.map((std, i) => [std, i]));
  const digits = digitsToDiffer(stds, 4);
  const [activations, normalizations] = [
    distinct(all.map(({ activation }) => activation)),
    distinct(all.map(({ batchNorm }) => batchNorm)),
  ];
  const layers = distinct(all.map(({ layer }) => layer));
  const last = largest(layers);
  const first = firstRow(all, start, last);
  // The slider moves in equal steps of the logarithm.
  const [min, max] = [stds[0], stds.at(-1)!].map(log10);
  const step = stds.length === 1 ? 1 : (max - min) / (stds.length - 1);

  const network = "datum.f === activation && datum.n === batchNorm";
  const chosen = `${network} && datum.s === round((scale - ${min}) / ${step})`;
  return makeChart(sentence(all, { activations, stds, last, first }), {
    params: [
      {
        name: "scale",
        value: log10(first.std),
        bind: { input: "range", min, max, step, name: SLIDER },
      },
      {
        name: "activation",
        value: first.activation,
        bind: { input: "select", options: activations, name: "activation " },
      },
      {
        name: "batchNorm",
        value: first.batchNorm,
        bind: {
          input: "select",
          options: normalizations,
          labels: normalizations.map((n) => n ? "with" : "without"),
          name: "batch normalization ",
        },
      },
    ],
    data: {
      values: all.map((row) => ({
        f: row.activation,
        n: row.batchNorm,
        s: places.get(row.std)!,
        std: rounded(row.std, digits),
        l: row.layer,
        t: rounded(row.total, 4),
        w: rounded(row.within, 4),
        lo: row.range[0],
        hi: row.range[1],
        o: rounded(1 - row.counts.reduce((a, b) => a + b, 0) / row.values, 4),
        // One text: a notebook's file gives every number of an array a line of its own.
        c: row.counts.join(" "),
      })),
    },
    vconcat: [
      histogramRow(all, { chosen, stds }),
      {
        hconcat: [
          byLayer(all, { chosen, layers }),
          {
            title:
              `layer ${last}: variance within neurons / variance of all values`,
            ...byScale(all, { network, chosen, last, stds, marks }),
          },
        ],
        resolve: OWN_LEGEND,
      },
    ],
    spacing: 14,
    resolve: OWN_LEGEND,
  });
}

/** A legend stands above what it explains, not above the whole figure. */
const OWN_LEGEND: Json = {
  scale: { color: "independent", strokeDash: "independent" },
};

const SLIDER = "std of the weights, as a power of ten ";

/** "tanh, batch normalization, std 0.1", of what is chosen. */
function title(stds: readonly number[]): string {
  const format = labelFormat(stds, 3);
  return "activation + (batchNorm ? ', batch normalization' : '') + ', std ' + " +
    `format(pow(10, scale), '${format}')`;
}

/** The chosen network's histograms, side by side. */
function histogramRow(
  rows: readonly ScaleLayerRow[],
  { chosen, stds }: { chosen: string; stds: readonly number[] },
): Json {
  const bins = rows[0].counts.length;
  const edges = valueFormat(rows.flatMap(({ range }) => [...range]), 3);
  const most = largest(rows.map(({ counts }) => largest(counts)));
  const edge = (bin: string) =>
    `datum.lo + ${bin} * (datum.hi - datum.lo) / ${bins}`;
  return {
    title: { text: { expr: title(stds) } },
    transform: [
      { filter: chosen },
      { calculate: "split(datum.c, ' ')", as: "counts" },
      { calculate: `sequence(${bins})`, as: "bins" },
      { flatten: ["counts", "bins"], as: ["text", "at"] },
      { calculate: "toNumber(datum.text)", as: "count" },
      { calculate: edge("datum.at"), as: "from" },
      { calculate: edge("(datum.at + 1)"), as: "to" },
    ],
    facet: {
      column: {
        field: "l",
        type: "ordinal",
        header: { title: null, labelExpr: "datum.value + '-layer'" },
      },
    },
    spacing: 8,
    spec: {
      width: 116,
      height: 150,
      encoding: {
        y: {
          field: "count",
          type: "quantitative",
          axis: {
            title: "values in a bin",
            format: ",d",
            tickCount: 5,
            ...wholeTicks(most),
          },
        },
      },
      layer: [
        {
          mark: { type: "bar", stroke: SERIES_COLOURS[0], strokeWidth: 0.5 },
          encoding: {
            x: {
              field: "from",
              type: "quantitative",
              bin: { binned: true },
              scale: { nice: false, zero: false },
              axis: {
                title: "value",
                format: "~g",
                tickCount: 3,
                labelFlush: true,
              },
            },
            x2: { field: "to" },
            tooltip: tooltip({
              l: "layer",
              from: ["from", edges],
              to: ["to", edges],
              count: ["values in this bin", ","],
            }),
          },
        },
        {
          transform: [{ filter: "datum.at === 0 && datum.o > 0" }],
          mark: { type: "text", style: "note", align: "right", x: 112, y: 10 },
          encoding: {
            y: { value: 10 },
            text: { field: "o", type: "quantitative", format: ".1%" },
          },
        },
        {
          transform: [{ filter: "datum.at === 0 && datum.o > 0" }],
          mark: {
            type: "text",
            style: "note",
            align: "right",
            x: 112,
            text: "beyond",
          },
          encoding: { y: { value: 23 } },
        },
      ],
    },
  };
}

const TOTAL = "all values", WITHIN = "within neurons";
const PARTS = seriesChannels([TOTAL, WITHIN], { field: "part" });

/** The chosen network's standard deviations, layer by layer. */
function byLayer(
  rows: readonly ScaleLayerRow[],
  { chosen, layers }: { chosen: string; layers: readonly number[] },
): { [key: string]: Json } {
  const [low, high] = extent(layers);
  const { color, strokeDash, colorOf } = PARTS;
  return {
    width: 250,
    height: 150,
    transform: [
      { filter: chosen },
      // Two rows a layer, one for each of its standard deviations.
      { calculate: `['${TOTAL}', '${WITHIN}']`, as: "parts" },
      { calculate: "[datum.t, datum.w]", as: "sds" },
      {
        calculate: `['${colorOf(TOTAL)}', '${colorOf(WITHIN)}']`,
        as: "colours",
      },
      { flatten: ["parts", "sds", "colours"], as: ["part", "sd", "colour"] },
    ],
    encoding: {
      x: {
        field: "l",
        type: "quantitative",
        scale: { domain: [low - 0.3, high + 0.3], nice: false },
        axis: { title: "layer", values: layers, format: "d" },
      },
      y: {
        field: "sd",
        type: "quantitative",
        scale: { type: "log" },
        axis: { title: "standard deviation", format: "~g", tickCount: 5 },
      },
      tooltip: tooltip({
        l: "layer",
        part: "standard deviation of",
        sd: ["is", valueFormat(totals(rows), 3)],
      }),
    },
    layer: [
      { mark: { type: "line" }, encoding: { color, strokeDash } },
      {
        mark: { type: "point", filled: true, size: 40, opacity: 1 },
        encoding: { fill: drawnAsIs("colour") },
      },
    ],
  };
}

/** The last layer's share of variance within neurons by scale, the chosen one marked. */
function byScale(
  rows: readonly ScaleLayerRow[],
  { network, chosen, last, stds, marks }: {
    network: string;
    chosen: string;
    last: number;
    stds: readonly number[];
    marks: ScaleMarks;
  },
): { [key: string]: Json } {
  const ends = { domain: [stds[0], stds.at(-1)!], nice: false };
  const x = weightScaleAxis(stds, ends, { grid: true });
  const y = {
    field: "share",
    type: "quantitative",
    scale: { domain: [0, 1] },
    axis: {
      title: "share within neurons",
      format: ".1f",
      tickCount: 5,
      grid: true,
    },
  };
  const share = {
    calculate: "datum.t > 0 ? pow(datum.w / datum.t, 2) : 0",
    as: "share",
  };
  const format = valueFormat(totals(rows), 3);
  const onHover = tooltip({
    std: ["std of the weights", labelFormat(stds, 3)],
    t: ["std of all values", format],
    w: ["std within neurons", format],
    share: ["share within neurons", ".2~g"],
  });
  const { rules, names } = scaleMarks(marks, x);
  return {
    width: 290,
    height: 150,
    layer: [
      ...rules,
      {
        transform: [{ filter: `${network} && datum.l === ${last}` }, share],
        mark: { type: "line", color: SERIES_COLOURS[2], clip: true },
        encoding: { x, y, tooltip: onHover },
      },
      {
        transform: [{ filter: `${chosen} && datum.l === ${last}` }, share],
        mark: {
          type: "point",
          filled: true,
          size: 90,
          opacity: 1,
          color: SERIES_COLOURS[2],
        },
        encoding: { x, y, tooltip: onHover },
      },
      ...names,
    ],
  };
}

function totals(rows: readonly ScaleLayerRow[]): number[] {
  return rows.flatMap(({ total, within }) => [total, within]);
}

type Start = NonNullable<ScaleExplorerOptions["start"]>;

/** The network that is shown at first: any of the rows', which firstRow() looks for. */
const START = optionsOf<Start>({
  activation: anything<string | undefined>().optional,
  batchNorm: anything<boolean | undefined>().optional,
  std: number().optional,
});

/** What a field is called in messages, where that is not its name. */
const CALLED: { readonly [K in keyof ScaleLayerRow]?: string } = {
  activation: "the activation",
  layer: "the layer",
  values: "the number of values",
  counts: "the counts",
};

/** The rows; throws if two are of one layer, or their histograms have other bins. */
function readLayers(given: readonly ScaleLayerRow[]): ScaleLayerRow[] {
  const rows = readRows(
    DOING,
    "rows",
    "row",
    given,
    {
      activation: text(),
      batchNorm: boolean(),
      // All scales are looked at together.
      std: anything<number>(),
      layer: number(),
      values: number({ above: 0 }),
      counts: listOf(
        number({ least: 0 }),
        undefined,
        (_, name) => name.replace("the counts", "a count"),
      ),
      range: drawnRange,
      total: number({ least: 0 }),
      within: number({ least: 0 }),
    },
    (field, _, i) =>
      field === "range" ? field : `${CALLED[field] ?? field} of row ${i + 1}`,
  );
  const bins = rows[0].counts.length;
  const at = rows.findIndex(({ counts: { length } }) =>
    length === 0 || length !== bins
  );
  if (at >= 0) {
    throw new RangeError(
      `Cannot ${DOING}: the counts of row ${at + 1} must be of ${
        bins === 0 ? "at least one bin" : `${plural(bins, "bin")}, as in row 1`
      }, got ${rows[at].counts.length}`,
    );
  }
  checkOnce(
    DOING,
    "there must be one row a layer of a network",
    rows,
    // As JSON, "1" is not 1: it is no scale, which is said below.
    ({ activation, batchNorm, std, layer }) =>
      JSON.stringify([activation, batchNorm, std, layer]),
    ({ activation, batchNorm, std, layer }) =>
      `of layer ${layer} at std ${std} (${activation}, ${
        batchNorm ? "with" : "without"
      } batch normalization)`,
  );
  return rows;
}

/** The scales from small to large; throws unless they are in equal ratios. */
function scalesOf(rows: readonly ScaleLayerRow[]): number[] {
  const stds = distinct(rows.map(({ std }) => std)).sort((a, b) => a - b);
  if (!(stds[0] > 0 && Number.isFinite(stds.at(-1)))) {
    throw new RangeError(
      `Cannot ${DOING}: std must be above 0, for a logarithmic slider, got ${
        stds[0]
      } to ${stds.at(-1)}`,
    );
  }
  const bad = stds.find((std) => !Number.isFinite(std));
  if (bad !== undefined) {
    throw new RangeError(
      `Cannot ${DOING}: std must be above 0, for a logarithmic slider, got ${
        kindOf(bad)
      }`,
    );
  }
  const ratio = pow(stds.at(-1)! / stds[0], 1 / (stds.length - 1));
  for (const [i, std] of stds.entries()) {
    const want = stds[0] * pow(ratio, i);
    if (i > 0 && Math.abs(std / want - 1) > 0.01 * (ratio - 1)) {
      throw new RangeError(
        `Cannot ${DOING}: the scales must be in equal ratios, for the steps of a slider, got ${std} where ${
          numberText(want)
        } would be next`,
      );
    }
  }
  return stds;
}

/** The last layer of the network that is shown at first. */
function firstRow(
  rows: readonly ScaleLayerRow[],
  start: Start,
  last: number,
): ScaleLayerRow {
  const {
    activation = rows[0].activation,
    batchNorm = rows[0].batchNorm,
    std = rows[0].std,
  } = start;
  const far = (row: ScaleLayerRow) => Math.abs(row.std / std - 1);
  const row = rows.filter((row) =>
    row.activation === activation && row.batchNorm === batchNorm &&
    row.layer === last && far(row) < 1e-6
  ).reduce<ScaleLayerRow | undefined>(
    // The nearest: scales may lie closer to each other than that.
    (a, b) => a === undefined || far(b) < far(a) ? b : a,
    undefined,
  );
  if (row === undefined) {
    throw new RangeError(
      `Cannot ${DOING}: start must be one of the rows' networks, got ${
        JSON.stringify({ activation, batchNorm, std })
      }`,
    );
  }
  return row;
}

function sentence(
  rows: readonly ScaleLayerRow[],
  { activations, stds, last, first }: {
    activations: readonly string[];
    stds: readonly number[];
    last: number;
    first: ScaleLayerRow;
  },
): string {
  const networks = rows.filter(({ layer }) => layer === last).length;
  const text = textsOf(stds);
  return `Histograms of ${plural(networks, "network")} of ${
    plural(last, "layer")
  } (${listText(activations)}) for weights of std ${text(stds[0])} to ${
    text(stds.at(-1)!)
  }, chosen by a slider; at std ${text(first.std)} (${first.activation}, ${
    first.batchNorm ? "with" : "without"
  } batch normalization) the last layer's standard deviation within neurons is ${
    numberText(first.within, 2)
  } of ${numberText(first.total, 2)}, over ${plural(first.values, "value")}.`;
}
