import { kindOf } from "../check/kind_of.ts";
import {
  anything,
  count,
  kind,
  number,
  optionsOf,
  readOptions,
  text,
} from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import { autoRange } from "./_auto_range.ts";
import type { Chart, Json, MatrixLike } from "./chart.ts";
import type { DiagnosedLayer } from "./_diagnosed_layer.ts";
import { rounded, valueFormat } from "./_digits.ts";
import { lineOf, type MaybeNumber } from "./_gaps.ts";
import { drawnRange, histogramCounts } from "./histogram_counts.ts";
import { key } from "./_key.ts";
import { makeChart } from "./_make_chart.ts";
import { matrixValues } from "./_matrix_values.ts";
import { checkNamed } from "./_named.ts";
import { readMatrices } from "./_panels.ts";
import { readRows } from "./_rows.ts";
import { drawnAsIs } from "./_series.ts";
import { SERIES_COLOURS } from "./theme.ts";
import { logDomain, panelTicks, smallLogAxis } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { countText, numberText, plural } from "./_words.ts";

/** What theory predicts of one layer: rows of `signalPropagation` are such. */
export interface PredictedLayer {
  /** The layer, from 1. */
  readonly layer: number;
  /** The variance of all that it gives. */
  readonly total: number;
  /** Its part within a neuron. */
  readonly within: number;
  /** The variance of d loss / d z. Default: not drawn. */
  readonly gradient?: number;
}

/** What is drawn of a layer that `diagnose` has looked at. */
type MeasuredLayer = Pick<
  DiagnosedLayer,
  "layer" | "std" | "within" | "gradientStd"
>;

/** A network as it is at one moment of its training, for {@linkcode networkPanels}. */
export interface NetworkMoment {
  /** What each hidden layer gives, N x units, first to last. */
  readonly activations: readonly MatrixLike[];
  /** What the histograms' bins cover. Default: `histograms`' "auto". */
  readonly range?: readonly [number, number];
  /** `diagnose(net, batch).rows`: of the hidden layers, or with the output layer too. */
  readonly rows: readonly MeasuredLayer[];
  /** What theory predicts, dashed. Default: nothing. */
  readonly theory?: readonly PredictedLayer[];
  /** The loss of each update so far, in nats. Default: none. */
  readonly losses?: readonly MaybeNumber[];
}

/** How {@linkcode networkPanels} draws. */
export interface NetworkPanelsOptions {
  /**
   * Where the losses' axis ends, in updates; given, there is a row of losses from the
   * start. Default: where the longest losses end.
   */
  readonly updates?: number;
  /** Title of the figure. Default: none. */
  readonly title?: string;
}

const DOING = "draw networks";
const WIDTH = 210, HEIGHT = 84, RIDGE = 26, BINS = 30;
/** Variances above this, or below its inverse, are not drawn: no axis has room for more. */
const FURTHEST = 1e150;
/** How many losses are drawn of a network, at most: more than there are pixels. */
const MOST_LOSSES = 300;
/** The largest first loss is at this share of the height: what grows further is cut. */
const FIRST_LOSS = 0.75;

/**
 * Networks side by side, a column each, as they are at one moment: histograms of what each
 * hidden layer gives, each as high as its tallest bin; the variance of that, all of it and
 * its part within a neuron; the variance of the gradient by z; and the losses so far. Frames
 * of an animation, or what is known before the first update.
 *
 * What is not finite is not drawn, nor a variance of 0 or beyond 1e150, as of a network that
 * has diverged. Losses are cut at
 * four thirds of the largest first one, or of three times the smallest: the description
 * says where.
 *
 * @param networks each network by its name, which stands above its column.
 * @param options where the losses' axis ends, a title.
 * @throws {RangeError} for no network, one without layers, or a range that is none.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { activations, diagnose, he, mlp, randn, relu, seeded } from "weightlab";
 * import { networkPanels } from "weightlab/charts";
 * import { assertMatch } from "@std/assert";
 *
 * const net = mlp([10, 10, 3], { activation: relu, init: he(), rng: seeded(1) });
 * const x = randn(seeded(2), 100, 10);
 * const chart = networkPanels({
 *   He: {
 *     activations: [activations(net, x)[1].values],
 *     rows: diagnose(net, x).rows,
 *   },
 * });
 * assertMatch(chart.description, /^He, 1 hidden layer: variance from/);
 * ```
 */
