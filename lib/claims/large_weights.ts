import { sigmoid } from "../activations/sigmoid.ts";
import { propagate } from "../experiments/propagate.ts";
import { normal } from "../initializers/normal.ts";
import { smallest } from "../numbers/extent.ts";
import { randn } from "../random/randn.ts";
import { seeded } from "../random/seeded.ts";
import { meanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment } from "./claim.ts";
import { part } from "./_part.ts";

/** The post's five sigmoid layers with weights of standard deviation 1. */
export const largeWeights: Experiment<{
  /** The share of values below .1 or above .9, by layer. */
  ends: number[];
}> = {
  name: "large weights",
  runs: 30,
  run(seed) {
    const x = randn(seeded(`${seed}/inputs`), 1000, 100);
    const rng = seeded(`${seed}/weights`);
    const init = normal({ std: 1 });
    const layers = propagate(x, { activation: sigmoid, init, rng });
    return {
      ends: layers.map((y) => {
        const values = y.to1DArray();
        return values.filter((v) => v < 0.1 || v > 0.9).length / values.length;
      }),
    };
  },
};

/** Claim 2: with weights of standard deviation 1 the sigmoid sits at 0 and 1. */
export const largeWeightsClaim: Claim = {
  number: 2,
  title: "Std 1: the sigmoid sits at 0 and 1",
  korean:
    "WX의 값이 클 경우 가중치의 초기값이 클 경우 1 혹은 0으로서 극단적인 값에 집중적으로 치우치게 되는 현상이 발생하게 된다.",
  translation:
    "Where WX is large, where the initial weights are large, the values crowd at the extremes, 1 or 0.",
  says:
    "With weights of standard deviation 1 the sigmoid's outputs crowd at 0 and 1.",
  asSaid: [
    part({
      measure:
        "share of outputs below .1 or above .9, the least of five layers",
      bar: { above: 0.5 },
      experiment: largeWeights,
      estimate: (runs, options) =>
        meanInterval(runs.map(({ ends }) => smallest(ends)), options),
    }),
  ],
  where: "02_sigmoid_and_tanh.ipynb#Standard-deviation-1-(figure-83)",
};
