import { trainAll } from "../experiments/train_all.ts";
import { smallest } from "../numbers/extent.ts";
import { meanOf } from "../numbers/mean.ts";
import { geometricMeanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment } from "./claim.ts";
import { type AlongRun, panelPlan, RATE_SCALES } from "./learning_rates.ts";
import { panels } from "./panels.ts";
import { part } from "./_part.ts";

/**
 * The learning rate, of RATES, at which each network of RATE_SCALES learns fastest: that of
 * the highest mean over the choosing runs of {@linkcode learningRates}.
 */
export const BEST_RATES: Readonly<AlongRun> = {
  with: [1, 1, 1, 0.316, 0.0316, 1],
  without: [0.0000316, 0.01, 0.1, 0.316, 0.0000316, 0.00001],
};

/** The post's networks from six scales, each at its own best learning rate. */
export const bestRates: Experiment<AlongRun> = {
  name: "best rates",
  runs: 10,
  async run(seed, { train, workers }) {
    const plans = [true, false].flatMap((batchNorm) =>
      RATE_SCALES.map((std, i) => {
        const rates = batchNorm ? BEST_RATES.with : BEST_RATES.without;
        return panelPlan(seed, std, rates[i], batchNorm);
      })
    );
    const runs = await trainAll(plans, { train, workers });
    const means = runs.map(({ curve }) => meanOf(curve!.trainAccuracy));
    return {
      with: means.slice(0, RATE_SCALES.length),
      without: means.slice(RATE_SCALES.length),
    };
  },
};

/** With over without, the least of all scales of a run. */
function leastGain(
  withIt: readonly number[],
  without: readonly number[],
): number {
  return smallest(withIt.map((accuracy, i) => accuracy / without[i]));
}

/** Claim 9: batch normalization makes learning faster. */
export const learningSpeedClaim: Claim = {
  number: 9,
  title: "Batch normalization learns faster",
  korean: "학습을 빨리 진행할 수 있다.(학습 속도 개선)",
  translation:
    "Learning can proceed quickly (an improvement of learning speed).",
  says: "Batch normalization makes learning faster.",
  asSaid: [
    part({
      measure:
        "mean accuracy over the run, with over without, both at the post's learning rate of .01: the least of the 16 scales",
      bar: { above: 1 },
      experiment: panels,
      estimate: (runs, options) =>
        geometricMeanInterval(
          runs.map(({ meanWith, meanWithout }) =>
            leastGain(meanWith, meanWithout)
          ),
          options,
        ),
    }),
  ],
  condition: {
    sense: "narrower",
    text:
      "if each network learns at its own best rate of twelve from .00001 to 3; at the post's one, .01, not from the two scales that suit the plain network (.293 and .158)",
    parts: [
      part({
        measure:
          "mean accuracy over the run, with over without, each at its own best learning rate: the least of 6 scales",
        bar: { above: 1 },
        experiment: bestRates,
        estimate: (runs, options) =>
          geometricMeanInterval(
            runs.map((run) => leastGain(run.with, run.without)),
            options,
          ),
      }),
    ],
  },
  where:
    "05_batch_normalization_training.ipynb#Where-is-batch-normalization-ahead?",
};
