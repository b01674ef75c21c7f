import { checkArray } from "../check/kinds.ts";
import { extent } from "../numbers/extent.ts";
import { meanOf } from "../numbers/mean.ts";
import { type AlongRun, RATE_SCALES, RATES } from "./learning_rates.ts";

/** How fast a network of the post's learns at a learning rate: a row of a figure. */
export interface LearningRateRow {
  /** Standard deviation of its first weights. */
  readonly std: number;
  /** The learning rate of SGD. */
  readonly lr: number;
  /** Whether it has batch normalization. */
  readonly batchNorm: boolean;
  /** Mean over the runs of the mean training accuracy along the 191 updates. */
  readonly mean: number;
  /** The lowest of the runs. */
  readonly lowest: number;
  /** The highest of the runs. */
  readonly highest: number;
}

/**
 * The ledger's study of learning rates as rows for a figure: a row a scale, learning rate
 * and kind of network.
 *
 * @param runs `chosenOn["learning rates"]` of notebooks/claims/observations.json.
 * @throws {RangeError} if there is no run.
 * @throws {TypeError} if they are no list.
 *
 * @example
 * ```ts
 * import { learningRateRows } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * const run = { with: Array(72).fill(0.9), without: Array(72).fill(0.5) };
 * const [row] = learningRateRows([run, run]);
 * assertEquals([row.std, row.lr, row.batchNorm, row.mean], [1, 0.00001, true, 0.9]);
 * ```
 */
export function learningRateRows(runs: readonly AlongRun[]): LearningRateRow[] {
  const doing = "make rows of learning rates";
  checkArray(doing, "runs", runs);
  if (runs.length === 0) {
    throw new RangeError(`Cannot ${doing}: runs must hold at least one, got 0`);
  }
  return [true, false].flatMap((batchNorm) =>
    RATE_SCALES.flatMap((std, i) =>
      RATES.map((lr, j) => {
        const all = runs.map((run) =>
          (batchNorm ? run.with : run.without)[i * RATES.length + j]
        );
        const [lowest, highest] = extent(all);
        return { std, lr, batchNorm, mean: meanOf(all), lowest, highest };
      })
    )
  );
}
