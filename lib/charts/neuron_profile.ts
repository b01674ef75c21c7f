import { readOptions, text } from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import type { Chart, Json, MatrixLike, NamedMatrix } from "./chart.ts";
import { digitsToPlace, rounded, valueFormat } from "./_digits.ts";
import { drawnRange } from "./histogram_counts.ts";
import { makeChart } from "./_make_chart.ts";
import {
  panelColumns,
  panelRow,
  panelTitles,
  panelWidth,
  readMatrices,
  titlesOfPanels,
} from "./_panels.ts";
import { SERIES_COLOURS } from "./theme.ts";
import { between, panelTicks } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import { listText, numberText, plural } from "./_words.ts";

/** How {@linkcode neuronProfile} draws. */
export interface NeuronProfileOptions {
  /** What the horizontal axes cover. Default: all the bars. */
  readonly range?: readonly [number, number];
  /**
   * One title a panel. Default the matrices' names if they have any, else "1-layer",
   * "2-layer", ...; none above a matrix alone.
   */
  readonly titles?: readonly string[];
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Title of the horizontal axes. Default "activation". */
  readonly xTitle?: string;
  /** Title of the vertical axes. Default "neurons, sorted by mean". */
  readonly yTitle?: string;
}

/**
 * What each neuron of a layer does with its input: its mean over the examples and a bar
 * of one standard deviation to both sides, the neurons sorted by their means.
 *
 * A histogram pools neurons and examples. Here they are apart: wide bars are neurons that
 * answer to their input, ticks without a bar are constants, and a layer of them says nothing of it.
 * The axes and panels are those of {@linkcode histograms}, to stand below it.
 *
 * Each panel's "within" is the root of the mean of the neurons' variances.
 *
 * @param layers a matrix, N examples x neurons, or a list of them, one a panel, which may have
 * names: `activations(net, x)`.
 * @param options range, titles.
 * @throws {RangeError} for no matrix, an empty one, a value that is not finite, or a range
 * without width.
 * @throws {TypeError} if `layers` is not an array of matrices, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { Matrix } from "weightlab";
 * import { neuronProfile } from "weightlab/charts";
 *
 * const constants = new Matrix([[0.2, 0.7], [0.2, 0.7]]);
 * assertMatch(neuronProfile([constants]).description, /within a neuron is 0 in 1-layer/);
 * ```
 */
