// One network of an output scale sweep. Workers import this module and call `run`.

import { relu } from "../activations/relu.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { normal } from "../initializers/normal.ts";
import { mlp } from "../networks/mlp.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { accuracy } from "../training/accuracy.ts";
import { train as trainNetwork } from "../training/train.ts";
import { classesOf } from "./_classes_of.ts";
import type { Shared } from "./_run_all.ts";
import { dataOf } from "./_shared_data.ts";

export { prepare } from "./_run_all.ts";

/** What a network with batch normalization starts from. */
export interface OutputScaleTrial {
  /** The standard deviation of the hidden layers' weights. */
  readonly hiddenStd: number;
  /** The standard deviation of the output layer's weights. */
  readonly outputStd: number;
  /** What batch normalization adds to the variance. Default: the layer's own. */
  readonly eps?: number;
}

/** One network of an output scale sweep. */
export interface OutputScaleRun extends OutputScaleTrial {
  /** What seeded its weights and its batches. */
  readonly seed: string | number;
  /** Accuracy over all of `train` after the last update, in [0, 1]. */
  readonly trainAccuracy: number;
}

/** What tells one network of an output scale sweep from another. */
export interface OutputScaleJob {
  readonly trial: OutputScaleTrial;
  readonly seed: string | number;
}

/** The constants that all networks of an output scale sweep have in common. */
export interface OutputScaleSettings extends Shared {
  readonly hidden: readonly number[];
  readonly lr: number;
  readonly batchSize: number;
  readonly updates: number;
}

/** Trains the network; depends on nothing but its arguments. */
export function run(
  { trial, seed }: OutputScaleJob,
  settings: OutputScaleSettings,
  alive?: () => void,
): OutputScaleRun {
  const { hidden, lr, batchSize, updates } = settings;
  const { hiddenStd, outputStd, eps } = trial;
  const train = dataOf(settings.train);
  let layer = 0;
  const init: Initializer = (rng, fanIn, fanOut) => {
    const std = layer++ < hidden.length ? hiddenStd : outputStd;
    return normal({ std })(rng, fanIn, fanOut);
  };
  const net = mlp([train.x.columns, ...hidden, classesOf(train)], {
    activation: relu,
    init,
    rng: seeded(`weights ${seed}`),
    batchNorm: eps === undefined ? true : { eps },
  });
  trainNetwork(net, train, {
    optimizer: new SGD({ lr }),
    batchSize,
    updates,
    rng: seeded(`batches ${seed}`),
    onProgress: alive,
  });
  return { ...trial, seed, trainAccuracy: accuracy(net, train) };
}
