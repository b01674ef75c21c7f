import { geometricMeanInterval } from "../statistics/mean_interval.ts";
import type { Claim, Experiment, Part } from "./claim.ts";
import { part } from "./_part.ts";
import {
  type Curve,
  curveOf,
  errorAtLoss,
  type Network,
  NETWORKS,
} from "./_overfitting_curves.ts";

/** What the five networks did along training: numbers for each of CHECKS. */
export type Overfitting = Record<
  `${Network} ${"loss" | "error"}`,
  number[]
>;

/** The post's networks trained on, 1,500 updates at a learning rate of .1. */
export const overfitting: Experiment<Overfitting> = {
  name: "overfitting",
  runs: 10,
  run(seed, digits) {
    return Object.fromEntries(
      NETWORKS.flatMap((network) => {
        const { loss, error } = curveOf(network, seed, digits);
        return [[`${network} loss`, loss], [`${network} error`, error]];
      }),
    ) as Overfitting;
  },
};

/** The training losses at which networks are compared, in nats. */
export const LOSSES: readonly number[] = [0.1, 0.01];

/** What a network of a run did. */
export function curveIn(run: Overfitting, network: Network): Curve {
  return { loss: run[`${network} loss`], error: run[`${network} error`] };
}

function suppressed(
  network: "normalized" | "normalizedSmall",
  start: string,
  moment: string,
  errorOf: (curve: Curve) => number,
): Part {
  return part({
    measure:
      `error on held-out digits ${moment}: with, ${start}, over without, He's rule`,
    bar: { below: 1 },
    experiment: overfitting,
    estimate: (runs, options) =>
      geometricMeanInterval(
        runs.map((run) =>
          errorOf(curveIn(run, network)) / errorOf(curveIn(run, "plain"))
        ),
        options,
      ),
  });
}

const afterAll = (curve: Curve) => curve.error.at(-1)!;

function atEqualLossAndAfterAll(
  network: "normalized" | "normalizedSmall",
  start: string,
  losses: readonly number[],
): Part[] {
  return [
    ...losses.map((nats) =>
      suppressed(
        network,
        start,
        `at a training loss of ${nats} nats`,
        (curve) => errorAtLoss(curve, nats),
      )
    ),
    suppressed(network, start, "after 1,500 updates", afterAll),
  ];
}

/** Claim 11: batch normalization suppresses overfitting. */
export const overfittingClaim: Claim = {
  number: 11,
  title: "Batch normalization suppresses overfitting",
  korean: "오버피팅을 억제한다.",
  translation: "It suppresses overfitting.",
  says: "Batch normalization suppresses overfitting.",
  asSaid: atEqualLossAndAfterAll("normalized", "He's rule", LOSSES),
  condition: {
    sense: "something else",
    text:
      "of weights as small as .0136, a start that batch normalization makes possible, once training has come far; from the same start, He's rule, batch normalization overfits more than the plain network",
    parts: atEqualLossAndAfterAll("normalizedSmall", "weights of .0136", [
      0.01,
    ]),
  },
  where: "07_claims.ipynb#11.-Batch-normalization-suppresses-overfitting",
};
