import type { TrainPlan } from "../experiments/plan.ts";
import { trainAll } from "../experiments/train_all.ts";
import { largest } from "../numbers/extent.ts";
import { distinctColumns } from "../probes/distinct_columns.ts";
import { meanInterval } from "../statistics/mean_interval.ts";
import { shareInterval } from "../statistics/share_interval.ts";
import type { Claim, Experiment } from "./claim.ts";
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
  async run(seed, { train }) {
    const plans = (["relu", "sigmoid"] as const).map((
      activation,
    ): TrainPlan => ({
      hidden: [50, 50],
      activation,
      init: "zeros",
      optimizer: { name: "SGD", lr: 0.1 },
      batchSize: 100,
      updates: 100,
      weightSeed: "unused by zeros",
      batchSeed: `${seed}/batches`,
      record: ["params"],
    }));
    // Two small networks are done before workers have begun.
    const runs = await trainAll(plans, { train, workers: 1 });
    const [reluWeights, sigmoidWeights] = runs.map(({ params = [] }) =>
      params.filter(({ name }) => name === "W").map(({ value }) => value)
    );
    const hidden = [...reluWeights.slice(0, 2), ...sigmoidWeights.slice(0, 2)];
    return {
      units: largest(hidden.map(distinctColumns)),
      movedRelu: reluWeights.flatMap((W) => W.to1DArray())
        .filter((weight) => weight !== 0).length,
      updatesSigmoid: new Set(sigmoidWeights[0].to1DArray()).size,
    };
  },
};

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
