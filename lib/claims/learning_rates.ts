import type { TrainPlan } from "../experiments/plan.ts";
import { trainAll } from "../experiments/train_all.ts";
import { weightScales } from "../experiments/weight_scales.ts";
import { meanOf } from "../numbers/mean.ts";
import type { Experiment } from "./claim.ts";
import { postPlan } from "./_post_network.ts";

/**
 * Six of the post's sixteen scales: the two ends, the two at which the plain network leads
 * at the post's learning rate (.293 and .158), and two between them and the small end.
 */
export const RATE_SCALES: readonly number[] = [0, 2, 3, 5, 8, 15]
  .map((i) => weightScales()[i]);

/** Learning rates in half decades; the post's one is .01. */
export const RATES: readonly number[] = [
  ...[0.00001, 0.0000316, 0.0001, 0.000316, 0.001, 0.00316, 0.01],
  ...[0.0316, 0.1, 0.316, 1, 3.16],
];

/** Mean training accuracy along the post's run, with and without batch normalization. */
export type AlongRun = {
  /** With, scale by scale; in the whole study, within a scale rate by rate. */
  with: number[];
  /** Without. */
  without: number[];
};

/**
 * The post's networks from six scales at twelve learning rates, 144 networks a run. Its
 * runs are the choosing half's alone: they say at which rates `bestRates` is judged.
 */
export const learningRates: Experiment<AlongRun> = {
  name: "learning rates",
  runs: 10,
  async run(seed, { train, workers }) {
    const plans = [true, false].flatMap((batchNorm) =>
      RATE_SCALES.flatMap((std) =>
        RATES.map((lr) => panelPlan(seed, std, lr, batchNorm))
      )
    );
    const runs = await trainAll(plans, { train, workers });
    const means = runs.map(({ curve }) => meanOf(curve!.trainAccuracy));
    const half = plans.length / 2;
    return { with: means.slice(0, half), without: means.slice(half) };
  },
};

/** A network of the post's panels, as `weightScaleSweep` makes it, at any learning rate. */
export function panelPlan(
  seed: string,
  std: number,
  lr: number,
  batchNorm: boolean,
): TrainPlan {
  return {
    ...postPlan(seed, {
      init: { name: "normal", std },
      normalization: batchNorm ? "BatchNormalization" : undefined,
    }),
    optimizer: { name: "SGD", lr },
    weightSeed: `${seed}/weights/${std}`,
    batchSeed: `${seed}/batches/${std}`,
    evaluateEvery: 10,
  };
}
