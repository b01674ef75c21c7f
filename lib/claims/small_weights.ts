import { sigmoid } from "../activations/sigmoid.ts";
import { propagate } from "../experiments/propagate.ts";
import { normal } from "../initializers/normal.ts";
import { neuronCorrelation } from "../probes/neuron_correlation.ts";
import { randn } from "../random/randn.ts";
import { seeded } from "../random/seeded.ts";
import {
  geometricMeanInterval,
  meanInterval,
} from "../statistics/mean_interval.ts";
import type { Claim, Experiment } from "./claim.ts";
import { hearing, spread } from "./_hearing.ts";
import { part } from "./_part.ts";

/** The fifth of the post's sigmoid layers with weights of standard deviation .01. */
export const smallWeights: Experiment<{
  /** Standard deviation of all its values. */
  spread: number;
  /** The share of that which lies within neurons. */
  hearing: number;
  /** Mean absolute correlation of two neurons. */
  likeness: number;
}> = {
  name: "small weights",
  runs: 30,
  run(seed) {
    const x = randn(seeded(`${seed}/inputs`), 1000, 100);
    const rng = seeded(`${seed}/weights`);
    const init = normal({ std: 0.01 });
    const last = propagate(x, { activation: sigmoid, init, rng })[4];
    return {
      spread: spread(last),
      hearing: hearing(last),
      likeness: neuronCorrelation(last),
    };
  },
};

const valuesAlike = [
  part({
    measure: "standard deviation of the fifth layer's outputs",
    bar: { below: 0.05 },
    experiment: smallWeights,
    estimate: (runs) => meanInterval(runs.map(({ spread }) => spread)),
  }),
  part({
    measure: "share of that standard deviation which carries the input",
    bar: { below: 0.01 },
    experiment: smallWeights,
    estimate: (runs) =>
      geometricMeanInterval(runs.map(({ hearing }) => hearing)),
  }),
];

/** Claim 4: with weights of standard deviation .01 all neurons say the same. */
export const smallWeightsClaim: Claim = {
  number: 4,
  title: "Std .01: neurons all say the same",
  says:
    "With weights of standard deviation .01 many neurons give nearly the same output, so there is no use in having many: expressiveness is lost.",
  asSaid: [
    ...valuesAlike,
    part({
      measure: "mean correlation (absolute) of two neurons of the fifth layer",
      bar: { above: 0.9 },
      experiment: smallWeights,
      estimate: (runs) => meanInterval(runs.map(({ likeness }) => likeness)),
    }),
  ],
  condition:
    "of the values, which crowd at .5 and no longer carry the input; the neurons are not copies of each other, each says its own nothing",
  onCondition: valuesAlike,
  where: "02_sigmoid_and_tanh.ipynb#What-the-histogram-hides",
};
