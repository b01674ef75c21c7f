/**
 * Which starts train: the post's network with a sigmoid, tanh and ReLU, from weights of one
 * standard deviation in every layer, over two and a half decades of it. Notebooks 2, 3, 6
 * and 10 show what it gave.
 *
 * @module
 */
import type { Data } from "weightlab";
import type { TrainPlan } from "weightlab/experiments";
import { runsBySeed } from "./_by_seed.ts";

const ACTIVATIONS = ["sigmoid", "tanh", "relu"] as const;

/** Quarter decades, among them the post's 0.01, Xavier's 0.1 and 1; one half, and He's. */
const STDS = [
  ...[0.01, 0.0178, 0.0316, 0.0562, 0.1, 0.141, 0.178, 0.316, 0.5, 0.562, 1],
  ...[1.78, 3.16],
];

/** What all networks have in common. */
export const settings = {
  hidden: [100, 100, 100, 100, 100],
  optimizer: { name: "SGD", lr: 0.1 },
  batchSize: 100,
  updates: 191,
} as const;

/** One start: what its ten runs ended at. */
export interface StartRow {
  readonly activation: typeof ACTIVATIONS[number];
  /** Standard deviation of the weights of every layer, the first and the last included. */
  readonly std: number;
  /** Accuracy on the 1,000 training digits after the last update, seed by seed. */
  readonly accuracies: readonly number[];
}

/** The network of a row and a seed, 0 to 9, as plain data. */
export function planOf(
  { activation, std }: Pick<StartRow, "activation" | "std">,
  seed: number,
): TrainPlan {
  return {
    ...settings,
    activation,
    init: { name: "normal", std },
    weightSeed: `start ${seed}/weights`,
    batchSeed: `start ${seed}/batches`,
  };
}

/** Trains all of them: a minute and a half of two cores. */
export async function starts(train: Data) {
  const rows = ACTIVATIONS.flatMap((activation) =>
    STDS.map((std) => ({ activation, std }))
  );
  const runs = await runsBySeed(rows, planOf, train);
  return {
    settings,
    rows: rows.map((row, i): StartRow => ({
      ...row,
      accuracies: runs[i].map(({ trainAccuracy }) => trainAccuracy),
    })),
  };
}
