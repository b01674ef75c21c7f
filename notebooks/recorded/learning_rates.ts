/**
 * Which learning rates a good start bears: the post's network with ReLU and He's weights,
 * plain gradient descent at five rates from too small to too large; what `diagnose` says
 * of its first update, and where it ends. Notebook 8 holds one against the other.
 *
 * @module
 */
import {
  type Data,
  diagnose,
  he,
  mlp,
  relu,
  seeded,
  takeRows,
} from "weightlab";
import type { TrainPlan } from "weightlab/experiments";
import { RUNS, runsBySeed } from "./_by_seed.ts";

const RATES = [0.001, 0.01, 0.1, 0.3, 1];

/** What all networks have in common. */
export const settings = {
  hidden: [100, 100, 100, 100, 100],
  activation: "relu",
  init: "he",
  batchSize: 100,
  updates: 191,
} as const;

/** One learning rate: what its ten runs began with and ended at, seed by seed. */
export interface LearningRateRow {
  readonly lr: number;
  /** Largest of the layers' first updates by the size of W, log10, to four decimals. */
  readonly largest: readonly number[];
  /** Kind of the first problem that `diagnose` finds at the start, or "sound". */
  readonly says: readonly string[];
  /** Accuracy on the 1,000 training digits after the last update. */
  readonly accuracies: readonly number[];
}

/** The network of a rate and a seed, 0 to 9, as plain data. */
export function planOf(lr: number, seed: number): TrainPlan {
  return {
    ...settings,
    optimizer: { name: "SGD", lr },
    weightSeed: `weights ${seed + 1}`,
    batchSeed: `batches ${seed + 1}`,
  };
}

/** What `diagnose` says of that network before its first update, from 200 digits. */
export function foundAt(lr: number, seed: number, train: Data) {
  const net = mlp([784, ...settings.hidden, 10], {
    activation: relu,
    init: he(),
    rng: seeded(`weights ${seed + 1}`),
  });
  const first200 = Array.from({ length: 200 }, (_, i) => i);
  const { rows, problems } = diagnose(net, {
    x: takeRows(train.x, first200),
    t: train.t.subarray(0, 200),
  }, { lr });
  const updates = rows.map(({ logUpdate }) => logUpdate!);
  return {
    largest: Number(Math.max(...updates).toFixed(4)),
    says: problems.at(0)?.kind ?? "sound",
  };
}

/** Trains all of them: half a minute of two cores. */
export async function learningRates(train: Data) {
  const seeds = Array.from({ length: RUNS }, (_, seed) => seed);
  const runs = await runsBySeed(RATES, planOf, train);
  return {
    settings,
    rows: RATES.map((lr, i): LearningRateRow => {
      const found = seeds.map((seed) => foundAt(lr, seed, train));
      return {
        lr,
        largest: found.map(({ largest }) => largest),
        says: found.map(({ says }) => says),
        accuracies: runs[i].map(({ trainAccuracy }) => trainAccuracy),
      };
    }),
  };
}
