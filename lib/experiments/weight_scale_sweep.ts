import type { Data } from "../datasets/data.ts";
import { checkArray } from "../check/kinds.ts";
import { checkCount, checkNumber } from "../check/numbers.ts";
import { checkOptions } from "../check/options.ts";
import { inTask } from "../notebook/interruptible.ts";
import { seeded } from "../random/seeded.ts";
import { checkTeam, runAll, type TeamOptions } from "./_run_all.ts";
import { run, type SweepRun } from "./sweep_run.ts";

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
 * seconds.
 *
 * @param options The constants.
 * @returns Two runs a scale, in the order of `stds`, without batch normalization
 * first.
 * @throws {RangeError} if there are no scales or no examples, examples are not finite, or
 * a constant is outside its range; the promise rejects.
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
  return inTask(() => sweep(options));
}

function sweep(options: WeightScaleSweepOptions): SweepRun[] {
  const doing = "sweep weight scales";
  checkOptions(doing, options, [
    "stds",
    "train",
    "test",
    "hidden",
    "lr",
    "batchSize",
    "epochs",
    "seed",
    "workers",
    "onProgress",
  ]);
  const {
    train,
    test,
    hidden = [100, 100, 100, 100, 100],
    lr = 0.01,
    batchSize = 100,
    epochs = 20,
    seed = 1,
  } = options;
  checkArray(doing, "stds", options.stds);
  // A typed array too; its own `map` would make numbers of the jobs.
  const stds = Array.from(options.stds);
  if (stds.length === 0) {
    throw new RangeError(
      `Cannot ${doing}: stds must hold at least one scale, got 0`,
    );
  }
  // What is wrong with the last scale should not wait for the runs before it.
  for (const std of stds) checkNumber(doing, "stds", std, { least: 0 });
  checkTeam(doing, test === undefined ? { train } : { train, test }, options);
  checkArray(doing, "hidden", hidden);
  checkNumber(doing, "lr", lr, { above: 0 });
  checkCount(doing, "batchSize", batchSize, 2);
  checkCount(doing, "epochs", epochs);
  seeded(seed);

  const settings = {
    train,
    test,
    hidden: Array.from(hidden),
    lr,
    batchSize,
    epochs,
    seed,
  };
  // The longer ones first, so that no worker is left with one when the others are done.
  const jobs = [true, false].flatMap((batchNorm) =>
    stds.map((std) => ({ std, batchNorm }))
  );
  const module = new URL("./sweep_run.ts", import.meta.url);
  const runs = runAll(module, run, jobs, settings, options);
  return stds.flatMap((_, i) => [runs[stds.length + i], runs[i]]);
}