export function neuronProfile(
  layers: MatrixLike | readonly (MatrixLike | NamedMatrix)[],
  options: NeuronProfileOptions = {},
): Chart {
  const doing = "draw a neuron profile";
  const { range, titles, title, xTitle, yTitle } = readOptions(doing, options, {
    range: drawnRange.optional,
    titles: titlesOfPanels.optional,
    title: text().optional,
    xTitle: text().or("activation"),
    yTitle: text().or("neurons, sorted by mean"),
  });
  const { matrices, isAlone, names: own } = readMatrices(doing, layers);
  const names = panelTitles(doing, matrices.length, titles, isAlone, own);
  const panels = matrices.map((layer, i) => ({
    title: names[i],
    neurons: neuronsOf(layer, names[i]),
  }));
  const [lowest, highest] = extent(
    panels.flatMap(({ neurons }) =>
      neurons.flatMap(({ mean, std }) => [mean - std, mean + std])
    ),
  );
  const digits = digitsToPlace([lowest, highest], 5);
  const values = panels.flatMap(({ title, neurons }) =>
    neurons.map(({ neuron, mean, std }, rank) => ({
      panel: title,
      rank: rank + 1,
      neuron: neuron + 1,
      mean: rounded(mean, digits),
      std: rounded(std, 5),
      low: rounded(mean - std, digits),
      high: rounded(mean + std, digits),
    }))
  );
  const notes = panels.map(({ title, neurons }) => ({
    panel: title,
    note: `within ${numberText(within(neurons), 2)}`,
  }));
  const domain: readonly [number, number] = range ?? [
    ...extent(values.flatMap(({ low, high }) => [low, high])),
  ];
  // A clip costs a png more time than all that it cuts.
  const clip = values.some(({ low, high }) =>
    low < domain[0] || high > domain[1]
  );
  const most = largest(panels.map(({ neurons }) => neurons.length));
  const ticks = [domain[0], (domain[0] + domain[1]) / 2, domain[1]];
  const width = panelWidth(matrices.length);
  // Vega's own ticks, where they can be written out.
  const { axis, unit } = panelTicks(
    range === undefined ? [...between(domain).values] : ticks,
    width,
  );
  const x: { [key: string]: Json } = {
    type: "quantitative",
    scale: { domain, nice: range === undefined, zero: false },
    axis: range === undefined && unit === ""
      ? { title: null, tickCount: 3, labelFlush: true }
      : { title: null, ...axis, labelFlush: true },
  };
  const y = {
    field: "rank",
    type: "quantitative",
    // The uppermost eighth of the panel is for the note.
    scale: { domain: [0, Math.ceil(1.14 * most)], nice: false },
    axis: { title: yTitle, values: rankTicks(most) },
  };
  const onHover = tooltip({
    panel: "panel",
    neuron: "neuron",
    mean: [
      "mean over examples",
      valueFormat([lowest, highest], Math.max(3, digits - 2)),
    ],
    std: [
      "standard deviation over examples",
      valueFormat(values.map(({ std }) => std), 3),
    ],
  });
  return makeChart(
    sentence(panels, xTitle),
    panelRow(names, {
      title: {
        text:
          `${xTitle}${unit}:  mean of each neuron  ±  its standard deviation over examples`,
      },
      values: [...values, ...notes],
      isAlone: isAlone && titles === undefined,
      spec: {
        width,
        height: panelColumns(names.length) < names.length ? 160 : 200,
        layer: [
          {
            transform: [{ filter: "isValid(datum.rank)" }],
            mark: {
              type: "rule",
              strokeWidth: 1,
              color: SERIES_COLOURS[0],
              clip,
            },
            encoding: {
              x: { ...x, field: "low" },
              x2: { field: "high" },
              y,
              tooltip: onHover,
            },
          },
          {
            transform: [{ filter: "isValid(datum.rank)" }],
            mark: {
              type: "tick",
              orient: "vertical",
              thickness: 2,
              opacity: 1,
              size: 3,
              color: SERIES_COLOURS[1],
              clip,
            },
            encoding: { x: { ...x, field: "mean" }, y, tooltip: onHover },
          },
          {
            transform: [{ filter: "isValid(datum.note)" }],
            mark: { type: "text", style: "note", align: "left", x: 6, y: 11 },
            encoding: { text: { field: "note", type: "nominal" } },
          },
        ],
      },
    }),
    title,
  );
}

/** 0, and four or five round numbers up to the number of neurons. */
function rankTicks(most: number): number[] {
  const step = Math.max(1, Math.round(most / 5));
  return Array.from(
    { length: Math.floor(most / step) + 1 },
    (_, i) => i * step,
  );
}

interface Neuron {
  readonly neuron: number;
  readonly mean: number;
  readonly std: number;
}

/** The neurons of a layer, the one with the lowest mean first. */
function neuronsOf(layer: MatrixLike, title: string): Neuron[] {
  const { rows, columns } = layer;
  return Array.from({ length: columns }, (_, neuron) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += layer.get(i, neuron);
    if (!Number.isFinite(sum)) {
      throw new RangeError(
        `Cannot draw a neuron profile: ${title} must be finite, ` +
          `neuron ${neuron + 1} is not`,
      );
    }
    const mean = sum / rows;
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      squares += (layer.get(i, neuron) - mean) ** 2;
    }
    return { neuron, mean, std: Math.sqrt(squares / rows) };
  }).sort((a, b) => a.mean - b.mean || a.neuron - b.neuron);
}

function within(neurons: readonly Neuron[]): number {
  const variances = neurons.reduce((sum, { std }) => sum + std * std, 0);
  return Math.sqrt(variances / neurons.length);
}

function betweenMeans(neurons: readonly Neuron[]): number {
  const mean = neurons.reduce((sum, n) => sum + n.mean, 0) / neurons.length;
  const squares = neurons.reduce((sum, n) => sum + (n.mean - mean) ** 2, 0);
  return Math.sqrt(squares / neurons.length);
}

function sentence(
  panels: readonly { title: string; neurons: readonly Neuron[] }[],
  xTitle: string,
): string {
  const each = (measure: (neurons: readonly Neuron[]) => number) =>
    listText(
      panels.map(({ title, neurons }) =>
        `${numberText(measure(neurons))} in ${title}`
      ),
    );
  return `Mean and standard deviation of the ${xTitle} of each neuron in ${
    plural(panels.length, "panel")
  }: the standard deviation within a neuron is ${
    each(within)
  }, that between the neurons' means ${each(betweenMeans)}.`;
}
