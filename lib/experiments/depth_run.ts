// One network of a depth sweep. Workers import this module and call `run`.

import { tanh } from "../activations/tanh.ts";
import { normal } from "../initializers/normal.ts";
import { varianceScaling } from "../initializers/variance_scaling.ts";
import { mlp } from "../networks/mlp.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { accuracy } from "../training/accuracy.ts";
import { train as trainNetwork } from "../training/train.ts";
import { classesOf } from "./_classes_of.ts";
import type { Shared } from "./_run_all.ts";
import { dataOf } from "./_shared_data.ts";

export { prepare } from "./_run_all.ts";

/** One network of a depth sweep. */
export interface DepthRun {
  /** How many hidden layers it has. */
  readonly depth: number;
  /** The standard deviation of its weights times the root of the fan-in. */
  readonly sigmaW: number;
  /** Accuracy over all of `train` after the last update, in [0, 1]. */
  readonly trainAccuracy: number;
}

/** What tells one network of a depth sweep from another. */
export interface DepthJob {
  readonly depth: number;
  readonly sigmaW: number;
}

/** The constants that all networks of a depth sweep have in common. */
export interface DepthSettings extends Shared {
  readonly sigmaB: number;
  readonly width: number;
  readonly lr: number;
  readonly batchSize: number;
  readonly updates: number;
  readonly seed: string | number;
}

/** Trains the network; depends on nothing but its arguments. */
export function run(
  { depth, sigmaW }: DepthJob,
  settings: DepthSettings,
  alive?: () => void,
): DepthRun {
  const { sigmaB, width, lr, batchSize, updates, seed } = settings;
  const train = dataOf(settings.train);
  const biases = normal({ std: sigmaB });
  const net = mlp(
    [train.x.columns, ...Array<number>(depth).fill(width), classesOf(train)],
    {
      activation: tanh,
      init: varianceScaling({ scale: sigmaW ** 2, mode: "fanIn" }),
      biasInit: (rng, _, fanOut) => biases(rng, 1, fanOut),
      rng: seeded(`${seed}/weights/${depth}/${sigmaW}`),
    },
  );
  trainNetwork(net, train, {
    optimizer: new SGD({ lr }),
    batchSize,
    updates,
    rng: seeded(`${seed}/batches`),
    onProgress: alive,
  });
  return { depth, sigmaW, trainAccuracy: accuracy(net, train) };
}
