import type { Data } from "../datasets/data.ts";
import type { Layer } from "../layers/layer.ts";
import { anything, count, number, readOptions } from "../check/options.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { Rng } from "../random/rng.ts";
import { accuracy } from "../training/accuracy.ts";
import { train } from "../training/train.ts";

/** How {@linkcode trainTo} trains, and where it stops. */
export interface TrainToOptions {
  /** The accuracy over all of the data to stop at, a fraction in [0, 1]. */
  readonly level: number;
  /** Moves the parameters. */
  readonly optimizer: Optimizer;
  /** Examples a batch, drawn with replacement. */
  readonly batchSize: number;
  /** Draws the batches. */
  readonly rng: Rng;
  /** How many updates lie between two looks at the accuracy. Default: 5. */
  readonly every?: number;
  /** How many updates it may take. Default: 1000. */
  readonly atMost?: number;
}

/**
 * Trains a network until its accuracy over the training data reaches a level, so that
 * two networks can be compared at the same one, or by how long they take.
 *
 * A second call with the same optimizer and generator goes on where the first stopped.
 *
 * @param net N x features -> N x classes; it is trained in place.
 * @param data What it learns from, and is measured on.
 * @param options How it is trained, and to where.
 * @returns How many updates it took, a multiple of `every`; undefined if `atMost` were
 * not enough.
 * @throws {RangeError} if the level is not in [0, 1], a count is below 1, or the data is
 * what `train` refuses.
 * @throws {TypeError} if the options hold another name, or for what `train` refuses.
 *
 * @example
 * ```ts
 * import { Matrix, mlp, relu, seeded, SGD, zeros } from "weightlab";
 * import { trainTo } from "weightlab/experiments";
 * import { assertEquals } from "@std/assert";
 *
 * const data = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const net = mlp([2, 2], { activation: relu, init: zeros(), rng: seeded(1) });
 * const optimizer = new SGD({ lr: 1 }), rng = seeded("batches");
 * assertEquals(trainTo(net, data, { level: 1, optimizer, batchSize: 9, rng }), 5);
 * ```
 */
export function trainTo(
  net: Layer,
  data: Data,
  options: TrainToOptions,
): number | undefined {
  const { level, every, atMost, ...training } = readOptions(
    "train to a level",
    options,
    {
      level: number({ least: 0, most: 1 }),
      // What `train` holds to its kind.
      optimizer: anything<Optimizer>(),
      batchSize: anything<number>(),
      rng: anything<Rng>(),
      every: count().or(5),
      atMost: count().or(1000),
    },
  );
  for (let done = every; done <= atMost; done += every) {
    train(net, data, { ...training, updates: every });
    if (accuracy(net, data) >= level) return done;
  }
  return undefined;
}
