import type { Data } from "../datasets/data.ts";
import {
  anything,
  count,
  listOf,
  number,
  readOptions,
} from "../check/options.ts";
import { interruptible } from "../notebook/interruptible.ts";
import { grid } from "./_grid.ts";
import { checkOneOrMany } from "./_one_or_many.ts";
import { EXAMPLES, SEED, TEAM, type TeamOptions } from "./_team.ts";
import { trainPlans } from "./_train_plans.ts";
import type { TrainPlan } from "./plan.ts";

/** One network of a sweep. */
export interface SweepRun {
  /** The standard deviation that its weights were drawn with. */
  readonly std: number;
  /** Units of each hidden layer, if the sweep has `widths`. */
  readonly width?: number;
  /** What seeded its weights and its batches, if the sweep has `seeds`. */
  readonly seed?: string | number;
  /** Whether it has batch normalization. */
  readonly batchNorm: boolean;
  /** The updates after which the accuracy was measured: 1, 11, 21, ... */
  readonly updates: number[];
  /** Accuracy over all of `train` at those, in "infer" mode, each in [0, 1]. */
  readonly trainAccuracy: number[];
  /** Accuracy over `test` at those, if it was given. */
  readonly testAccuracy?: number[];
}

/** The constants of a sweep; the defaults are the post's. */
export interface WeightScaleSweepOptions extends TeamOptions {
  /** The standard deviations that weights are drawn with; each makes two runs. */
  readonly stds: readonly number[];
  /** What the networks learn from; the post takes the first 1,000 of MNIST. */
  readonly train: Data;
  /** Held-out examples, if their accuracy is wanted too. */
  readonly test?: Data;
  /** Units of each hidden layer. Default: five layers of 100. */
  readonly hidden?: readonly number[];
  /** Each network once with each width, in place of the widths of all hidden layers. */
  readonly widths?: readonly number[];
  /** The learning rate of SGD. Default: .01. */
  readonly lr?: number;
  /** Examples a batch, at least 2: one alone has no variance. Default: 100. */
  readonly batchSize?: number;
  /**
   * How many times the accuracy is measured: after the first update, and then once
   * an epoch (`train` examples / batchSize updates). Default: 20, which for the
   * post's 1,000 examples is 191 updates.
   */
  readonly epochs?: number;
  /** Seeds the weights and the batches. Default: 1. */
  readonly seed?: string | number;
  /** Several seeds in place of one. */
  readonly seeds?: readonly (string | number)[];
}

/**
 * The post's sixteen panels: for each weight scale two ReLU networks, without and
 * with batch normalization between affine map and ReLU, trained by SGD.
 *
 * The two networks of a scale start from the same weights and see the same
 * batches, so that only batch normalization differs between them. Each scale has
 * generators of its own: its runs are the same whatever other scales are asked
 * for, and however many workers train them.
 *
 * The promise is settled when the call returns: the call itself waits for the networks,
 * so that an interrupt in a notebook stops it at once, and its workers within two
 * seconds. Where `useTeam` has given workers, it is settled when those are done.
 *
 * @param options The constants.
 * @returns Two runs for each scale and, within it, each width and seed, in their orders;
 * that without batch normalization first.
 * @throws {RangeError} if a list or the examples are empty, examples are not finite, a
 * constant is outside its range, or `seed` is given beside `seeds`; the promise rejects.
 * @throws {TypeError} if the seed is neither a string nor a finite number, or another
 * option is missing, of another kind, or not known.
 * @see The post's figures 89 and 90; Saito, "Deep Learning from Scratch", section
 * 6.3.2.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { weightScaleSweep } from "weightlab/experiments";
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
  return interruptible(() => sweep(options));
}

function* sweep(
  options: WeightScaleSweepOptions,
): Generator<unknown, SweepRun[]> {
  const doing = "sweep weight scales";
  const { stds, widths, epochs, seeds, ...all } = readOptions(doing, options, {
    stds: listOf(number({ least: 0 }), "scale"),
    train: EXAMPLES,
    test: EXAMPLES.optional,
    hidden: listOf(anything<number>()).or([100, 100, 100, 100, 100]),
    widths: listOf(count(), "").optional,
    lr: number({ above: 0 }).or(0.01),
    batchSize: count(2).or(100),
    epochs: count().or(20),
    seed: SEED.or(1),
    seeds: listOf(SEED, "").optional,
    ...TEAM,
  });
  checkOneOrMany(doing, options, "seed", "seeds");
  const { train, hidden, lr, batchSize } = all;
  const updatesPerEpoch = Math.max(1, Math.floor(train.t.length / batchSize));
  const batchNorms = [false, true];
  const plans = grid({
    std: stds,
    width: widths,
    seed: seeds,
    batchNorm: batchNorms,
  })
    .map((label): TrainPlan<typeof label> => {
      const { std, width, seed = all.seed, batchNorm } = label;
      return {
        label,
        hidden: hidden.map((units) => width ?? units),
        activation: "relu",
        init: { name: "normal", std },
        normalization: batchNorm ? "BatchNormalization" : undefined,
        optimizer: { name: "SGD", lr },
        batchSize,
        updates: (epochs - 1) * updatesPerEpoch + 1,
        weightSeed: `${seed}/weights/${std}`,
        batchSeed: `${seed}/batches/${std}`,
        evaluateEvery: updatesPerEpoch,
      };
    });
  const runs = yield* trainPlans(plans, all, all);
  return runs.map(({ label, curve }) => ({ ...label, ...curve! }));
}
