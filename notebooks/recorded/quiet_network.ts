/**
 * Whether a network that constants drown out can learn: a sigmoid network from Xavier's
 * start under four optimizers. Notebook 8 shows what it gave.
 *
 * @module
 */
import type { Data } from "weightlab";
import type { TrainPlan } from "weightlab/experiments";
import { runsBySeed } from "./_by_seed.ts";

/** SGD at the post's rate and a large one, Adam at its default rate and a larger one. */
const OPTIMIZERS = [
  { optimizer: "SGD", lr: 0.1, updates: 4000 },
  { optimizer: "SGD", lr: 3, updates: 2000 },
  { optimizer: "Adam", lr: 0.001, updates: 1000 },
  { optimizer: "Adam", lr: 0.01, updates: 500 },
] as const;

/** What all networks have in common. */
export const settings = {
  hidden: [100, 100, 100, 100, 100],
  activation: "sigmoid",
  init: "xavier",
  batchSize: 100,
  evaluateEvery: 10,
} as const;

/** One optimizer: how accurate its ten runs were along their updates. */
export interface OptimizerRow {
  readonly optimizer: typeof OPTIMIZERS[number]["optimizer"];
  /** Its learning rate. */
  readonly lr: number;
  /** After which updates the accuracy was measured: 1, 11, 21 ... */
  readonly updates: readonly number[];
  /** Accuracy on the 1,000 training digits, a list a seed. */
  readonly accuracies: readonly (readonly number[])[];
}

/** The network of an optimizer and a seed, 0 to 9, as plain data. */
export function planOf(
  { optimizer, lr, updates }: Pick<OptimizerRow, "optimizer" | "lr"> & {
    readonly updates: number;
  },
  seed: number,
): TrainPlan {
  return {
    ...settings,
    optimizer: { name: optimizer, lr },
    updates,
    weightSeed: `quiet ${seed}/weights`,
    batchSeed: `quiet ${seed}/batches`,
  };
}

/** Trains all of them: three minutes of two cores. */
export async function quietNetwork(train: Data) {
  const runs = await runsBySeed(OPTIMIZERS, planOf, train);
  return {
    settings,
    rows: OPTIMIZERS.map(({ optimizer, lr }, i): OptimizerRow => {
      const curves = runs[i].map(({ curve }) => curve!);
      return {
        optimizer,
        lr,
        updates: curves[0].updates,
        accuracies: curves.map(({ trainAccuracy }) => trainAccuracy),
      };
    }),
  };
}
