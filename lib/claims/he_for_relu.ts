import { pow } from "../kernel/elementary.ts";
import { relu } from "../activations/relu.ts";
import { propagate } from "../experiments/propagate.ts";
import { trainAll } from "../experiments/train_all.ts";
import { he } from "../initializers/he.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { xavier } from "../initializers/xavier.ts";
import { momentsOf } from "../matrix/moments.ts";
import { randn } from "../random/randn.ts";
import { seeded } from "../random/seeded.ts";
import { geometricMeanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment } from "./claim.ts";
import { part } from "./_part.ts";
import { postPlan } from "./_post_network.ts";

/** Twenty ReLU layers: what each multiplies the mean square of its input by. */
export const reluLayers: Experiment<{ xavier: number; he: number }> = {
  name: "ReLU layers",
  runs: 30,
  run(seed) {
    const x = randn(seeded(`${seed}/inputs`), 500, 100);
    const factor = (init: Initializer) => {
      const rng = seeded(`${seed}/weights`), layers = 20;
      const last = propagate(x, { activation: relu, init, rng, layers }).at(
        -1,
      )!;
      return pow(momentsOf(last).q / momentsOf(x).q, 1 / layers);
    };
    return { xavier: factor(xavier()), he: factor(he()) };
  },
};

/** The post's network without batch normalization, started by either rule. */
export const reluTraining: Experiment<{ xavier: number; he: number }> = {
  name: "ReLU training",
  runs: 10,
  async run(seed, { train, workers }) {
    const rules = ["xavier", "he"] as const;
    const plans = rules.map((init) => postPlan(seed, { init }));
    const [xavier, he] = await trainAll(plans, { train, workers });
    return { xavier: xavier.trainAccuracy, he: he.trainAccuracy };
  },
};

/** Claim 8: ReLU wants He's rule; under Xavier's its values fade with depth. */
export const heForReluClaim: Claim = {
  number: 8,
  title: "ReLU wants He; Xavier fades",
  korean:
    "ReLU는 Xavier가 아닌 다른 초기값을 추천한다. ReLu를 Activation Function으로서 사용할 경우 He 초기값을 추천한다.",
  translation:
    "For ReLU an initial value other than Xavier's is recommended. Where ReLU is the activation function, He's initial value is recommended.",
  says:
    "ReLU wants He's rule, sqrt(2 / n); under Xavier's its values fade from layer to layer.",
  asSaid: [
    part({
      measure:
        "Xavier: what a layer multiplies the mean square by (of 20 layers)",
      bar: { below: 0.75 },
      experiment: reluLayers,
      estimate: (runs, options) =>
        geometricMeanInterval(runs.map((run) => run.xavier), options),
    }),
    part({
      measure: "He: what a layer multiplies the mean square by (of 20 layers)",
      bar: { above: 0.75 },
      experiment: reluLayers,
      estimate: (runs, options) =>
        geometricMeanInterval(runs.map((run) => run.he), options),
    }),
    part({
      measure: "accuracy after the post's 191 updates, He over Xavier",
      bar: { above: 1 },
      experiment: reluTraining,
      estimate: (runs, options) =>
        geometricMeanInterval(
          runs.map(({ he, xavier }) => he / xavier),
          options,
        ),
    }),
  ],
  where: "03_relu_and_he.ipynb#Fifty-layers",
};
