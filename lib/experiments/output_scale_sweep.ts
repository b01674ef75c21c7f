import type { Data } from "../datasets/data.ts";
import { checkArray } from "../check/kinds.ts";
import { checkCount, checkNumber } from "../check/numbers.ts";
import { checkOptions } from "../check/options.ts";
import { inTask } from "../notebook/interruptible.ts";
import { seeded } from "../random/seeded.ts";
import { checkTeam, runAll, type TeamOptions } from "./_run_all.ts";
import {
  type OutputScaleRun,
  type OutputScaleTrial,
  run,
} from "./output_scale_run.ts";

/** The constants of an output scale sweep; the defaults are the post's. */
export interface OutputScaleSweepOptions extends TeamOptions {
  /** What the networks start from; each is tried with each seed. */
  readonly trials: readonly OutputScaleTrial[];
  /** Each seeds the weights and the batches of one network a trial. */
  readonly seeds: readonly (string | number)[];
  /** What the networks learn from. */
  readonly train: Data;
  /** Units of each hidden layer. Default: five layers of 100. */
  readonly hidden?: readonly number[];
  /** The learning rate of SGD. Default: .01. */
  readonly lr?: number;
  /** Examples a batch, at least 2: one alone has no variance. Default: 100. */
  readonly batchSize?: number;
  /** How many updates each network gets. Default: 191. */
  readonly updates?: number;
}

/**
 * Trains ReLU networks with batch normalization whose hidden layers and whose output
 * layer, which has none, start from weight scales of their own: which of the two does the
 * start depend on?
 *
 * All networks of a seed see the same batches, and from equal scales they start from the
 * same weights. The promise is settled when the call returns, as that of
 * `weightScaleSweep` is.
 *
 * @param options The constants.
 * @returns A run for each trial and, within it, each seed, in their orders.
 * @throws {RangeError} if there are no trials, seeds or examples, or a constant is outside
 * its range; the promise rejects.
 * @throws {TypeError} if a seed is neither a string nor a finite number, or the options or
 * a trial hold another name.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { outputScaleSweep } from "weightlab/experiments";
 * import { assertEquals } from "@std/assert";
 *
 * const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const trials = [{ hiddenStd: 1, outputStd: 0.1 }, { hiddenStd: 1, outputStd: 1 }];
 * const options = { train, hidden: [4], batchSize: 2, updates: 3, workers: 1 };
 * const runs = await outputScaleSweep({ trials, seeds: [1, 2], ...options });
 * assertEquals(runs.map(({ outputStd, seed }) => [outputStd, seed]), [
 *   [0.1, 1],
 *   [0.1, 2],
 *   [1, 1],
 *   [1, 2],
 * ]);
 * ```
 */
export function outputScaleSweep(
  options: OutputScaleSweepOptions,
): Promise<OutputScaleRun[]> {
  return inTask(() => sweep(options));
}

function sweep(options: OutputScaleSweepOptions): OutputScaleRun[] {
  const doing = "sweep output scales";
  checkOptions(doing, options, [
    "trials",
    "seeds",
    "train",
    "hidden",
    "lr",
    "batchSize",
    "updates",
    "workers",
    "onProgress",
  ]);
  const {
    train,
    hidden = [100, 100, 100, 100, 100],
    lr = 0.01,
    batchSize = 100,
    updates = 191,
  } = options;
  for (const name of ["trials", "seeds"] as const) {
    checkArray(doing, name, options[name]);
    if (options[name].length > 0) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name} must hold at least one, got 0`,
    );
  }
  // What is wrong with the last network should not wait for those before it.
  const trials = Array.from(options.trials, (trial, i) => {
    const name = `trials[${i}]`;
    checkOptions(doing, trial, ["hiddenStd", "outputStd", "eps"], name);
    const { hiddenStd, outputStd, eps } = trial;
    checkNumber(doing, `${name}.hiddenStd`, hiddenStd, { least: 0 });
    checkNumber(doing, `${name}.outputStd`, outputStd, { least: 0 });
    if (eps !== undefined) checkNumber(doing, `${name}.eps`, eps, { least: 0 });
    // A plain object, whatever held them, as a worker would get it.
    return { hiddenStd, outputStd, ...("eps" in trial && { eps }) };
  });
  const seeds = Array.from(options.seeds);
  for (const seed of seeds) seeded(seed);
  checkTeam(doing, { train }, options);
  checkArray(doing, "hidden", hidden);
  checkNumber(doing, "lr", lr, { above: 0 });
  checkCount(doing, "batchSize", batchSize, 2);
  checkCount(doing, "updates", updates);

  const settings = {
    train,
    hidden: Array.from(hidden),
    lr,
    batchSize,
    updates,
  };
  const jobs = trials.flatMap((trial) =>
    seeds.map((seed) => ({ trial, seed }))
  );
  const module = new URL("./output_scale_run.ts", import.meta.url);
  return runAll(module, run, jobs, settings, options);
}
