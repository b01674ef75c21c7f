import { log } from "../kernel/elementary.ts";
import {
  boolean,
  count,
  kind,
  listOf,
  number,
  optionsOf,
  readOptions,
} from "../check/options.ts";
import { largest } from "../numbers/extent.ts";
import type { Chart, Json } from "./chart.ts";
import { digitsToDiffer, rounded } from "./_digits.ts";
import { makeChart } from "./_make_chart.ts";
import { checkOnce } from "./_once.ts";
import { readRows } from "./_rows.ts";
import { distinct, drawnAsIs, seriesChannels } from "./_series.ts";
import { wholeTicks } from "./_ticks.ts";
import { tooltip } from "./_tooltip.ts";
import {
  weightScale,
  weightScaleAxis,
  WITH,
  WITHOUT,
} from "./_weight_scale.ts";
import { countText, numberText, plural, textsOf } from "./_words.ts";

const DOING = "draw a training explorer";

/** How the accuracy of one kind of network grew, over seeds. */
export interface AccuracyBand {
  /** The mean over seeds, one number a measurement, each in [0, 1]. */
  readonly mean: readonly number[];
  /** The lowest of the seeds. */
  readonly low: readonly number[];
  /** The highest of the seeds. */
  readonly high: readonly number[];
}

/** The networks of one weight scale, for {@linkcode trainingExplorer}. */
export interface TrainingBands {
  /** The standard deviation that their weights were drawn with, above 0. */
  readonly std: number;
  /** Whether they have batch normalization. */
  readonly batchNorm: boolean;
  /** The updates after which the accuracies were measured. */
  readonly updates: readonly number[];
  /** Accuracy on the training data. */
  readonly train: AccuracyBand;
  /** Accuracy on held-out data. */
  readonly test: AccuracyBand;
}

/** How {@linkcode trainingExplorer} draws. */
export interface TrainingExplorerOptions {
  /** The scale shown at first; the nearest there is. Default: the largest. */
  readonly std?: number;
}

const MEASURES = ["training", "test"] as const;

/**
 * Training with and without batch normalization at one weight scale, picked with a slider,
 * beside the final accuracy at every scale; a menu picks training or test accuracy. Bands go
 * from the lowest to the highest seed; a click on a legend entry isolates it.
 *
 * @param runs one a scale and kind of network; every scale with both kinds.
 * @param options what is shown at first.
 * @throws {RangeError} for no run, two of one scale and kind, a std not above 0, a run
 * without a measurement, or bands of other lengths than the updates.
 * @throws {TypeError} if an argument is of another kind, or an option has another name.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { trainingExplorer } from "weightlab/charts";
 *
 * const band = { mean: [0.1, 0.9], low: [0.1, 0.8], high: [0.2, 1] };
 * const run = { std: 0.1, updates: [1, 11], train: band, test: band };
 * const chart = trainingExplorer([
 *   { ...run, batchNorm: true },
 *   { ...run, batchNorm: false },
 * ]);
 * assertMatch(chart.description, /at std 0.1 .* 0.9 with and 0.9 without/);
 * ```
 */
export function trainingExplorer(
  runs: readonly TrainingBands[],
  options: TrainingExplorerOptions = {},
): Chart {
  const { std } = readOptions(DOING, options, {
    std: number({ above: 0 }).optional,
  });
  const networks = readRuns(runs);
  const stds = distinct(networks.map(({ std }) => std)).sort((a, b) => b - a);
  const far = (a: number) => Math.abs(log(a / (std ?? stds[0])));
  const first = stds.reduce((a, b) => far(b) < far(a) ? b : a);
  const { colorOf } = CHANNELS;
  const digits = digitsToDiffer(stds, 4);
  const places = new Map(stds.map((std, i) => [std, i + 1]));
  return makeChart(sentence(networks, stds, first), {
    params: [
      {
        name: "panel",
        value: places.get(first)!,
        bind: {
          input: "range",
          min: 1,
          max: stds.length,
          step: 1,
          name: `panel, of ${stds.length}: from large to small weights `,
        },
      },
      {
        name: "measure",
        value: MEASURES[0],
        bind: { input: "select", options: MEASURES, name: "accuracy on " },
      },
    ],
    data: {
      values: networks.flatMap((run) =>
        MEASURES.flatMap((measure) => {
          const { mean, low, high } =
            run[measure === "test" ? "test" : "train"];
          const series = run.batchNorm ? WITH : WITHOUT;
          return run.updates.map((update, i) => ({
            series,
            // Bands and points keep out of the legend, which shows the lines.
            colour: colorOf(series),
            measure,
            panel: places.get(run.std)!,
            std: rounded(run.std, digits),
            update,
            accuracy: mean[i],
            low: low[i],
            high: high[i],
            last: i === run.updates.length - 1,
          }));
        })
      ),
    },
    transform: [{ filter: "datum.measure === measure" }],
    hconcat: [overUpdates(networks, stds), overScales(stds)],
    spacing: 16,
  });
}

const CHANNELS = seriesChannels([WITH, WITHOUT]);

const Y: Json = {
  type: "quantitative",
  scale: { domain: [0, 1] },
  axis: { title: "accuracy", format: ".1f", tickCount: 6, grid: true },
};

const TOOLTIP = tooltip({
  series: "network",
  std: "std of the weights",
  update: "updates",
  accuracy: ["accuracy, mean of the seeds", ".3f"],
  low: ["lowest seed", ".3f"],
  high: ["highest seed", ".3f"],
});

