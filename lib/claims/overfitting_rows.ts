import { checkArray } from "../check/kinds.ts";
import { extent } from "../numbers/extent.ts";
import { meanOf } from "../numbers/mean.ts";
import { curveIn, type Overfitting } from "./overfitting.ts";
import { CHECKS, type Network, NETWORKS } from "./_overfitting_curves.ts";

/** How a network did at a moment of its training: a row of a figure. */
export interface OverfittingRow {
  /** Which network. */
  readonly network: string;
  /** After how many updates. */
  readonly update: number;
  /** Mean over the runs of the loss over all training digits, in nats. */
  readonly loss: number;
  /** Mean over the runs of the share of held-out digits that are wrong. */
  readonly error: number;
  /** The runs' median: half of them have no more. */
  readonly median: number;
  /** The lowest of the runs. */
  readonly lowest: number;
  /** The highest of the runs. */
  readonly highest: number;
}

const NAMES: Readonly<Record<Network, string>> = {
  plain: "without, He's rule",
  normalized: "with, He's rule",
  normalizedSmall: "with, weights of .0136",
  decay: "without, weight decay of .01",
  dropout: "without, dropout of .2",
};

/**
 * The ledger's study of overfitting as rows for a figure: a row a network and moment. All
 * networks learn by SGD at a learning rate of .1.
 *
 * @param runs `judgedOn.overfitting` of notebooks/claims/observations.json.
 * @throws {RangeError} if there is no run.
 * @throws {TypeError} if they are no list.
 *
 * @example
 * ```ts
 * import { overfittingRows } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * const curve = Array(14).fill(0.2);
 * const networks = ["plain", "normalized", "normalizedSmall", "decay", "dropout"];
 * const run = Object.fromEntries(
 *   networks.flatMap((name) => [[`${name} loss`, curve], [`${name} error`, curve]]),
 * ) as Parameters<typeof overfittingRows>[0][number];
 * const [row] = overfittingRows([run]);
 * assertEquals([row.network, row.update, row.error], ["without, He's rule", 10, 0.2]);
 * ```
 */
export function overfittingRows(
  runs: readonly Overfitting[],
): OverfittingRow[] {
  const doing = "make rows of overfitting";
  checkArray(doing, "runs", runs);
  if (runs.length === 0) {
    throw new RangeError(`Cannot ${doing}: runs must hold at least one, got 0`);
  }
  return NETWORKS.flatMap((network) =>
    CHECKS.map((update, i) => {
      const errors = runs.map((run) => curveIn(run, network).error[i]);
      const [lowest, highest] = extent(errors);
      return {
        network: NAMES[network],
        update,
        loss: meanOf(runs.map((run) => curveIn(run, network).loss[i])),
        error: meanOf(errors),
        median: medianOf(errors),
        lowest,
        highest,
      };
    })
  );
}

/** The middle of sorted numbers, or the mean of the two that share it. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}
