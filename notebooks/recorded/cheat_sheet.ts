/**
 * What the starts of the cheat sheet, notebook 10, give beside those of `starts.ts`, which
 * have one standard deviation in every layer and no normalization: the same networks, from
 * the same weights, with batch normalization; and starts by rule, whose standard deviation
 * goes by each layer's own fan-in.
 *
 * @module
 */
import { type Data, sigmoid } from "weightlab";
import type { TrainPlan } from "weightlab/experiments";
import { criticalSigmaW } from "weightlab/theory";
import { runsBySeed } from "./_by_seed.ts";
import { planOf as startPlanOf, settings } from "./starts.ts";

const ACTIVATIONS = ["sigmoid", "tanh", "relu"] as const;

/** Standard deviations of `starts.ts`: the post's first, Xavier's, He's and the post's other. */
const STDS = [0.01, 0.1, 0.141, 1];

/** One start: how its weights are drawn, what is behind each affine layer, what came of it. */
export interface CheatSheetRow {
  readonly activation: typeof ACTIVATIONS[number];
  /** "critical": chi1 is 1, and no rule for it is named after anyone. */
  readonly rule: "one std" | "Xavier" | "He" | "critical";
  /** The standard deviation of a weight, of a layer of 100 inputs where it goes by a rule. */
  readonly std: number;
  readonly batchNorm: boolean;
  /** Accuracy on the 1,000 training digits after the last update, seed by seed. */
  readonly accuracies: readonly number[];
}

type Start = Omit<CheatSheetRow, "accuracies">;

/** std = sigmaW / sqrt(fan-in); sqrt(2) of a ReLU is He's, 1 of tanh Xavier's. */
const SIGMA_W = criticalSigmaW(sigmoid, { sigmaB: 0 });

const RULES: readonly Start[] = [
  ...ACTIVATIONS.flatMap((activation) => [
    { activation, rule: "Xavier", std: 0.1, batchNorm: false } as const,
    { activation, rule: "He", std: Math.sqrt(0.02), batchNorm: false } as const,
  ]),
  {
    ...{ activation: "sigmoid", rule: "critical", std: SIGMA_W / 10 } as const,
    batchNorm: false,
  },
];

/** The network of a row and a seed, 0 to 9, as plain data. */
export function planOf(
  { activation, rule, std, batchNorm }: Start,
  seed: number,
): TrainPlan {
  return {
    ...startPlanOf({ activation, std }, seed),
    ...(rule !== "one std" && {
      init: {
        name: "varianceScaling",
        scale: 100 * std ** 2,
        mode: "fanIn",
        distribution: "normal",
      } as const,
    }),
    ...(batchNorm && { normalization: "BatchNormalization" } as const),
  };
}

/** Trains all of them: about two minutes of two cores. */
export async function cheatSheet(train: Data) {
  const rows: readonly Start[] = [
    ...ACTIVATIONS.flatMap((activation) =>
      STDS.map((std) => ({
        ...{ activation, rule: "one std", std } as const,
        batchNorm: true,
      }))
    ),
    ...RULES,
  ];
  const runs = await runsBySeed(rows, planOf, train);
  return {
    settings,
    rows: rows.map((row, i): CheatSheetRow => ({
      ...row,
      accuracies: runs[i].map(({ trainAccuracy }) => trainAccuracy),
    })),
  };
}
