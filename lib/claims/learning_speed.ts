import { he } from "../initializers/he.ts";
import { smallest } from "../numbers/extent.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { geometricMeanInterval } from "../statistics/mean_interval.ts";
import { trainTo } from "../experiments/train_to.ts";
import type { Claim, Experiment } from "./claim.ts";
import { type Panels, panels } from "./panels.ts";
import { part } from "./_part.ts";
import { postNetwork } from "./_post_network.ts";

/** Places of the two scales, .293 and .158, that suit the plain network. */
export const GOOD_SCALES: readonly number[] = [2, 3];

/** Updates to nine tenths of the training digits, from He's rule. */
export const race: Experiment<{
  /** With batch normalization, at learning rates .01 and .1. */
  with: number[];
  /** Without. */
  without: number[];
}> = {
  name: "race",
  runs: 10,
  run(seed, { train }) {
    const updates = (batchNorm: boolean) =>
      [0.01, 0.1].map((lr) => {
        const taken = trainTo(postNetwork(seed, he(), batchNorm), train, {
          level: 0.9,
          optimizer: new SGD({ lr }),
          batchSize: 100,
          rng: seeded(`${seed}/batches`),
        });
        // Too slow to be measured counts as the most that was waited.
        return taken ?? 1000;
      });
    return { with: updates(true), without: updates(false) };
  },
};

/** The least gain, with over without, among some panels of a run. */
function leastGain(
  { meanWith, meanWithout }: Panels,
  among: (panel: number) => boolean,
): number {
  const gains = meanWith.map((accuracy, i) => accuracy / meanWithout[i]);
  return smallest(gains.filter((_, i) => among(i)));
}

/** Claim 9: batch normalization makes learning faster. */
export const learningSpeedClaim: Claim = {
  number: 9,
  title: "Batch normalization learns faster",
  says: "Batch normalization makes learning faster.",
  asSaid: [
    part({
      measure:
        "mean accuracy over the run, with over without: the least of the 16 scales",
      bar: { above: 1 },
      experiment: panels,
      estimate: (runs) =>
        geometricMeanInterval(runs.map((run) => leastGain(run, () => true))),
    }),
  ],
  condition:
    "not at the two of the post's scales (.293 and .158 in every layer) that suit the plain network at this learning rate; it does at the fourteen others, and from He's rule",
  onCondition: [
    part({
      measure:
        "mean accuracy over the run, with over without: the least of the other 14 scales",
      bar: { above: 1 },
      experiment: panels,
      estimate: (runs) =>
        geometricMeanInterval(
          runs.map((run) =>
            leastGain(run, (panel) => !GOOD_SCALES.includes(panel))
          ),
        ),
    }),
    part({
      measure:
        "updates to 90 % from He's rule, without over with: the lesser of learning rates .01 and .1",
      bar: { above: 1 },
      experiment: race,
      estimate: (runs) =>
        geometricMeanInterval(
          runs.map((run) =>
            smallest(run.without.map((updates, i) => updates / run.with[i]))
          ),
        ),
    }),
  ],
  where:
    "05_batch_normalization_training.ipynb#Where-is-batch-normalization-ahead?",
};
