import { groupBy } from "../check/group_by.ts";
import { checkArray } from "../check/kinds.ts";
import { kindOf } from "../check/kind_of.ts";
import {
  anything,
  boolean,
  count,
  number,
  oneOf,
  readOptions,
  text,
} from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import type { Chart } from "./chart.ts";
import { isFraction } from "./_fraction.ts";
import { makeChart } from "./_make_chart.ts";
import { checkOnce } from "./_once.ts";
import { readRows } from "./_rows.ts";
import { distinct, seriesChannels } from "./_series.ts";
import { tooltip } from "./_tooltip.ts";
import { WITH, WITHOUT } from "./_weight_scale.ts";
import { numberText, plural, textsOf } from "./_words.ts";

/** One network's accuracy while it trained. */
export interface AccuracyRun {
  /** Standard deviation its weights were drawn with. */
  readonly std: number;
  /** Whether batch normalization stands before its activations. */
  readonly batchNorm: boolean;
  /** Accuracy on the training examples at each evaluation, fractions in [0, 1]. */
  readonly trainAccuracy: readonly number[];
  /** Accuracy on the test examples at each evaluation, fractions in [0, 1]. */
  readonly testAccuracy?: readonly number[];
}

/** How {@linkcode accuracyPanels} draws. */
export interface AccuracyPanelsOptions {
  /** Updates from one evaluation to the next, the first after update 1. Default 10. */
  readonly evaluateEvery?: number;
  /** Which accuracy to draw. Default "train". */
  readonly accuracy?: "train" | "test";
  /** Panels in a row. Default 4. */
  readonly columns?: number;
  /** Title of the figure. Default: none. */
  readonly title?: string;
  /** Title of the horizontal axes. Default "updates". */
  readonly xTitle?: string;
  /** Title of the vertical axes. Default "accuracy", or "test accuracy". */
  readonly yTitle?: string;
}

const DOING = "draw accuracy panels";

/**
 * Accuracy against updates, one panel a weight scale, with and without batch
 * normalization: the post's sixteen panels.
 *
 * @param runs one a line, at most two a panel: solid with batch normalization, dashed
 * without. Panels keep the order in which their std first occurs.
 * @param options updates between evaluations, train or test, panels in a row.
 * @throws {RangeError} for no run, an accuracy outside [0, 1], two runs alike, or test
 * accuracy that is not there; a std below 0 or not finite, or options out of range.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { accuracyPanels } from "weightlab/charts";
 *
 * const chart = accuracyPanels([
 *   { std: 0.01, batchNorm: true, trainAccuracy: [0.1, 0.9] },
 *   { std: 0.01, batchNorm: false, trainAccuracy: [0.1, 0.12] },
 * ]);
 * assertMatch(chart.description, /ahead in 1 of 1/);
 * ```
 */
export function accuracyPanels(
  runs: readonly AccuracyRun[],
  options: AccuracyPanelsOptions = {},
): Chart {
  const given = readOptions(DOING, options, {
    evaluateEvery: count().or(10),
    accuracy: oneOf(["train", "test"]).or("train"),
    columns: count().or(4),
    title: text().optional,
    xTitle: text().or("updates"),
    yTitle: text().optional,
  });
  const { evaluateEvery, accuracy, columns, title, xTitle } = given;
  const { yTitle = accuracy === "test" ? "test accuracy" : "accuracy" } = given;
  const networks = readRuns(runs, accuracy);
  const stds = distinct(networks.map(({ std }) => std));
  const stdText = textsOf(stds, 4);
  // The post's titles, with fewer digits: as many as tell the scales apart.
  const titleOf = (std: number) => `W: ${stdText(std)}`;
  const rows = networks.flatMap(({ std, batchNorm, accuracies }) =>
    Array.from(accuracies, (value, i) => ({
      panel: titleOf(std),
      series: batchNorm ? WITH : WITHOUT,
      update: 1 + i * evaluateEvery,
      accuracy: value,
    }))
  );
  const lastUpdate = largest(rows.map((row) => row.update));
  const { color, strokeDash } = seriesChannels([WITH, WITHOUT]);
  return makeChart(sentence(networks, accuracy, stds, lastUpdate), {
    data: { values: rows },
    facet: {
      field: "panel",
      type: "nominal",
      sort: stds.map(titleOf),
      header: { title: null, labelFontSize: 12, labelPadding: 3 },
    },
    columns,
    spacing: { row: 12, column: 10 },
    spec: {
      width: Math.floor(680 / columns) - 10,
      height: 92,
      mark: { type: "line" },
      encoding: {
        x: {
          field: "update",
          type: "quantitative",
          scale: { domain: [0, lastUpdate + 4], nice: false },
          axis: { title: xTitle, tickCount: 4 },
        },
        y: {
          field: "accuracy",
          type: "quantitative",
          // Room for the width of a line at 0 or 1: what pokes out of its panel pushes
          // titles and axes about, and sixteen clips take a png half a second.
          scale: { domain: [-0.015, 1.015], nice: false },
          axis: {
            title: yTitle,
            values: [0, 0.5, 1],
            format: ".1f",
            grid: true,
          },
        },
        color,
        strokeDash,
        tooltip: tooltip({
          panel: "weight scale",
          series: "network",
          update: xTitle,
          accuracy: [`${accuracy} accuracy`, ".3f"],
        }),
      },
    },
  }, title);
}

