import type { Activation } from "../activations/activation.ts";
import { sigmoid } from "../activations/sigmoid.ts";
import { tanh } from "../activations/tanh.ts";
import { backpropagate } from "../experiments/backpropagate.ts";
import { propagate } from "../experiments/propagate.ts";
import { xavier } from "../initializers/xavier.ts";
import { randn } from "../random/randn.ts";
import { seeded } from "../random/seeded.ts";
import {
  geometricMeanInterval,
  meanInterval,
} from "../statistics/mean_interval.ts";
import type { Claim, Experiment, Part } from "./claim.ts";
import { part } from "./_part.ts";
import { spread, withinShare } from "./_within_share.ts";

type Layers = {
  /** Standard deviation of all values of the fifth layer. */
  spread: number;
  /** The share of their variance that lies within neurons. */
  within: number;
  /** The size of a gradient after four layers back, of what it was. */
  gradient: number;
};

function xavierLayers(
  name: string,
  activation: Activation,
): Experiment<Layers> {
  return {
    name,
    runs: 30,
    run(seed) {
      const x = randn(seeded(`${seed}/inputs`), 1000, 100);
      const dout = randn(seeded(`${seed}/gradients`), 1000, 100);
      // The same weights on both ways.
      const options = () => ({
        activation,
        init: xavier(),
        rng: seeded(`${seed}/weights`),
      });
      const last = propagate(x, options())[4];
      const gradients = backpropagate(x, dout, options());
      const [first, , , , fifth] = gradients.map((dx) =>
        dx.standardDeviation()
      );
      return {
        spread: spread(last),
        within: withinShare(last),
        gradient: first / fifth,
      };
    },
  };
}

/** The post's five sigmoid layers under Xavier's rule. */
export const xavierSigmoid: Experiment<Layers> = xavierLayers(
  "Xavier, sigmoid",
  sigmoid,
);

/** The same with tanh. */
export const xavierTanh: Experiment<Layers> = xavierLayers(
  "Xavier, tanh",
  tanh,
);

function cures(experiment: Experiment<Layers>): Part[] {
  return [
    part({
      measure: "share of the fifth layer's variance that carries the input",
      bar: { above: 0.5 },
      experiment,
      estimate: (runs, options) =>
        meanInterval(runs.map(({ within }) => within), options),
    }),
    part({
      measure: "size of a gradient after four layers back, of what it was",
      bar: { above: 0.1 },
      experiment,
      estimate: (runs, options) =>
        geometricMeanInterval(runs.map(({ gradient }) => gradient), options),
    }),
    part({
      measure: "standard deviation of the fifth layer's outputs",
      bar: { above: 0.05 },
      experiment,
      estimate: (runs, options) =>
        meanInterval(runs.map(({ spread }) => spread), options),
    }),
  ];
}

/** Claim 5: Xavier's rule spreads the values and cures both ills. */
export const xavierSpreadClaim: Claim = {
  number: 5,
  title: "Xavier spreads the values, curing both",
  korean:
    "Activation Function의 결과 값이 골고루 분포하게 되여 표현력의 제한 이나 Gradient Vanishing문제를 해결한 것을 볼 수 있다.",
  translation:
    "One can see that the activation function's results become evenly distributed, which has solved the problems of limited expressiveness and of vanishing gradients.",
  says:
    "Under Xavier's rule the sigmoid's outputs are evenly spread, which solves both limited expressiveness and vanishing gradients.",
  asSaid: cures(xavierSigmoid),
  condition: {
    sense: "something else",
    text:
      "of tanh; with the sigmoid of the post's figure the values are spread, but constants drown out the input and gradients vanish",
    parts: cures(xavierTanh),
  },
  where: "02_sigmoid_and_tanh.ipynb#What-the-histogram-hides",
};
