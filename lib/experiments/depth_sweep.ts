import type { Data } from "../datasets/data.ts";
import { checkArray } from "../check/kinds.ts";
import { checkCount, checkNumber } from "../check/numbers.ts";
import { checkOptions } from "../check/options.ts";
import { inTask } from "../notebook/interruptible.ts";
import { seeded } from "../random/seeded.ts";
import { checkTeam, runAll, type TeamOptions } from "./_run_all.ts";
import { type DepthRun, run } from "./depth_run.ts";

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
  /** The learning rate of SGD. Default: .01. */
  readonly lr?: number;
  /** Examples a batch. Default: 50. */
  readonly batchSize?: number;
  /** How many updates each network gets, whatever its depth. Default: 200. */
  readonly updates?: number;
  /** Seeds the weights and the batches. Default: 1. */
  readonly seed?: string | number;
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
 * @returns A run for each depth and, within it, each scale, in their orders.
 * @throws {RangeError} if there are no depths, scales or examples, or a constant is outside
 * its range; the promise rejects.
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
  return inTask(() => sweep(options));
}

function sweep(options: DepthSweepOptions): DepthRun[] {
  const doing = "sweep depths";
  checkOptions(doing, options, [
    "depths",
    "sigmaWs",
    "sigmaB",
    "train",
    "width",
    "lr",
    "batchSize",
    "updates",
    "seed",
    "workers",
    "onProgress",
  ]);
  const {
    sigmaB = 0,
    train,
    width = 50,
    lr = 0.01,
    batchSize = 50,
    updates = 200,
    seed = 1,
  } = options;
  for (const name of ["depths", "sigmaWs"] as const) {
    checkArray(doing, name, options[name]);
    if (options[name].length > 0) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name} must hold at least one number, got 0`,
    );
  }
  // Typed arrays too; their own `map` would make numbers of the jobs.
  const depths = Array.from(options.depths);
  const sigmaWs = Array.from(options.sigmaWs);
  // What is wrong with the last network should not wait for those before it.
  for (const depth of depths) checkCount(doing, "depths", depth);
  for (const sigmaW of sigmaWs) {
    checkNumber(doing, "sigmaWs", sigmaW, { above: 0 });
  }
  checkNumber(doing, "sigmaB", sigmaB, { least: 0 });
  checkTeam(doing, { train }, options);
  checkNumber(doing, "lr", lr, { above: 0 });
  for (const [name, count] of Object.entries({ width, batchSize, updates })) {
    checkCount(doing, name, count);
  }
  seeded(seed);
  const settings = { train, sigmaB, width, lr, batchSize, updates, seed };
  const jobs = depths.flatMap((depth) =>
    sigmaWs.map((sigmaW) => ({ depth, sigmaW }))
  );
  const module = new URL("./depth_run.ts", import.meta.url);
  return runAll(module, run, jobs, settings, options);
}
