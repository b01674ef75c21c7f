/**
 * Batch normalization before the activation or after it: the post's network with either, from
 * three starts at two learning rates. Notebook 4 shows what it gave.
 *
 * @module
 */
import {
  accuracy,
  ActivationLayer,
  Affine,
  BatchNormalization,
  type Data,
  type Layer,
  normal,
  relu,
  seeded,
  Sequential,
  SGD,
  sigmoid,
  train as trainNetwork,
} from "weightlab";
import { RUNS } from "./_by_seed.ts";

const ACTIVATIONS = { relu, sigmoid } as const;
const STDS = [0.01, 0.1, 1];
const LEARNING_RATES = [0.01, 0.1];
const ORDERS = ["before", "after"] as const;
/** What all networks have in common. */
export const settings = {
  hidden: [100, 100, 100, 100, 100],
  optimizer: "SGD",
  batchSize: 100,
  updates: 191,
} as const;

/** Where the normalization stands in a network, and how its ten runs ended. */
export interface OrderRow {
  readonly activation: keyof typeof ACTIVATIONS;
  /** Standard deviation of the weights of every layer. */
  readonly std: number;
  readonly lr: number;
  /** Of the activation: f(BN(z)), or BN(f(z)). */
  readonly order: typeof ORDERS[number];
  /** Accuracy on the 1,000 training digits after the last update, seed by seed. */
  readonly accuracies: readonly number[];
}

/** The network of a row and a seed, untrained: 784-100x5-10. */
export function networkOf(
  { activation, std, order }: Omit<OrderRow, "accuracies" | "lr">,
  seed: number,
): Sequential {
  const options = {
    init: normal({ std }),
    rng: seeded(`order ${seed}/weights`),
  };
  const hidden = settings.hidden.flatMap((units, i, all): Layer[] => {
    const affine = new Affine(i === 0 ? 784 : all[i - 1], units, options);
    const f = new ActivationLayer(ACTIVATIONS[activation]);
    const norm = new BatchNormalization(units);
    return order === "before" ? [affine, norm, f] : [affine, f, norm];
  });
  return new Sequential([
    ...hidden,
    new Affine(settings.hidden.at(-1)!, 10, options),
  ]);
}

/** Trains the network of a row and a seed, 0 to 9: its accuracy on what it learned from. */
export function accuracyOf(
  row: Omit<OrderRow, "accuracies">,
  seed: number,
  train: Data,
): number {
  const net = networkOf(row, seed), { batchSize, updates } = settings;
  trainNetwork(net, train, {
    optimizer: new SGD({ lr: row.lr }),
    batchSize,
    updates,
    rng: seeded(`order ${seed}/batches`),
  });
  return accuracy(net, train);
}

/** Trains all of them: some four minutes of one core. */
export function normalizationOrder(train: Data) {
  const rows = (["relu", "sigmoid"] as const).flatMap((activation) =>
    STDS.flatMap((std) =>
      LEARNING_RATES.flatMap((lr) =>
        ORDERS.map((order) => ({ activation, std, lr, order }))
      )
    )
  );
  return {
    settings,
    rows: rows.map((row): OrderRow => ({
      ...row,
      accuracies: Array.from(
        { length: RUNS },
        (_, seed) => accuracyOf(row, seed, train),
      ),
    })),
  };
}
