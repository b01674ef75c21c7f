/**
 * Whether the noise of batch normalization regularizes: the post's network, trained on the
 * same batches of 100, which are normalized in parts (ghosts) of 4 to 100 examples. Notebook
 * 4 shows what it gave.
 *
 * @module
 */
import {
  accuracy,
  type Data,
  loadMnist,
  mlp,
  normal,
  recalibrate,
  relu,
  seeded,
  SGD,
  train as trainNetwork,
} from "weightlab";
import { RUNS } from "./_by_seed.ts";

const STDS = [0.01, 0.1];
const GHOST_SIZES = [4, 10, 20, 50, 100];
/** What all networks have in common. */
export const settings = {
  hidden: [100, 100, 100, 100, 100],
  activation: "relu",
  optimizer: { name: "SGD", lr: 0.1 },
  batchSize: 100,
  updates: 191,
} as const;

/** One size of ghost: how its ten runs ended, recalibrated on the training digits. */
export interface GhostRow {
  /** Standard deviation of the weights of every layer. */
  readonly std: number;
  /** Examples that are normalized together. */
  readonly ghostSize: number;
  /** Accuracy on the 1,000 training digits after the last update, seed by seed. */
  readonly trainAccuracies: readonly number[];
  /** The same on 1,000 test digits. */
  readonly testAccuracies: readonly number[];
}

/**
 * Trains the network of a row and a seed, 0 to 9. Its running averages, which remember fewer
 * updates where ghosts are small, are replaced by the moments of all training digits.
 */
export function accuraciesOf(
  { std, ghostSize }: Pick<GhostRow, "std" | "ghostSize">,
  seed: number,
  { train, test }: { readonly train: Data; readonly test: Data },
): { readonly train: number; readonly test: number } {
  const { hidden, optimizer, batchSize, updates } = settings;
  const net = mlp([784, ...hidden, 10], {
    activation: relu,
    init: normal({ std }),
    batchNorm: { ghostSize },
    rng: seeded(`ghosts ${seed}/weights`),
  });
  trainNetwork(net, train, {
    optimizer: new SGD({ lr: optimizer.lr }),
    batchSize,
    updates,
    rng: seeded(`ghosts ${seed}/batches`),
  });
  recalibrate(net, train);
  return { train: accuracy(net, train), test: accuracy(net, test) };
}

/** Trains all of them: two minutes of one core. */
export async function ghosts(train: Data) {
  const { test } = await loadMnist({ train: 1, test: 1000 });
  const rows = STDS.flatMap((std) =>
    GHOST_SIZES.map((ghostSize) => ({ std, ghostSize }))
  );
  return {
    settings,
    rows: rows.map((row): GhostRow => {
      const ended = Array.from(
        { length: RUNS },
        (_, seed) => accuraciesOf(row, seed, { train, test }),
      );
      return {
        ...row,
        trainAccuracies: ended.map(({ train }) => train),
        testAccuracies: ended.map(({ test }) => test),
      };
    }),
  };
}
