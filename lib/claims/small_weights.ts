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
import { part } from "./_part.ts";
import { spread, withinShare } from "./_within_share.ts";

/** The fifth of the post's sigmoid layers with weights of standard deviation .01. */
export const smallWeights: Experiment<{
  /** Standard deviation of all its values. */
  spread: number;
  /** The share of their variance that lies within neurons. */
  within: number;
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
      within: withinShare(last),
      likeness: neuronCorrelation(last),
    };
  },
};

/**
 * Claim 4: with weights of standard deviation .01 all neurons give nearly the same value.
 *
 * Of the values, as the post says it: over the inputs the neurons do differ (`likeness`),
 * each by next to nothing from a constant near .5.
 */
export const smallWeightsClaim: Claim = {
  number: 4,
  title: "Std .01: neurons all say the same",
  korean:
    "Activation Function의 일정한 한값에 집중적으로 치우치는 현상이 발생하게 되면 표현력을 제한하는 관점에서 문제가 생기게 된다. 즉 다수의 뉴런이 거의 같은 값을 출력하고 있으니 뉴런을 여러 개 둔 의미가 사라지게 된다는 의미이다.",
  translation:
    "When the values crowd at one constant value, there is a problem in that expressiveness is limited. That is, many neurons give nearly the same value, so there is no point any more in having several.",
  says:
    "With weights of standard deviation .01 many neurons give nearly the same value, so there is no point in having many: expressiveness is limited.",
  asSaid: [
    part({
      measure: "standard deviation of the fifth layer's outputs",
      bar: { below: 0.05 },
      experiment: smallWeights,
      estimate: (runs, options) =>
        meanInterval(runs.map(({ spread }) => spread), options),
    }),
    part({
      measure: "share of the fifth layer's variance that carries the input",
      bar: { below: 0.01 },
      experiment: smallWeights,
      estimate: (runs, options) =>
        geometricMeanInterval(runs.map(({ within }) => within), options),
    }),
  ],
  where: "02_sigmoid_and_tanh.ipynb#What-the-histogram-hides",
};
