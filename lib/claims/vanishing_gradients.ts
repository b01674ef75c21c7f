import { sigmoid } from "../activations/sigmoid.ts";
import { backpropagate } from "../experiments/backpropagate.ts";
import { normal } from "../initializers/normal.ts";
import { randn } from "../random/randn.ts";
import { seeded } from "../random/seeded.ts";
import { geometricMeanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment } from "./claim.ts";
import { exact } from "./_exact.ts";
import { part } from "./_part.ts";

/** A random gradient sent back through sigmoid layers of standard deviation 1. */
export const vanishingGradients: Experiment<{
  /** Standard deviation of the gradient at each of 20 layers' inputs, first to last. */
  stds: number[];
}> = {
  name: "vanishing gradients",
  runs: 30,
  run(seed) {
    const x = randn(seeded(`${seed}/inputs`), 200, 100);
    const dout = randn(seeded(`${seed}/gradients`), 200, 100);
    const rng = seeded(`${seed}/weights`);
    const init = normal({ std: 1 }), layers = 20;
    const gradients = backpropagate(x, dout, {
      activation: sigmoid,
      init,
      rng,
      layers,
    });
    return { stds: gradients.map((dx) => dx.standardDeviation()) };
  },
};

/** How much of the gradient at the last input is left `steps` layers further down. */
function left(stds: readonly number[], steps: number): number {
  return stds.at(-1 - steps)! / stds.at(-1)!;
}

/** Claim 3: where the sigmoid is flat its slope is nearly 0, so gradients vanish. */
export const vanishingGradientsClaim: Claim = {
  number: 3,
  title: "Std 1: gradients vanish",
  korean:
    "Sigmoid를 사용하면 -5보다 5보다 클 경우 Gradient값이 지나치게 작아지는 단점을 가지고 있다. … BackPropagation의 기울기 값이 점점 작아지다가 사라지게 되는 Gradient Vanishing이 발생하게 된다.",
  translation:
    "The sigmoid has the drawback that beyond -5 and 5 its gradient becomes far too small. … the gradient in backpropagation grows smaller and smaller until it is gone: vanishing gradients.",
  says:
    "Beyond 5 the sigmoid's slope is nearly 0, so with weights of standard deviation 1 gradients vanish on their way back.",
  asSaid: [
    part({
      measure: "the sigmoid's slope at 5, of its slope at 0",
      bar: { below: 0.05 },
      experiment: vanishingGradients,
      estimate: () => exact(sigmoid.derivative(5) / sigmoid.derivative(0)),
    }),
    part({
      measure: "size of a gradient after four layers back, of what it was",
      bar: { below: 0.1 },
      experiment: vanishingGradients,
      estimate: (runs, options) =>
        geometricMeanInterval(runs.map(({ stds }) => left(stds, 4)), options),
    }),
    part({
      measure: "size of a gradient after nineteen layers back, of what it was",
      bar: { below: 0.1 },
      experiment: vanishingGradients,
      estimate: (runs, options) =>
        geometricMeanInterval(runs.map(({ stds }) => left(stds, 19)), options),
    }),
  ],
  where: "02_sigmoid_and_tanh.ipynb#Do-the-gradients-vanish?",
};