/** One network, with the accuracies that are drawn. */
interface Network extends Pick<AccuracyRun, "std" | "batchNorm"> {
  readonly accuracies: readonly number[];
}

function nameOf({ std, batchNorm }: Pick<AccuracyRun, "std" | "batchNorm">) {
  return `std ${std} ${batchNorm ? "with" : "without"} batch norm`;
}

function readRuns(
  runs: readonly AccuracyRun[],
  accuracy: "train" | "test",
): Network[] {
  const networks = readRows(DOING, "runs", "run", runs, {
    std: number({ least: 0 }),
    batchNorm: boolean(),
    // Only those that are drawn are looked at.
    trainAccuracy: anything<readonly number[]>(),
    testAccuracy: anything<readonly number[] | undefined>().optional,
  }, (field, { std }) => field === "std" ? field : `${field} at std ${std}`)
    .map((run) => ({ ...run, accuracies: accuraciesOf(run, accuracy) }));
  checkOnce(DOING, "there must be one run a line", networks, nameOf);
  return networks;
}

function accuraciesOf(
  run: AccuracyRun,
  accuracy: "train" | "test",
): readonly number[] {
  const name = nameOf(run);
  const values = (accuracy === "test" ? run.testAccuracy : run.trainAccuracy) ??
    [];
  checkArray(DOING, `the ${accuracy} accuracies of ${name}`, values);
  if (values.length === 0) {
    throw new RangeError(
      `Cannot ${DOING}: ${name} must have ${accuracy} accuracies, got none`,
    );
  }
  const bad = values.findIndex((value) => !isFraction(value));
  if (bad >= 0) {
    throw new RangeError(
      `Cannot ${DOING}: ${name} must have accuracies in [0, 1], got ${
        kindOf(values[bad])
      }`,
    );
  }
  return values;
}

function sentence(
  networks: readonly Network[],
  accuracy: "train" | "test",
  stds: readonly number[],
  lastUpdate: number,
): string {
  const final = ({ accuracies }: Network) => accuracies.at(-1)!;
  const span = (batchNorm: boolean) => {
    const own = networks.filter((network) => network.batchNorm === batchNorm);
    const [low, high] = extent(own.map(final));
    return own.length === 0
      ? "no run"
      : `${numberText(low)} to ${numberText(high)}`;
  };
  const panels = [...groupBy(networks, ({ std }) => std).values()];
  const ahead = panels.filter((panel) => {
    const on = panel.find((network) => network.batchNorm);
    const off = panel.find((network) => !network.batchNorm);
    return on && off && final(on) > final(off);
  }).length;
  const text = textsOf(stds, 4);
  return `${accuracy === "test" ? "Test" : "Training"} accuracy over ${
    plural(lastUpdate, "update")
  } for ${plural(stds.length, "weight scale")} from ${text(stds[0])} to ${
    text(stds.at(-1)!)
  }: batch normalization ends at ${span(true)}, plain networks at ${
    span(false)
  }, and batch normalization ends ahead in ${ahead} of ${stds.length}.`;
}