/** What is not picked in the legend steps back. */
const picked = (visible: number): Json => ({
  condition: { param: "series", value: visible },
  value: visible / 8,
});

/** Which layer of a band is the line, whose colours the legend shows. */
const LINE = 1;

/** A band over seeds and its mean, drawn against x. */
function band(x: Json, filter: string): Json[] {
  const { color, strokeDash } = CHANNELS;
  const transform = [{ filter }];
  return [
    {
      transform,
      mark: { type: "area" },
      encoding: {
        x,
        y: { ...Y as Record<string, Json>, field: "low" },
        y2: { field: "high" },
        fill: drawnAsIs("colour"),
        detail: { field: "series" },
        opacity: picked(0.2),
      },
    },
    {
      transform,
      mark: { type: "line" },
      encoding: {
        x,
        y: { ...Y as Record<string, Json>, field: "accuracy" },
        color,
        strokeDash,
        opacity: picked(1),
      },
    },
    {
      transform,
      mark: { type: "point", filled: true, size: 24 },
      encoding: {
        x,
        y: { ...Y as Record<string, Json>, field: "accuracy" },
        fill: drawnAsIs("colour"),
        opacity: picked(1),
        tooltip: TOOLTIP,
      },
    },
  ];
}

/** The chosen scale's training. */
function overUpdates(
  runs: readonly TrainingBands[],
  stds: readonly number[],
): Json {
  const end = largest(runs.map(({ updates }) => largest(updates)));
  const x = {
    field: "update",
    type: "quantitative",
    scale: { domain: [0, end], nice: false },
    axis: {
      title: "updates",
      tickCount: 5,
      format: ",d",
      ...wholeTicks(end),
    },
  };
  const layers = band(x, "datum.panel === panel");
  return {
    title: { text: { expr: title(stds) } },
    width: 290,
    height: 220,
    layer: layers.map((layer, i) =>
      i !== LINE ? layer : {
        ...layer as Record<string, Json>,
        // A legend answers clicks only where its own mark has the parameter.
        params: [{
          name: "series",
          select: { type: "point", fields: ["series"] },
          bind: "legend",
        }],
      }
    ),
  };
}

/** "W: 0.01, training accuracy", of what is chosen. */
function title(stds: readonly number[]): string {
  const digits = digitsToDiffer(stds, 3);
  const texts = stds.map((std) => `'${numberText(std, digits)}'`).join(", ");
  return `'weights of std ' + [${texts}][panel - 1] + ', ' + measure + ' accuracy'`;
}

/** The final accuracy at every scale, with the chosen one marked. */
function overScales(stds: readonly number[]): Json {
  const x = weightScaleAxis(stds, { nice: false, padding: 8 });
  return {
    title: { text: { expr: "'at the end, ' + measure + ' accuracy'" } },
    width: 290,
    height: 220,
    layer: [
      {
        transform: [
          { filter: "datum.last && datum.panel === panel" },
          { aggregate: [{ op: "count", as: "n" }], groupby: ["std"] },
        ],
        mark: { type: "rule", style: "outline", strokeDash: [2, 2] },
        encoding: { x },
      },
      ...band(x, "datum.last"),
    ],
  };
}

const FRACTIONS = listOf(number({ least: 0, most: 1 }));
const ACCURACIES = optionsOf<AccuracyBand>({
  mean: FRACTIONS,
  low: FRACTIONS,
  high: FRACTIONS,
});

/** As many accuracies as a run has measurements. */
const BAND = kind((doing, name, given, run) => {
  const { std, updates } = run as TrainingBands;
  const band = ACCURACIES.read(doing, name, given, run);
  for (const [part, { length }] of Object.entries(band)) {
    if (length === updates.length) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name}.${part} must hold ${updates.length} numbers at std ${std}, one a measurement, got ${length}`,
    );
  }
  return band;
});

/** The runs; throws if two are of one scale and kind. */
function readRuns(runs: readonly TrainingBands[]): TrainingBands[] {
  const read = readRows(
    DOING,
    "runs",
    "run",
    runs,
    {
      std: weightScale,
      batchNorm: boolean(),
      updates: listOf(count(), "", () => "updates"),
      train: BAND,
      test: BAND,
    },
    (field, { std }) =>
      field === "batchNorm" || field === "updates"
        ? `${field} at std ${std}`
        : field,
  );
  const name = ({ std, batchNorm }: TrainingBands) =>
    `at std ${std} ${batchNorm ? WITH : WITHOUT}`;
  checkOnce(DOING, "there must be one run a scale and kind", read, name, name);
  return read;
}

function sentence(
  runs: readonly TrainingBands[],
  stds: readonly number[],
  first: number,
): string {
  const end = (batchNorm: boolean) => {
    const run = runs.find((run) =>
      run.std === first && run.batchNorm === batchNorm
    );
    return run === undefined ? "unknown" : numberText(run.train.mean.at(-1)!);
  };
  const text = textsOf(stds);
  return `Accuracy over updates with and without batch normalization for ${
    plural(stds.length, "weight scale")
  } from ${text(stds.at(-1)!)} to ${
    text(stds[0])
  }, chosen by a slider; at std ${
    text(first)
  } the final training accuracy after ${
    countText(largest(runs[0].updates))
  } updates is ${end(true)} with and ${end(false)} without.`;
}
