/**
 * How deep a network trains: tanh networks of 10 to 50 layers from weights of eight
 * variances on either side of the critical line, all with one small budget of plain SGD.
 * Notebook 6 shows what it gave.
 *
 * @module
 */
import type { Data } from "weightlab";
import { depthSweep } from "weightlab/experiments";

const DEPTHS = [10, 20, 30, 40, 50];

const VARIANCES = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

const SEEDS = [1, 2, 3, 4, 5];

/** What all networks have in common. */
export const settings = {
  sigmaB: Math.sqrt(0.05),
  width: 50,
  lr: 0.01,
  batchSize: 50,
  updates: 200,
} as const;

/** One depth and one variance: what its five networks ended at. */
export interface DepthRow {
  /** How many hidden layers. */
  readonly depth: number;
  /** The variance of the weights times the fan-in, the square of sigma_w. */
  readonly variance: number;
  /** Accuracy on the 1,000 training digits after the last update, of seeds 1 to 5. */
  readonly accuracies: readonly number[];
}

/** Trains the networks of some depths, variances and seeds. */
export async function sweepOf(
  depths: readonly number[],
  variances: readonly number[],
  seeds: readonly number[],
  train: Data,
): Promise<DepthRow[]> {
  const runs = await depthSweep({
    ...settings,
    depths,
    sigmaWs: variances.map(Math.sqrt),
    seeds,
    train,
  });
  return depths.flatMap((depth, i) =>
    variances.map((variance, k) => {
      const first = (i * variances.length + k) * seeds.length;
      const own = runs.slice(first, first + seeds.length);
      return {
        depth,
        variance,
        accuracies: own.map(({ trainAccuracy }) => trainAccuracy),
      };
    })
  );
}

/** Trains all of them: a minute of two cores. */
export async function depths(train: Data) {
  return { settings, rows: await sweepOf(DEPTHS, VARIANCES, SEEDS, train) };
}
