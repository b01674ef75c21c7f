// One network of a weight scale sweep. Workers import this module and call `run`.

import { relu } from "../activations/relu.ts";
import { normal } from "../initializers/normal.ts";
import { mlp } from "../networks/mlp.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { train as trainNetwork } from "../training/train.ts";
import { classesOf } from "./_classes_of.ts";
import type { Shared } from "./_run_all.ts";
import { dataOf } from "./_shared_data.ts";

export { prepare } from "./_run_all.ts";

/** One network of a sweep. */
export interface SweepRun {
  /** The standard deviation that its weights were drawn with. */
  readonly std: number;
  /** Whether it has batch normalization. */
  readonly batchNorm: boolean;
  /** The updates after which the accuracy was measured: 1, 11, 21, ... */
  readonly updates: number[];
  /** Accuracy over all of `train` at those, in "infer" mode, each in [0, 1]. */
  readonly trainAccuracy: number[];
  /** Accuracy over `test` at those, if it was given. */
  readonly testAccuracy?: number[];
}

/** What tells one network of a sweep from another. */
export interface SweepJob {
  /** The standard deviation that its weights are drawn with. */
  readonly std: number;
  /** Whether it has batch normalization. */
  readonly batchNorm: boolean;
}

/** The constants that all networks of a sweep have in common. */
export interface SweepSettings extends Shared {
  readonly hidden: readonly number[];
  readonly lr: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: string | number;
}

/** Trains the network; depends on nothing but its arguments. */
export function run(
  { std, batchNorm }: SweepJob,
  settings: SweepSettings,
  alive?: () => void,
): SweepRun {
  const { hidden, lr, batchSize, epochs, seed } = settings;
  const train = dataOf(settings.train);
  const test = settings.test && dataOf(settings.test);
  const net = mlp([train.x.columns, ...hidden, classesOf(train, test)], {
    activation: relu,
    init: normal({ std }),
    rng: seeded(`${seed}/weights/${std}`),
    batchNorm,
  });
  const updatesPerEpoch = Math.max(1, Math.floor(train.t.length / batchSize));
  const { evaluatedAt, trainAccuracy, testAccuracy } = trainNetwork(
    net,
    train,
    {
      optimizer: new SGD({ lr }),
      batchSize,
      updates: (epochs - 1) * updatesPerEpoch + 1,
      rng: seeded(`${seed}/batches/${std}`),
      evaluateEvery: updatesPerEpoch,
      test,
      onProgress: alive,
    },
  );
  return {
    std,
    batchNorm,
    updates: evaluatedAt,
    trainAccuracy,
    ...(testAccuracy && { testAccuracy }),
  };
}
