import type { Initializer } from "../initializers/initializer.ts";
import { relu } from "../activations/relu.ts";
import type { TrainPlan } from "../experiments/plan.ts";
import type { Sequential } from "../layers/sequential.ts";
import { mlp } from "../networks/mlp.ts";
import { seeded } from "../random/seeded.ts";

/** The hidden layers of the post's sixteen panels. */
const HIDDEN = [100, 100, 100, 100, 100];

/** The network of the post's sixteen panels, 784-100-100-100-100-100-10 with ReLU. */
export function postNetwork(
  seed: string,
  init: Initializer,
  batchNorm: boolean,
): Sequential {
  return mlp([784, ...HIDDEN, 10], {
    activation: relu,
    init,
    rng: seeded(`${seed}/weights`),
    batchNorm,
  });
}

/** The same as a plan, with the post's 191 updates at a learning rate of .01. */
export function postPlan(
  seed: string,
  { init, normalization }: Pick<TrainPlan, "init" | "normalization">,
): TrainPlan {
  return {
    hidden: HIDDEN,
    activation: "relu",
    init,
    normalization,
    optimizer: { name: "SGD", lr: 0.01 },
    batchSize: 100,
    updates: 191,
    weightSeed: `${seed}/weights`,
    batchSeed: `${seed}/batches`,
  };
}
