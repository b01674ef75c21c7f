import type { Data } from "../datasets/data.ts";
import { count, listOf, number, readOptions } from "../check/options.ts";
import { interruptible } from "../notebook/interruptible.ts";
import { grid } from "./_grid.ts";
import { checkOneOrMany } from "./_one_or_many.ts";
import { EXAMPLES, SEED, TEAM, type TeamOptions } from "./_team.ts";
import { trainPlans } from "./_train_plans.ts";
import type { TrainPlan } from "./plan.ts";

/** One network of a depth sweep. */
export interface DepthRun {
  /** How many hidden layers it has. */
  readonly depth: number;
  /** The standard deviation of its weights times the root of the fan-in. */
  readonly sigmaW: number;
  /** Units of each hidden layer, if the sweep has `widths`. */
  readonly width?: number;
  /** What seeded its weights and its batches, if the sweep has `seeds`. */
  readonly seed?: string | number;
  /** Accuracy over all of `train` after the last update, in [0, 1]. */
  readonly trainAccuracy: number;
}

/** The constants of a depth sweep. */
export interface DepthSweepOptions extends TeamOptions {
  /** How many hidden layers; each is tried with each `sigmaWs`. */
  readonly depths: readonly number[];
  /** The standard deviations of the weights, times the root of the fan-in. */
  readonly sigmaWs: readonly number[];
  /** The standard deviation of the biases. Default: 0. */
  readonly sigmaB?: number;
  /** What the networks learn from. */
  readonly train: Data;
  /** Units of each hidden layer. Default: 50. */
  readonly width?: number;
  /** Several widths in place of one. */
  readonly widths?: readonly number[];
  /** The learning rate of SGD. Default: .01. */
  readonly lr?: number;
  /** Examples a batch. Default: 50. */
  readonly batchSize?: number;
  /** How many updates each network gets, whatever its depth. Default: 200. */
  readonly updates?: number;
  /** Seeds the weights and the batches. Default: 1. */
  readonly seed?: string | number;
  /** Several seeds in place of one. */
  readonly seeds?: readonly (string | number)[];
}

/**
 * Trains tanh networks of several depths from several weight scales with the same small
 * budget of plain SGD, to see how deep a network trains from where.
 *
 * Weights are drawn from N(0, sigmaW^2 / fanIn), biases from N(0, sigmaB^2). All networks
 * see the same batches; each has a generator of its own for its weights, so that its run
 * is the same whatever other networks are asked for.
 *
 * The promise is settled when the call returns, as that of `weightScaleSweep` is.
 *
 * @param options The constants.
 * @returns A run for each depth and, within it, each scale, width and seed, in their orders.
 * @throws {RangeError} if a list or the examples are empty, a constant is outside its range,
 * or one of `width` and `seed` is given beside its list; the promise rejects.
 * @throws {TypeError} if the seed is neither a string nor a finite number, or the options
 * hold another name.
 * @see Schoenholz et al. (2017), "Deep information propagation", section 5 and figure 5.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { depthSweep } from "weightlab/experiments";
 * import { assertEquals } from "@std/assert";
 *
 * const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const options = { train, width: 4, updates: 3, workers: 1 };
 * const runs = await depthSweep({ depths: [1, 5], sigmaWs: [1], ...options });
 * assertEquals(runs.map(({ depth }) => depth), [1, 5]);
 * ```
 */
export function depthSweep(options: DepthSweepOptions): Promise<DepthRun[]> {
  return interruptible(() => sweep(options));
}

function* sweep(
  options: DepthSweepOptions,
): Generator<unknown, DepthRun[]> {
  const doing = "sweep depths";
  const { depths, sigmaWs, widths, seeds, ...all } = readOptions(
    doing,
    options,
    {
      depths: listOf(count(), "number"),
      sigmaWs: listOf(number({ above: 0 }), "number"),
      sigmaB: number({ least: 0 }).or(0),
      train: EXAMPLES,
      width: count().or(50),
      widths: listOf(count(), "").optional,
      lr: number({ above: 0 }).or(0.01),
      batchSize: count().or(50),
      updates: count().or(200),
      seed: SEED.or(1),
      seeds: listOf(SEED, "").optional,
      ...TEAM,
    },
  );
  checkOneOrMany(doing, options, "width", "widths");
  checkOneOrMany(doing, options, "seed", "seeds");
  const points = grid({
    depth: depths,
    sigmaW: sigmaWs,
    width: widths,
    seed: seeds,
  });
  const plans = points.map((label): TrainPlan<typeof label> => {
    const { depth, sigmaW, width, seed } = { ...all, ...label };
    return {
      label,
      hidden: Array(depth).fill(width),
      activation: "tanh",
      init: { name: "varianceScaling", scale: sigmaW ** 2, mode: "fanIn" },
      biasStd: all.sigmaB,
      optimizer: { name: "SGD", lr: all.lr },
      batchSize: all.batchSize,
      updates: all.updates,
      weightSeed: `${seed}/weights/${depth}/${sigmaW}`,
      batchSeed: `${seed}/batches`,
    };
  });
  const runs = yield* trainPlans(plans, all, all);
  return runs.map(({ label, trainAccuracy }) => ({ ...label, trainAccuracy }));
}
