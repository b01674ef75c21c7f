import type { TrainPlan } from "../experiments/plan.ts";
import { trainAll } from "../experiments/train_all.ts";
import { extent } from "../numbers/extent.ts";
import { meanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment } from "./claim.ts";
import { panels } from "./panels.ts";
import { part } from "./_part.ts";
import { postPlan } from "./_post_network.ts";

/** The post's network with batch normalization, its layers started apart. */
export const outputStart: Experiment<{
  /** Final accuracy with hidden weights .0001, .001, .01, .0464, the output by He's rule. */
  ends: number[];
  /** Final accuracy with all weights .0001, eps 1e-6. */
  tiny: number;
  /** The same with eps 1e-12. */
  tinyWithoutEps: number;
}> = {
  name: "output start",
  runs: 10,
  async run(seed, { train, workers }) {
    const plan = (init: TrainPlan["init"], eps = 1e-6) =>
      postPlan(seed, {
        init,
        normalization: { name: "BatchNormalization", eps },
      });
    const normal = (std: number) => ({ name: "normal", std } as const);
    const plans = [
      plan(normal(1e-4)),
      plan(normal(1e-4), 1e-12),
      ...[0.0001, 0.001, 0.01, 0.0464].map((std) =>
        plan([...Array(5).fill(normal(std)), "he"])
      ),
    ];
    const runs = await trainAll(plans, { train, workers });
    const [tiny, tinyWithoutEps, ...ends] = runs.map((run) =>
      run.trainAccuracy
    );
    return { ends, tiny, tinyWithoutEps };
  },
};

function range(accuracies: readonly number[]): number {
  const [low, high] = extent(accuracies);
  return high - low;
}

/** Claim 10: with batch normalization training depends little on the start. */
export const dependenceOnStartClaim: Claim = {
  number: 10,
  title: "Batch normalization: the start matters little",
  korean: "초깃값에 크게 의존하지 않는다.",
  translation: "It does not depend much on the initial values.",
  says: "With batch normalization training does not depend much on the start.",
  asSaid: [
    part({
      measure: "range of the final accuracy over the 16 scales",
      bar: { below: 0.1 },
      experiment: panels,
      estimate: (runs, options) =>
        meanInterval(runs.map((run) => range(run.with)), options),
    }),
  ],
  condition: {
    sense: "narrower",
    text:
      "if the output layer, which has no batch normalization, starts by He's rule, and the hidden weights are not large (.0464 or less)",
    parts: [
      part({
        measure:
          "range of the final accuracy over hidden scales .0001 to .0464, the output layer by He's rule",
        bar: { below: 0.1 },
        experiment: outputStart,
        estimate: (runs, options) =>
          meanInterval(runs.map(({ ends }) => range(ends)), options),
      }),
    ],
  },
  where:
    "05_batch_normalization_training.ipynb#How-little-does-it-depend-on-the-start?",
};
