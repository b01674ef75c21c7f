import { trainTo } from "../experiments/train_to.ts";
import { he } from "../initializers/he.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { normal } from "../initializers/normal.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { geometricMeanInterval } from "../statistics/mean_interval.ts";
import { accuracy } from "../training/accuracy.ts";
import type { Claim, Experiment, Part } from "./claim.ts";
import { part } from "./_part.ts";
import { postNetwork } from "./_post_network.ts";

/** The training accuracies at which networks are compared. */
export const LEVELS: readonly number[] = [0.99, 1];

/** Share of held-out digits that are wrong when training reaches each of LEVELS. */
export const overfitting: Experiment<{
  /** Without batch normalization, from He's rule. */
  plain: number[];
  /** With, from He's rule. */
  normalized: number[];
  /** With, from weights of standard deviation .0136. */
  normalizedSmall: number[];
}> = {
  name: "overfitting",
  runs: 12,
  run(seed, { train, test }) {
    const errors = (init: Initializer, batchNorm: boolean) => {
      const net = postNetwork(seed, init, batchNorm);
      const optimizer = new SGD({ lr: 0.1 });
      const rng = seeded(`${seed}/batches`);
      return LEVELS.map((level) => {
        const options = { level, optimizer, batchSize: 100, rng };
        if (trainTo(net, train, options) === undefined) {
          throw new Error(
            `Cannot compare at equal training accuracy: a network must reach ${level} within 1,000 updates, and one did not`,
          );
        }
        return 1 - accuracy(net, test);
      });
    };
    return {
      plain: errors(he(), false),
      normalized: errors(he(), true),
      normalizedSmall: errors(normal({ std: 0.0136 }), true),
    };
  },
};

function suppressed(
  from: "normalized" | "normalizedSmall",
  start: string,
  level: number,
): Part {
  const i = LEVELS.indexOf(level);
  return part({
    measure:
      `error on held-out digits at a training accuracy of ${level}: with, ${start}, over without, He's rule`,
    bar: { below: 1 },
    experiment: overfitting,
    estimate: (runs) =>
      geometricMeanInterval(runs.map((run) => run[from][i] / run.plain[i])),
  });
}

/** Claim 11: batch normalization suppresses overfitting. */
export const overfittingClaim: Claim = {
  number: 11,
  title: "Batch normalization suppresses overfitting",
  says: "Batch normalization suppresses overfitting.",
  asSaid: LEVELS.map((level) => suppressed("normalized", "He's rule", level)),
  condition:
    "from weights as small as .0136, a start that batch normalization makes possible, once all training digits are right; from He's rule it overfits more than the plain network",
  onCondition: [suppressed("normalizedSmall", "weights of .0136", 1)],
  where: "07_claims.ipynb#11.-Batch-normalization-suppresses-overfitting",
};
