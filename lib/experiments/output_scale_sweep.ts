import type { Data } from "../datasets/data.ts";
import {
  anything,
  count,
  kind,
  listOf,
  number,
  optionsOf,
  readOptions,
} from "../check/options.ts";
import { interruptible } from "../notebook/interruptible.ts";
import { grid } from "./_grid.ts";
import { EXAMPLES, SEED, TEAM, type TeamOptions } from "./_team.ts";
import { trainPlans } from "./_train_plans.ts";
import type { TrainPlan } from "./plan.ts";

/** What a network with batch normalization starts from. */
export interface OutputScaleTrial {
  /** The standard deviation of the hidden layers' weights. */
  readonly hiddenStd: number;
  /** The standard deviation of the output layer's weights. */
  readonly outputStd: number;
  /** What batch normalization adds to the variance. Default: the layer's own. */
  readonly eps?: number;
}

/** One network of an output scale sweep. */
export interface OutputScaleRun extends OutputScaleTrial {
  /** Units of each hidden layer, if the sweep has `widths`. */
  readonly width?: number;
  /** What seeded its weights and its batches. */
  readonly seed: string | number;
  /** Accuracy over all of `train` after the last update, in [0, 1]. */
  readonly trainAccuracy: number;
}

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
  /** Each network once with each width, in place of the widths of all hidden layers. */
  readonly widths?: readonly number[];
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
 * @returns A run for each trial and, within it, each width and seed, in their orders.
 * @throws {RangeError} if a list or the examples are empty, or a constant is outside its
 * range; the promise rejects.
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
  return interruptible(() => sweep(options));
}

function* sweep(
  options: OutputScaleSweepOptions,
): Generator<unknown, OutputScaleRun[]> {
  const { trials, seeds, widths, ...all } = readOptions(
    "sweep output scales",
    options,
    {
      trials: listOf(TRIAL, "", (i) => `trials[${i}]`),
      seeds: listOf(SEED, ""),
      train: EXAMPLES,
      hidden: listOf(anything<number>()).or([100, 100, 100, 100, 100]),
      widths: listOf(count(), "").optional,
      lr: number({ above: 0 }).or(0.01),
      batchSize: count(2).or(100),
      updates: count().or(191),
      ...TEAM,
    },
  );
  const points = grid({ trial: trials, width: widths, seed: seeds });
  const plans = points.map(
    ({ trial, ...more }): TrainPlan<Omit<OutputScaleRun, "trainAccuracy">> => {
      const { hiddenStd, outputStd, eps } = trial, { width, seed } = more;
      const hidden = all.hidden.map((units) => width ?? units);
      return {
        label: { ...trial, ...more },
        hidden,
        activation: "relu",
        init: [...hidden.map(() => hiddenStd), outputStd]
          .map((std) => ({ name: "normal", std })),
        normalization: { name: "BatchNormalization", eps },
        optimizer: { name: "SGD", lr: all.lr },
        batchSize: all.batchSize,
        updates: all.updates,
        weightSeed: `weights ${seed}`,
        batchSeed: `batches ${seed}`,
      };
    },
  );
  const runs = yield* trainPlans(plans, all, all);
  return runs.map(({ label, trainAccuracy }) => ({ ...label, trainAccuracy }));
}

/** What a trial must be. */
const STARTS = optionsOf<OutputScaleTrial>({
  hiddenStd: number({ least: 0 }),
  outputStd: number({ least: 0 }),
  eps: number({ least: 0 }).optional,
});

/** A trial as a plain object, whatever held it. */
const TRIAL = kind<OutputScaleTrial>((...asked) => {
  const { eps, ...stds } = STARTS.read(...asked);
  return { ...stds, ...(eps !== undefined && { eps }) };
});