export function networkPanels(
  networks: Readonly<Record<string, NetworkMoment>>,
  options: NetworkPanelsOptions = {},
): Chart {
  const { updates, title } = readOptions(DOING, options, {
    updates: count().optional,
    title: text().optional,
  });
  checkNamed(DOING, "networks", "each by its name", networks, "one network");
  const columns = Object.entries(networks).map(([name, moment]) =>
    readMoment(name, moment)
  );
  const depth = largest(columns.map(({ ridges }) => ridges.length));
  const last = updates ??
    largest([0, ...columns.map(({ losses }) => losses.length)]);
  const row = (
    panels: readonly { readonly [key: string]: Json }[],
    title?: string,
  ): Json => ({
    ...(title !== undefined && { title: key([title], { offset: 4 }) }),
    spacing: 14,
    hconcat: panels,
    // They have one vertical axis, so that a page leaves them side by side.
    resolve: { scale: { y: "shared" } },
  });
  const byLayer = (title: string, points: readonly (readonly Point[])[]) => {
    const values = points.flat().map(({ value }) => value);
    return points.map((own, i) => layerPanel(own, values, depth, title, i > 0));
  };
  return makeChart(sentence(columns), {
    spacing: 12,
    vconcat: [
      row(columns.map((column, i) => ridgePanel(column, depth, i > 0))),
      row(
        byLayer("variance", columns.map(({ variances }) => variances)),
        "circles: all values  ·  squares: within a neuron" +
          (columns.some(({ theory }) => theory) ? "  ·  dashed: theory" : ""),
      ),
      row(byLayer("var. of gradient", columns.map((it) => it.gradients))),
      ...(last === 0 ? [] : [row(lossPanels(columns, last))]),
    ],
  }, title);
}

/** A layer's histogram. */
interface Ridge {
  readonly layer: number;
  readonly counts: readonly number[];
}

/** A number by layer, and how it is drawn. */
interface Point {
  readonly layer: number;
  readonly value: number;
  readonly series: string;
  readonly theory: boolean;
}

/** A network, read and counted. */
interface Column {
  readonly name: string;
  readonly range: readonly [number, number];
  readonly ridges: readonly Ridge[];
  readonly variances: readonly Point[];
  readonly gradients: readonly Point[];
  readonly theory: boolean;
  readonly losses: readonly (number | null)[];
}

const ALL = "all values", WITHIN = "within a neuron", GRADIENT = "by z";

const SHAPES: Readonly<Record<string, { colour: string; shape: string }>> = {
  [ALL]: { colour: SERIES_COLOURS[0], shape: "circle" },
  [WITHIN]: { colour: SERIES_COLOURS[1], shape: "square" },
  [GRADIENT]: { colour: SERIES_COLOURS[0], shape: "circle" },
};

/** A number, finite or not. */
const numeric = kind((doing, name, value) => {
  if (typeof value === "number") return value;
  throw new TypeError(
    `Cannot ${doing}: ${name} must be a number, got ${kindOf(value)}`,
  );
});

/** What a moment must be. */
const MOMENT = optionsOf<NetworkMoment>({
  activations: anything<readonly MatrixLike[]>(),
  range: drawnRange.optional,
  rows: anything<readonly MeasuredLayer[]>(),
  theory: anything<NetworkMoment["theory"]>().optional,
  losses: anything<NetworkMoment["losses"]>().optional,
}, (part, name) => `the ${part} of ${name}`);

function readMoment(name: string, moment: NetworkMoment): Column {
  const { activations, range: given, rows, theory = [], losses = [] } = MOMENT
    .read(
      DOING,
      name,
      moment,
    );
  const { matrices } = readMatrices(`${DOING}, ${name}`, activations);
  const values = matrices.map(matrixValues);
  const range = given ?? autoRange(values);
  const measured = readRows(DOING, `the rows of ${name}`, "row", rows, {
    ...{ layer: number(), std: numeric, within: numeric },
    gradientStd: numeric.optional,
  }, (field, _, i) => `${field} of row ${i + 1} of ${name}`)
    .slice(0, matrices.length);
  const predicted = theory.length === 0
    ? []
    : readRows(DOING, `the theory of ${name}`, "row", theory, {
      ...{ layer: number(), total: numeric, within: numeric },
      gradient: numeric.optional,
    }, (field, _, i) => `${field} of row ${i + 1} of the theory of ${name}`);
  const square = (std: number | undefined) =>
    std === undefined ? undefined : std ** 2;
  return {
    name,
    range,
    ridges: values.map((some, i) => ({
      layer: i + 1,
      counts: histogramCounts(some.filter(Number.isFinite), {
        ...{ bins: BINS, range },
      }),
    })),
    variances: [
      ...pointsOf(ALL, measured.map((row) => [row.layer, square(row.std)])),
      ...pointsOf(
        WITHIN,
        measured.map((row) => [row.layer, square(row.within)]),
      ),
      ...pointsOf(ALL, predicted.map((row) => [row.layer, row.total]), true),
      ...pointsOf(
        WITHIN,
        predicted.map((row) => [row.layer, row.within]),
        true,
      ),
    ],
    gradients: [
      ...pointsOf(
        GRADIENT,
        measured.map((row) => [row.layer, square(row.gradientStd)]),
      ),
      ...pointsOf(
        GRADIENT,
        predicted.map((row) => [row.layer, row.gradient]),
        true,
      ),
    ],
    theory: predicted.length > 0,
    losses: lineOf(DOING, `the losses of ${name}`, losses).values,
  };
}

