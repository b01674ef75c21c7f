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
import { hearing, spread } from "./_hearing.ts";
import { part } from "./_part.ts";

type Layers = {
  /** Standard deviation of all values of the fifth layer. */
  spread: number;
  /** The share of that which lies within neurons. */
  hearing: number;
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
        hearing: hearing(last),
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
      measure:
        "share of the fifth layer's standard deviation that carries the input",
      bar: { above: 0.5 },
      experiment,
      estimate: (runs) => meanInterval(runs.map(({ hearing }) => hearing)),
    }),
    part({
      measure: "size of a gradient after four layers back, of what it was",
      bar: { above: 0.1 },
      experiment,
      estimate: (runs) =>
        geometricMeanInterval(runs.map(({ gradient }) => gradient)),
    }),
    part({
      measure: "standard deviation of the fifth layer's outputs",
      bar: { above: 0.05 },
      experiment,
      estimate: (runs) => meanInterval(runs.map(({ spread }) => spread)),
    }),
  ];
}

/** Claim 5: Xavier's rule spreads the values and cures both ills. */
export const xavierSpreadClaim: Claim = {
  number: 5,
  title: "Xavier spreads the values, curing both",
  says:
    "Under Xavier's rule the sigmoid's outputs are evenly spread, which solves both the loss of expressiveness and the vanishing of gradients.",
  asSaid: cures(xavierSigmoid),
  condition:
    "with tanh; with the sigmoid of the post's figure the values are spread, but the layer is deaf and gradients vanish",
  onCondition: cures(xavierTanh),
  where: "02_sigmoid_and_tanh.ipynb#What-the-histogram-hides",
};
