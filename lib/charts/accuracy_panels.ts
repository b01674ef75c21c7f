import { checkArray, checkBoolean, checkOneOf } from "../check/kinds.ts";
import { checkCount, checkNumber } from "../check/numbers.ts";
import { checkOptions } from "../check/options.ts";
import { extent, largest } from "../numbers/extent.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Chart } from "./chart.ts";
import { checkRows, isFraction } from "./_check_rows.ts";
import { digitsToDiffer } from "./_digits.ts";
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
  const doing = "draw accuracy panels";
  checkOptions(doing, options, ["evaluateEvery", "accuracy", "columns"]);
  const { evaluateEvery = 10, accuracy = "train", columns = 4 } = options;
  checkOneOf(doing, "accuracy", accuracy, ["train", "test"]);
  checkCount(doing, "evaluateEvery", evaluateEvery);
  checkCount(doing, "columns", columns);
  checkRuns(doing, runs, accuracy);
  const stds = distinct(runs.map(({ std }) => std));
  const digits = digitsToDiffer(stds, 4);
  const titles = stds.map((std) => panelTitle(std, digits));
  const rows = runs.flatMap((run) =>
    Array.from(accuracies(run, accuracy), (value, i) => ({
      panel: panelTitle(run.std, digits),
      series: run.batchNorm ? WITH_BATCH_NORM : WITHOUT_BATCH_NORM,
      update: 1 + i * evaluateEvery,
      accuracy: value,
    }))
  );
  const lastUpdate = largest(rows.map((row) => row.update));
  const { color, strokeDash } = seriesChannels([
    WITH_BATCH_NORM,
    WITHOUT_BATCH_NORM,
  ]);
  return makeChart(sentence(runs, accuracy, stds, lastUpdate), {
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

/** The post's titles, with fewer digits: as many as tell the scales apart. */
function panelTitle(std: number, digits: number): string {
  return `W: ${numberText(std, digits)}`;
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
  doing: string,
  runs: readonly AccuracyRun[],
  accuracy: "train" | "test",
): void {
  checkRows(doing, "runs", "run", runs);
  const seen = new Set<string>();
  for (const run of runs) {
    checkNumber(doing, "std", run.std, { least: 0 });
    checkBoolean(doing, `batchNorm at std ${run.std}`, run.batchNorm);
    const values = accuracies(run, accuracy);
    checkArray(doing, `the ${accuracy} accuracies of ${nameOf(run)}`, values);
    if (values.length === 0) {
      throw new RangeError(
        `Cannot ${doing}: ${
          nameOf(run)
        } must have ${accuracy} accuracies, got none`,
      );
    }
    const bad = values.findIndex((value) => !isFraction(value));
    if (bad >= 0) {
      throw new RangeError(
        `Cannot ${doing}: ${nameOf(run)} must have accuracies in [0, 1], got ${
          kindOf(values[bad])
        }`,
      );
    }
    const key = `${run.std} ${run.batchNorm}`;
    if (seen.has(key)) {
      throw new RangeError(
        `Cannot ${doing}: there must be one run a line, got two of ${
          nameOf(run)
        }`,
      );
    }
    seen.add(key);
  }
}

function sentence(
  runs: readonly AccuracyRun[],
  accuracy: "train" | "test",
  stds: readonly number[],
  lastUpdate: number,
): string {
  const final = (run: AccuracyRun) => accuracies(run, accuracy).at(-1)!;
  const span = (batchNorm: boolean) => {
    const values = runs.filter((run) => run.batchNorm === batchNorm).map(final);
    const [low, high] = extent(values);
    return values.length === 0
      ? "no run"
      : `${numberText(low)} to ${numberText(high)}`;
  };
  const panels = [...Map.groupBy(runs, ({ std }) => std).values()];
  const ahead = panels.filter((panel) => {
    const on = panel.find((run) => run.batchNorm);
    const off = panel.find((run) => !run.batchNorm);
    return on && off && final(on) > final(off);
  }).length;
  const digits = digitsToDiffer(stds, 4);
  return `${accuracy === "test" ? "Test" : "Training"} accuracy over ${
    plural(lastUpdate, "update")
  } for ${plural(stds.length, "weight scale")} from ${
    numberText(stds[0], digits)
  } to ${numberText(stds.at(-1)!, digits)}: batch normalization ends at ${
    span(true)
  }, plain networks at ${
    span(false)
  }, and batch normalization ends ahead in ${ahead} of ${stds.length}.`;
}
