import type { TrainPlan } from "../experiments/plan.ts";
import { trainAll } from "../experiments/train_all.ts";
import { largest } from "../numbers/extent.ts";
import { distinctColumns } from "../probes/distinct_columns.ts";
import { meanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment } from "./claim.ts";
import { exactly } from "./_exact.ts";
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
  korean:
    "초기값을 모두 0으로 해서는 Backpropagation에서 모든 가중치의 값이 똑같이 갱신된다. … 전달하는 값을 Parameter가 모두 같거나 0으로 죽어버리는 현상이 발생하게 된다.",
  translation:
    "With all initial values 0, every weight gets the same update in backpropagation. … what is passed on becomes all the same, or dies as 0.",
  says:
    "If all weights start at zero, backpropagation gives all of them the same update.",
  asSaid: [
    part({
      measure: "different numbers among a sigmoid network's first weights",
      bar: { below: 2 },
      experiment: zeroStart,
      estimate: (runs, options) =>
        meanInterval(
          runs.map(({ updatesSigmoid }) => updatesSigmoid),
          options,
        ),
    }),
  ],
  condition: {
    sense: "narrower",
    text:
      "of units, not of single weights: all units of a hidden layer stay equal (in a ReLU network no weight moves at all), which the post's next sentence says",
    parts: [
      part({
        measure:
          "different units in a hidden layer of 50, the most of any, ReLU and sigmoid",
        bar: { below: 2 },
        experiment: zeroStart,
        estimate: (runs) =>
          exactly("the units of a layer", runs.map(({ units }) => units)),
      }),
      part({
        measure: "weights of the ReLU network that moved",
        bar: { below: 1 },
        experiment: zeroStart,
        estimate: (runs) =>
          exactly("how many weights moved", runs.map((run) => run.movedRelu)),
      }),
    ],
  },
  where: "01_zero_initialization.ipynb#How-many-different-units?",
};
