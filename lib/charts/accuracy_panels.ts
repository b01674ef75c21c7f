import type { Chart } from "./chart.ts";
import { makeChart } from "./_make_chart.ts";
import { distinct, seriesChannels } from "./_series.ts";
import { numberText, plural } from "./_words.ts";

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
}

/** What the two kinds of network are called in figures and legends. */
export const WITH_BATCH_NORM = "with batch normalization";
export const WITHOUT_BATCH_NORM = "without";

/**
 * Accuracy against updates, one panel a weight scale, with and without batch
 * normalization: the post's sixteen panels.
 *
 * @param runs one a line, at most two a panel: solid with batch normalization, dashed
 * without. Panels keep the order in which their std first occurs.
 * @param options updates between evaluations, train or test, panels in a row.
 * @throws {RangeError} for no run, an accuracy outside [0, 1], two runs alike, or test
 * accuracy that is not there.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { accuracyPanels } from "weightlab";
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
  { evaluateEvery = 10, accuracy = "train", columns = 4 }:
    AccuracyPanelsOptions = {},
): Chart {
  checkRuns(runs, accuracy);
  if (!(Number.isInteger(evaluateEvery) && evaluateEvery >= 1)) {
    throw new RangeError(
      "Cannot draw accuracy panels: evaluateEvery must be a whole number of " +
        `at least 1, got ${evaluateEvery}`,
    );
  }
  const titles = distinct(runs.map(panelTitle));
  const rows = runs.flatMap((run) =>
    accuracies(run, accuracy).map((value, i) => ({
      panel: panelTitle(run),
      series: run.batchNorm ? WITH_BATCH_NORM : WITHOUT_BATCH_NORM,
      update: 1 + i * evaluateEvery,
      accuracy: value,
    }))
  );
  const lastUpdate = Math.max(...rows.map((row) => row.update));
  const { color, strokeDash } = seriesChannels([
    WITH_BATCH_NORM,
    WITHOUT_BATCH_NORM,
  ]);
  return makeChart(sentence(runs, accuracy, titles, lastUpdate), {
    data: { values: rows },
    facet: {
      field: "panel",
      type: "nominal",
      sort: titles,
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
          axis: { title: "updates", tickCount: 4 },
        },
        y: {
          field: "accuracy",
          type: "quantitative",
          // Room for the width of a line at 0 or 1: what pokes out of its panel pushes
          // titles and axes about, and sixteen clips take a png half a second.
          scale: { domain: [-0.015, 1.015], nice: false },
          axis: {
            title: accuracy === "test" ? "test accuracy" : "accuracy",
            values: [0, 0.5, 1],
            format: ".1f",
            grid: true,
          },
        },
        color,
        strokeDash,
        tooltip: [
          { field: "panel", title: "weight scale" },
          { field: "series", title: "network" },
          { field: "update", title: "updates" },
          { field: "accuracy", title: `${accuracy} accuracy`, format: ".3f" },
        ],
      },
    },
  });
}

function panelTitle({ std }: AccuracyRun): string {
  return `W: ${numberText(std, 4)}`;
}

function accuracies(
  run: AccuracyRun,
  accuracy: "train" | "test",
): readonly number[] {
  return (accuracy === "test" ? run.testAccuracy : run.trainAccuracy) ?? [];
}

function nameOf(run: AccuracyRun): string {
  return `std ${run.std} ${run.batchNorm ? "with" : "without"} batch norm`;
}

function checkRuns(
  runs: readonly AccuracyRun[],
  accuracy: "train" | "test",
): void {
  const doing = "Cannot draw accuracy panels";
  if (runs.length === 0) {
    throw new RangeError(`${doing}: runs must hold at least one run, got 0`);
  }
  const seen = new Set<string>();
  for (const run of runs) {
    const values = accuracies(run, accuracy);
    if (values.length === 0) {
      throw new RangeError(
        `${doing}: ${nameOf(run)} must have ${accuracy} accuracies, got none`,
      );
    }
    const bad = values.find((value) => !(value >= 0 && value <= 1));
    if (bad !== undefined) {
      throw new RangeError(
        `${doing}: ${nameOf(run)} must have accuracies in [0, 1], got ${bad}`,
      );
    }
    const key = `${panelTitle(run)} ${run.batchNorm}`;
    if (seen.has(key)) {
      throw new RangeError(
        `${doing}: there must be one run a line, got two of ${nameOf(run)}`,
      );
    }
    seen.add(key);
  }
}

function sentence(
  runs: readonly AccuracyRun[],
  accuracy: "train" | "test",
  titles: readonly string[],
  lastUpdate: number,
): string {
  const final = (run: AccuracyRun) => accuracies(run, accuracy).at(-1)!;
  const span = (batchNorm: boolean) => {
    const values = runs.filter((run) => run.batchNorm === batchNorm).map(final);
    return values.length === 0
      ? "no run"
      : `${numberText(Math.min(...values))} to ${
        numberText(Math.max(...values))
      }`;
  };
  const ahead = titles.filter((title) => {
    const panel = runs.filter((run) => panelTitle(run) === title);
    const on = panel.find((run) => run.batchNorm);
    const off = panel.find((run) => !run.batchNorm);
    return on && off && final(on) > final(off);
  }).length;
  return `${accuracy === "test" ? "Test" : "Training"} accuracy over ${
    plural(lastUpdate, "update")
  } for ${plural(titles.length, "weight scale")} from ${
    titles[0].slice(3)
  } to ${titles.at(-1)!.slice(3)}: batch normalization ends at ${
    span(true)
  }, plain networks at ${
    span(false)
  }, and batch normalization ends ahead in ${ahead} of ${titles.length}.`;
}