/** What a logarithmic axis can show. */
function pointsOf(
  series: string,
  numbers: readonly (readonly [layer: number, value: number | undefined])[],
  theory = false,
): Point[] {
  return numbers.flatMap(([layer, value]) =>
    value !== undefined && value >= 1 / FURTHEST && value <= FURTHEST
      ? [{ layer, value: rounded(value, 5), series, theory }]
      : []
  );
}

type Spec = { readonly [key: string]: Json };

/** The vertical axis of a row: only its first panel has words on it. */
function axisOf(title: string, isNext: boolean, more: Spec = {}): Spec {
  return {
    grid: true,
    ...more,
    title: isNext ? null : title,
    ...(isNext && { labels: false, ticks: false }),
  };
}

function ridgePanel(
  { name, range: [low, high], ridges }: Column,
  depth: number,
  isNext: boolean,
): Spec {
  const step = (high - low) / BINS;
  const bars = ridges.flatMap(({ layer, counts }) => {
    const tallest = largest([1, ...counts]);
    const all = largest([1, counts.reduce((sum, count) => sum + count, 0)]);
    return counts.flatMap((count, bin) =>
      count === 0 ? [] : [{
        layer,
        from: rounded(low + bin * step, 6),
        to: rounded(low + (bin + 1) * step, 6),
        top: rounded(layer - 0.9 * count / tallest, 5),
        share: rounded(count / all, 4),
      }]
    );
  });
  const { axis, unit } = panelTicks([low, (low + high) / 2, high], WIDTH);
  const y = {
    type: "quantitative",
    scale: { domain: [0, depth + 0.1], nice: false, reverse: true },
    axis: axisOf("layer", isNext, {
      values: everyFew(depth),
      format: "d",
    }),
  };
  return {
    title: { text: name, anchor: "middle", offset: 6, fontWeight: "bold" },
    width: WIDTH,
    height: Math.max(60, RIDGE * depth),
    data: { values: bars },
    mark: { type: "bar", stroke: SERIES_COLOURS[0], strokeWidth: 0.5 },
    encoding: {
      x: {
        field: "from",
        type: "quantitative",
        bin: { binned: true },
        scale: { domain: [low, high], nice: false },
        axis: { title: `activation${unit}`, ...axis, labelFlush: true },
      },
      x2: { field: "to" },
      y: { ...y, field: "top" },
      y2: { field: "layer" },
      tooltip: tooltip({
        layer: "layer",
        from: ["from", ".4~g"],
        to: ["to", ".4~g"],
        share: ["share of the layer", ".2%"],
      }),
    },
  };
}

/** Layers with a label: all, or as many as have room. */
function everyFew(depth: number): number[] {
  const step = Math.ceil(depth / 10);
  return Array.from({ length: depth }, (_, i) => i + 1)
    .filter((layer) => (layer - 1) % step === 0);
}

function layerPanel(
  points: readonly Point[],
  all: readonly number[],
  depth: number,
  title: string,
  isNext: boolean,
): Spec {
  const y = {
    field: "value",
    type: "quantitative",
    scale: { type: "log", domain: logDomain(all), nice: false },
    axis: axisOf(title, isNext, smallLogAxis(all)),
  };
  const look = { fill: drawnAsIs("colour"), shape: drawnAsIs("shape") };
  const dashed = points.some(({ theory }) => theory);
  const measured = points.some(({ theory }) => !theory);
  return {
    width: WIDTH,
    height: HEIGHT,
    data: {
      values: points.map((point) => ({ ...point, ...SHAPES[point.series] })),
    },
    encoding: {
      x: {
        field: "layer",
        type: "quantitative",
        scale: { domain: [0.6, depth + 0.4], nice: false, zero: false },
        axis: { title: "layer", format: "d", values: everyFew(depth) },
      },
    },
    // Only layers that have something to draw: to a screen reader an empty one would be a
    // picture without a name.
    layer: [
      ...(dashed
        ? [{
          transform: [{ filter: "datum.theory" }],
          mark: {
            type: "line",
            strokeWidth: 1.5,
            strokeDash: [5, 3],
            tooltip: null,
          },
          encoding: {
            y,
            stroke: drawnAsIs("colour"),
            detail: { field: "series", type: "nominal" },
          },
        }]
        : []),
      ...(measured
        ? [{
          transform: [{ filter: "!datum.theory" }],
          mark: { type: "point", filled: true, size: 40, opacity: 1 },
          encoding: {
            y,
            ...look,
            tooltip: tooltip({
              series: title,
              layer: "layer",
              value: ["value", valueFormat(all, 3)],
            }),
          },
        }]
        : []),
      ...(points.length > 0 ? [] : [{
        data: { values: [{ layer: (depth + 1) / 2, value: middleOf(all) }] },
        mark: { type: "text", style: "note" },
        encoding: { y, text: { value: "nothing that can be drawn" } },
      }]),
    ],
  };
}

