import { weightScaleSweep } from "../experiments/weight_scale_sweep.ts";
import { weightScales } from "../experiments/weight_scales.ts";
import { smallest } from "../numbers/extent.ts";
import type { ConfidenceOptions, Estimate } from "../statistics/estimate.ts";
import type { Experiment } from "./claim.ts";
import { type Bar, standingOf } from "./verdict.ts";

/** What the post's sixteen panels gave, by weight scale from 1 down to .0001. */
export type Panels = {
  /** Final training accuracy with batch normalization. */
  with: number[];
  /** Final training accuracy without. */
  without: number[];
  /** Mean of the 20 accuracies along the run, with: the higher, the faster. */
  meanWith: number[];
  /** Mean of the 20 accuracies along the run, without. */
  meanWithout: number[];
};

/** The post's figures 89 and 90: 32 networks, 191 updates each. */
export const panels: Experiment<Panels> = {
  name: "panels",
  runs: 10,
  async run(seed, { train, workers }) {
    const stds = weightScales();
    const runs = await weightScaleSweep({ stds, train, seed, workers });
    const accuracies = (batchNorm: boolean) =>
      runs.filter((run) => run.batchNorm === batchNorm)
        .map(({ trainAccuracy }) => trainAccuracy);
    const final = (curve: number[]) => curve.at(-1)!;
    const mean = (curve: number[]) =>
      curve.reduce((sum, v) => sum + v, 0) / curve.length;
    return {
      with: accuracies(true).map(final),
      without: accuracies(false).map(final),
      meanWith: accuracies(true).map(mean),
      meanWithout: accuracies(false).map(mean),
    };
  },
};

/**
 * The confidence of each panel's interval that makes all sixteen hold together with the
 * one that is asked for (Bonferroni).
 */
export function together(
  { confidence = 0.95 }: ConfidenceOptions = {},
): ConfidenceOptions {
  return { confidence: 1 - (1 - confidence) / weightScales().length };
}

/**
 * The share of panels on the claim's side of a bar. The interval goes from the panels
 * whose own interval lies there wholly to all but those whose lies wholly elsewhere.
 *
 * @param estimates One a panel.
 * @param bar The claim's side for a single panel.
 */
export function sharePanels(
  estimates: readonly Estimate[],
  bar: Bar,
): Estimate {
  const standings = estimates.map((estimate) => standingOf(estimate, bar));
  const points = estimates.map(({ value }) =>
    standingOf({ low: value, high: value }, bar)
  );
  const share = (all: readonly string[], wanted: string) =>
    all.filter((standing) => standing === wanted).length / all.length;
  return {
    value: share(points, "for"),
    low: share(standings, "for"),
    high: 1 - share(standings, "against"),
    n: smallest(estimates.map(({ n }) => n)),
    method: "panels by their own intervals",
  };
}
