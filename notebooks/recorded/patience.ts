/**
 * Whether plain gradient descent at the post's rate is stuck on a network that constants drown
 * out, or only slow: the first network of `quiet_network.ts` for five times as long. Notebook 8
 * shows what it gave.
 *
 * @module
 */
import type { Data } from "weightlab";
import type { TrainPlan } from "weightlab/experiments";
import { runsBySeed } from "./_by_seed.ts";
import {
  planOf as quietPlanOf,
  settings as quietSettings,
} from "./quiet_network.ts";

/** What all networks have in common: all but the patience is `quiet_network.ts`'s. */
export const settings = {
  ...quietSettings,
  optimizer: { name: "SGD", lr: 0.1 },
  updates: 20_000,
  evaluateEvery: 250,
} as const;

/** One run: how accurate it was along its updates. */
export interface PatienceRow {
  /** From 0 to 9, as in `quiet_network.json`. */
  readonly seed: number;
  /** After which updates the accuracy was measured: 1, 251, 501 ... */
  readonly updates: readonly number[];
  /** Accuracy on the 1,000 training digits. */
  readonly accuracies: readonly number[];
}

/** The network of a seed, 0 to 9, as plain data. */
export function planOf(seed: number): TrainPlan {
  const { optimizer: { name, lr }, updates, evaluateEvery } = settings;
  return {
    ...quietPlanOf({ optimizer: name, lr, updates }, seed),
    evaluateEvery,
  };
}

/** Trains all of them: some minutes of two cores. */
export async function patience(train: Data) {
  const [runs] = await runsBySeed([settings], (_, seed) => planOf(seed), train);
  return {
    settings,
    rows: runs.map(({ curve }, seed): PatienceRow => ({
      seed,
      updates: curve!.updates,
      accuracies: curve!.trainAccuracy,
    })),
  };
}