/**
 * Where the losses' axis ends: the first loss of each network is on it, unless one is far
 * from the others.
 */
function topOf(columns: readonly Column[]): number {
  const [low, high] = extent(
    columns.flatMap(({ losses }) => losses[0] ?? []),
  );
  const first = Number.isFinite(high) ? Math.min(high, 3 * low) : 1;
  return rounded(first / FIRST_LOSS, 3);
}

/** Half-way up a logarithmic axis. */
function middleOf(values: readonly number[]): number {
  const [low, high] = logDomain(values);
  return Math.sqrt(low) * Math.sqrt(high);
}

function lossPanels(columns: readonly Column[], last: number): Spec[] {
  const top = topOf(columns);
  return columns.map(({ losses }, i) => {
    const step = Math.ceil(losses.length / MOST_LOSSES);
    const values = losses
      .map((loss, i) => ({
        update: i + 1,
        loss: loss === null ? null : rounded(loss, 5),
      }))
      .filter((_, i) => i % step === 0 || i === losses.length - 1);
    return {
      width: WIDTH,
      height: HEIGHT,
      data: { values },
      mark: {
        type: "line",
        clip: true,
        color: SERIES_COLOURS[0],
        strokeWidth: 1.5,
      },
      encoding: {
        x: {
          field: "update",
          type: "quantitative",
          scale: { domain: [0, last], nice: false },
          axis: {
            title: "updates",
            format: ",d",
            tickCount: 4,
            tickMinStep: 1,
          },
        },
        y: {
          field: "loss",
          type: "quantitative",
          scale: { domain: [0, top], nice: false },
          axis: axisOf("loss (nats)", i > 0, { tickCount: 4 }),
        },
        tooltip: tooltip({
          update: ["updates", ","],
          loss: ["loss (nats)", ".4~g"],
        }),
      },
    };
  });
}

function sentence(columns: readonly Column[]): string {
  const course = (points: readonly Point[], series: string) => {
    const ends = (theory: boolean) => {
      const own = points.filter((it) =>
        it.series === series && it.theory === theory
      );
      return own.length === 0
        ? undefined
        : `from ${numberText(own[0].value)} to ${
          numberText(own.at(-1)!.value)
        }`;
    };
    const [measured = "nothing that can be drawn", theory] = [
      ends(false),
      ends(true),
    ];
    return measured + (theory === undefined ? "" : ` (theory ${theory})`);
  };
  return columns.map(({ name, ridges, variances, gradients, losses }) => {
    const parts = [
      `variance ${course(variances, ALL)}`,
      `within a neuron ${course(variances, WITHIN)}`,
      ...(gradients.length === 0
        ? []
        : [`variance of the gradient ${course(gradients, GRADIENT)}`]),
      ...(losses.length === 0 ? [] : [lossText(losses)]),
    ];
    return `${name}, ${plural(ridges.length, "hidden layer")}: ${
      parts.join(", ")
    }`;
  }).join("; ") + (isCut(columns)
    ? `; losses are cut at ${numberText(topOf(columns))}.`
    : ".");
}

function isCut(columns: readonly Column[]): boolean {
  const top = topOf(columns);
  return columns.some(({ losses }) => losses.some((loss) => (loss ?? 0) > top));
}

function lossText(losses: readonly (number | null)[]): string {
  const end = losses.findIndex((loss) => loss === null);
  const finite = losses.filter((loss) => loss !== null);
  if (finite.length === 0) return "no finite loss";
  const course = `loss from ${numberText(finite[0])} to ${
    numberText(finite.at(-1)!)
  }`;
  return end < 0
    ? `${course} after ${plural(losses.length, "update")}`
    : `${course}, not finite at update ${countText(end + 1)}`;
}
