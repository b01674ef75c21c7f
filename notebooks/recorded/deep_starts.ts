/**
 * Beyond the variance of a start: networks of thirty hidden layers from Gaussian and from
 * orthogonal weights, with the scale of Xavier's or He's rule or with LSUV's, at three
 * learning rates. Notebook 6 shows what it gave.
 *
 * @module
 */
import {
  type Data,
  type Initializer,
  lsuv,
  mlp,
  orthogonal,
  relu,
  seeded,
  tanh,
  varianceScaling,
} from "weightlab";
import type { TrainPlan } from "weightlab/experiments";
import { runsBySeed } from "./_by_seed.ts";

const FUNCTIONS = { tanh, relu };

/** What each function needs for its lengths to be kept: Xavier's rule, and He's. */
const GAINS = { tanh: 1, relu: Math.SQRT2 };

/** Weights with gain 1. */
const INITS = {
  Gaussian: varianceScaling({ scale: 1, mode: "fanIn" }),
  orthogonal: orthogonal(),
};

/** What all networks have in common: the budget of notebook 6's depth sweep. */
export const settings = {
  hidden: Array<number>(30).fill(50),
  batchSize: 50,
  updates: 200,
  evaluateEvery: 20,
} as const;

/** What was tried. */
export const tried = {
  activations: ["tanh", "relu"],
  weights: ["Gaussian", "orthogonal"],
  scales: ["rule", "LSUV"],
  lrs: [0.003, 0.01, 0.03],
} as const;

/** One start at one learning rate: how its ten runs went. */
export interface DeepStartRow {
  readonly activation: typeof tried.activations[number];
  readonly weights: typeof tried.weights[number];
  /** Xavier's rule for tanh and He's for ReLU, or unit variance of each z on the digits. */
  readonly scale: typeof tried.scales[number];
  readonly lr: number;
  /**
   * Accuracy on the 1,000 training digits, seed by seed: after update 1, 21, ..., 181, and
   * after the last.
   */
  readonly accuracies: readonly (readonly number[])[];
}

/** The network of a row and a seed, 0 to 9, as plain data. */
export function planOf(
  { activation, weights, scale, lr }: Omit<DeepStartRow, "accuracies">,
  seed: number,
  train: Data,
): TrainPlan {
  const weightSeed = `deep start ${seed}/weights`;
  const draw = (gain: number) =>
    weights === "Gaussian"
      ? {
        name: "varianceScaling",
        scale: gain ** 2,
        mode: "fanIn",
      } as const
      : { name: "orthogonal", gain } as const;
  return {
    ...settings,
    activation,
    init: scale === "rule"
      ? draw(GAINS[activation])
      : lsuvGains(activation, INITS[weights], weightSeed, train).map(draw),
    optimizer: { name: "SGD", lr },
    weightSeed,
    batchSeed: `deep start ${seed}/batches`,
  };
}

/** What LSUV multiplies the weights of each layer by, drawn with gain 1. */
function lsuvGains(
  activation: keyof typeof FUNCTIONS,
  init: Initializer,
  seed: string,
  { x }: Data,
): number[] {
  const net = mlp([x.columns, ...settings.hidden, 10], {
    activation: FUNCTIONS[activation],
    init,
    rng: seeded(seed),
  });
  return lsuv(net, x).map(({ scale }) => scale);
}

/** Trains all of them: some minutes of two cores. */
export async function deepStarts(train: Data) {
  const rows = tried.activations.flatMap((activation) =>
    tried.weights.flatMap((weights) =>
      tried.scales.flatMap((scale) =>
        tried.lrs.map((lr) => ({ activation, weights, scale, lr }))
      )
    )
  );
  const runs = await runsBySeed(
    rows,
    (row, seed) => planOf(row, seed, train),
    train,
  );
  return {
    settings,
    rows: rows.map((row, i): DeepStartRow => ({
      ...row,
      accuracies: runs[i].map((run) => [
        ...run.curve!.trainAccuracy,
        run.trainAccuracy,
      ]),
    })),
  };
}
