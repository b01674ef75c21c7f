import type { Activation } from "../activations/activation.ts";
import { relu } from "../activations/relu.ts";
import { sigmoid } from "../activations/sigmoid.ts";
import { zeros } from "../initializers/constant.ts";
import { largest } from "../numbers/extent.ts";
import type { Matrix } from "../storage/matrix.ts";
import { mlp } from "../networks/mlp.ts";
import { SGD } from "../optimizers/sgd.ts";
import { distinctColumns } from "../probes/distinct_columns.ts";
import { seeded } from "../random/seeded.ts";
import { meanInterval } from "../statistics/mean_interval.ts";
import { shareInterval } from "../statistics/share_interval.ts";
import { train } from "../training/train.ts";
import type { Claim, Digits, Experiment } from "./claim.ts";
import { part } from "./_part.ts";

/** What two networks that began at zero have become, ReLU and sigmoid. */
type ZeroStart = {
  /** The most different units that a hidden layer of either has. */
  units: number;
  /** How many of the ReLU network's weights are not zero any more. */
  movedRelu: number;
  /** How many different numbers the sigmoid network's first weights are. */
  updatesSigmoid: number;
};

/** Networks 784-50-50-10 from zero, 100 updates of SGD at a learning rate of .1. */
export const zeroStart: Experiment<ZeroStart> = {
  name: "zero start",
  runs: 10,
  run(seed, digits) {
    const reluWeights = weightsFromZero(relu, seed, digits);
    const sigmoidWeights = weightsFromZero(sigmoid, seed, digits);
    const hidden = [...reluWeights.slice(0, 2), ...sigmoidWeights.slice(0, 2)];
    return {
      units: largest(hidden.map(distinctColumns)),
      movedRelu: reluWeights.flatMap((W) => W.to1DArray())
        .filter((weight) => weight !== 0).length,
      updatesSigmoid: new Set(sigmoidWeights[0].to1DArray()).size,
    };
  },
};

function weightsFromZero(
  activation: Activation,
  seed: string,
  { train: digits }: Digits,
): Matrix[] {
  const rng = seeded("unused by zeros");
  const net = mlp([784, 50, 50, 10], { activation, init: zeros(), rng });
  train(net, digits, {
    optimizer: new SGD({ lr: 0.1 }),
    batchSize: 100,
    updates: 100,
    rng: seeded(`${seed}/batches`),
  });
  return net.params.filter(({ name }) => name === "W").map((W) => W.value);
}

/** Claim 1: zero weights all get the same update. */
export const zeroStartClaim: Claim = {
  number: 1,
  title: "Zero weights all get the same update",
  says:
    "If all weights start at zero, backpropagation gives all of them the same update.",
  asSaid: [
    part({
      measure: "different numbers among a sigmoid network's first weights",
      bar: { below: 2 },
      experiment: zeroStart,
      estimate: (runs) =>
        meanInterval(runs.map(({ updatesSigmoid }) => updatesSigmoid)),
    }),
  ],
  condition:
    "of units, not of single weights: all units of a hidden layer stay equal (in a ReLU network no weight moves at all)",
  onCondition: [
    part({
      measure:
        "share of runs in which every hidden layer, ReLU and sigmoid, is one unit 50 times",
      bar: { above: 0.5 },
      experiment: zeroStart,
      estimate: (runs) =>
        shareInterval(
          runs.filter(({ units }) => units === 1).length,
          runs.length,
        ),
    }),
    part({
      measure: "share of runs in which no weight of the ReLU network moves",
      bar: { above: 0.5 },
      experiment: zeroStart,
      estimate: (runs) =>
        shareInterval(
          runs.filter(({ movedRelu }) => movedRelu === 0).length,
          runs.length,
        ),
    }),
  ],
  where: "01_zero_initialization.ipynb#How-many-different-units?",
};
