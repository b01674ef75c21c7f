// One network of a weight scale sweep. Workers import this module and call `run`.

import { relu } from "../activations/relu.ts";
import type { Data } from "../datasets/data.ts";
import { normal } from "../initializers/normal.ts";
import { useBlas } from "../matrix/blas.ts";
import { fromRows, rows } from "../matrix/rows.ts";
import { mlp } from "../networks/mlp.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { train as trainNetwork } from "../training/train.ts";

/** One network of a sweep. */
export interface SweepRun {
  /** The standard deviation that its weights were drawn with. */
  readonly std: number;
  /** Whether it has batch normalization. */
  readonly batchNorm: boolean;
  /** The updates after which the accuracy was measured: 1, 11, 21, ... */
  readonly updates: number[];
  /** Accuracy over all of `train` at those, in "infer" mode, each in [0, 1]. */
  readonly trainAccuracy: number[];
  /** Accuracy over `test` at those, if it was given. */
  readonly testAccuracy?: number[];
}

/** What tells one network of a sweep from another. */
export interface SweepJob {
  /** The standard deviation that its weights are drawn with. */
  readonly std: number;
  /** Whether it has batch normalization. */
  readonly batchNorm: boolean;
}

/** Data as workers get it: N rows of numbers one after the other, in shared memory. */
export interface SharedData {
  /** N x columns numbers. */
  readonly pixels: Float64Array;
  /** How many numbers a row has. */
  readonly columns: number;
  /** N labels. */
  readonly t: Uint8Array;
}

/** The constants that all networks of a sweep have in common. */
export interface SweepSettings {
  readonly train: Data | SharedData;
  readonly test?: Data | SharedData;
  readonly hidden: readonly number[];
  readonly lr: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: string | number;
  /** The native library to multiply with; the kernel's own product unless given. */
  readonly blas?: string;
}

/** Gives a worker the product that the calling thread uses, on one thread. */
export async function prepare({ blas }: SweepSettings): Promise<void> {
  if (blas !== undefined) await useBlas({ threads: 1, library: blas });
}

/** Trains the network; depends on nothing but its arguments. */
export function run(
  { std, batchNorm }: SweepJob,
  settings: SweepSettings,
  alive?: () => void,
): SweepRun {
  const { hidden, lr, batchSize, epochs, seed } = settings;
  const train = dataOf(settings.train);
  const test = settings.test && dataOf(settings.test);
  const largest = (t: Uint8Array) => t.reduce((a, b) => Math.max(a, b));
  // A class that only held-out examples have needs an output too.
  const classes = 1 + Math.max(largest(train.t), test ? largest(test.t) : 0);
  const net = mlp([train.x.columns, ...hidden, classes], {
    activation: relu,
    init: normal({ std }),
    rng: seeded(`${seed}/weights/${std}`),
    batchNorm,
  });
  const updatesPerEpoch = Math.max(1, Math.floor(train.t.length / batchSize));
  const { evaluatedAt, trainAccuracy, testAccuracy } = trainNetwork(
    net,
    train,
    {
      optimizer: new SGD({ lr }),
      batchSize,
      updates: (epochs - 1) * updatesPerEpoch + 1,
      rng: seeded(`${seed}/batches/${std}`),
      evaluateEvery: updatesPerEpoch,
      test,
      onProgress: alive,
    },
  );
  return {
    std,
    batchNorm,
    updates: evaluatedAt,
    trainAccuracy,
    ...(testAccuracy && { testAccuracy }),
  };
}

/** Lays data where all workers can read it. */
export function shareData({ x, t }: Data): SharedData {
  const bytes = x.rows * x.columns * Float64Array.BYTES_PER_ELEMENT;
  const pixels = new Float64Array(new SharedArrayBuffer(bytes));
  for (const [i, row] of rows(x).entries()) pixels.set(row, i * x.columns);
  const labels = new Uint8Array(new SharedArrayBuffer(t.length));
  labels.set(t);
  return { pixels, columns: x.columns, t: labels };
}

function dataOf(data: Data | SharedData): Data {
  if ("x" in data) return data;
  const { pixels, columns, t } = data;
  const rowAt = (_: unknown, i: number) =>
    pixels.subarray(i * columns, (i + 1) * columns);
  return { x: fromRows(Array.from(t, rowAt), columns), t };
}
