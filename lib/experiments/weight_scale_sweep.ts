import { relu } from "../activations/relu.ts";
import type { Data } from "../datasets/data.ts";
import { normal } from "../initializers/normal.ts";
import { checkCount, checkNumber } from "../matrix/check.ts";
import { mlp } from "../networks/mlp.ts";
import { SGD } from "../optimizers/sgd.ts";
import { seeded } from "../random/seeded.ts";
import { train as trainNetwork } from "../training/train.ts";

/** The constants of a sweep; the defaults are the post's. */
export interface WeightScaleSweepOptions {
  /** The standard deviations that weights are drawn with; each makes two runs. */
  readonly stds: readonly number[];
  /** What the networks learn from; the post takes the first 1,000 of MNIST. */
  readonly train: Data;
  /** Held-out examples, if their accuracy is wanted too. */
  readonly test?: Data;
  /** Units of each hidden layer. Default: five layers of 100. */
  readonly hidden?: readonly number[];
  /** The learning rate of SGD. Default: .01. */
  readonly lr?: number;
  /** Examples a batch. Default: 100. */
  readonly batchSize?: number;
  /**
   * How many times the accuracy is measured: after the first update, and then once
   * an epoch (`train` examples / batchSize updates). Default: 20, which for the
   * post's 1,000 examples is 191 updates.
   */
  readonly epochs?: number;
  /** Seeds the weights and the batches. Default: 1. */
  readonly seed?: string | number;
  /** Called before the first network and after each. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

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

/**
 * The post's sixteen panels: for each weight scale two ReLU networks, without and
 * with batch normalization between affine map and ReLU, trained by SGD.
 *
 * The two networks of a scale start from the same weights and see the same
 * batches, so that only batch normalization differs between them. Each scale has
 * generators of its own: its runs are the same whatever other scales are asked
 * for.
 *
 * @param options The constants.
 * @returns Two runs a scale, in the order of `stds`, without batch normalization
 * first.
 * @throws {RangeError} if there are no scales or no examples, or a constant is
 * outside its range; the promise rejects.
 * @throws {TypeError} if the seed is neither a string nor a finite number.
 * @see The post's figures 89 and 90; Saito, "Deep Learning from Scratch", section
 * 6.3.2.
 *
 * @example
 * ```ts
 * import { Matrix, weightScaleSweep } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const runs = await weightScaleSweep({ stds: [0.5], train, batchSize: 2, epochs: 3 });
 * assertEquals(runs.map(({ batchNorm }) => batchNorm), [false, true]);
 * assertEquals(runs[0].updates, [1, 2, 3]);
 * ```
 */
export function weightScaleSweep(
  options: WeightScaleSweepOptions,
): Promise<SweepRun[]> {
  return new Promise((resolve) => resolve(sweep(options)));
}

function sweep(options: WeightScaleSweepOptions): SweepRun[] {
  const { stds, train, seed, onProgress } = options;
  if (stds.length === 0) {
    throw new RangeError(
      "Cannot sweep weight scales: stds must hold at least one scale, got 0",
    );
  }
  // What is wrong with the last scale should not wait for the runs before it.
  for (const std of stds) {
    checkNumber("sweep weight scales", "stds", std, { least: 0 });
  }
  if (train.t.length === 0) {
    throw new RangeError(
      "Cannot sweep weight scales: train must hold at least one example, got 0",
    );
  }
  if (seed !== undefined) seeded(seed);
  const jobs = stds.flatMap((std) =>
    [false, true].map((batchNorm) => ({ std, batchNorm }))
  );
  onProgress?.({ done: 0, total: jobs.length });
  return jobs.map(({ std, batchNorm }, i) => {
    const run = sweepRun(std, batchNorm, options);
    onProgress?.({ done: i + 1, total: jobs.length });
    return run;
  });
}

/** One network of the sweep, trained; it depends on nothing but its arguments. */
function sweepRun(
  std: number,
  batchNorm: boolean,
  options: WeightScaleSweepOptions,
): SweepRun {
  const {
    train,
    test,
    hidden = [100, 100, 100, 100, 100],
    lr = 0.01,
    batchSize = 100,
    epochs = 20,
    seed = 1,
  } = options;
  checkCount("sweep weight scales", "batchSize", batchSize);
  checkCount("sweep weight scales", "epochs", epochs);
  const classes = 1 + Math.max(...train.t);
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
