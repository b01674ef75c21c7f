import type { Data } from "../datasets/data.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { relu } from "../activations/relu.ts";
import type { BatchNormalizationOptions } from "../layers/batch_normalization_conventions.ts";
import type { Sequential } from "../layers/sequential.ts";
import { mlp } from "../networks/mlp.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { accuracy } from "../training/accuracy.ts";
import { train } from "../training/train.ts";

/** The network of the post's sixteen panels, 784-100-100-100-100-100-10 with ReLU. */
export function postNetwork(
  seed: string,
  init: Initializer,
  batchNorm: boolean | BatchNormalizationOptions = false,
): Sequential {
  return mlp([784, 100, 100, 100, 100, 100, 10], {
    activation: relu,
    init,
    rng: seeded(`${seed}/weights`),
    batchNorm,
  });
}

/** The accuracy over the data after the post's 191 updates at a learning rate of .01. */
export function accuracyAfterPost(
  net: Sequential,
  digits: Data,
  seed: string,
): number {
  train(net, digits, {
    optimizer: new SGD({ lr: 0.01 }),
    batchSize: 100,
    updates: 191,
    rng: seeded(`${seed}/batches`),
  });
  return accuracy(net, digits);
}
