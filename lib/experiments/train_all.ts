import type { Data } from "../datasets/data.ts";
import { readOptions } from "../check/options.ts";
import { checkBatch } from "../matrix/check_matrix.ts";
import { interruptible } from "../notebook/interruptible.ts";
import { checkedPlans } from "./_study.ts";
import { EXAMPLES, TEAM, type TeamOptions } from "./_team.ts";
import { trainPlans } from "./_train_plans.ts";
import type { TrainPlan } from "./plan.ts";
import type { TrainAllRun } from "./plan_run.ts";

/** What the networks of plans learn from, and how they are trained side by side. */
export interface TrainAllOptions extends TeamOptions {
  /** What the networks learn from. */
  readonly train: Data;
  /** Held-out examples, if the accuracy over them is wanted too. */
  readonly test?: Data;
}

/**
 * Trains many networks, each as its plan says, on every core.
 *
 * A network is what `mlp` makes and `train` trains, with the same bits. It depends on
 * nothing but its plan and the data: neither on the other plans nor on how many workers
 * there are. All plans are checked before the first network is trained.
 *
 * The promise is settled when the call returns, as that of `weightScaleSweep` is.
 *
 * @param plans One a network; none gives none.
 * @param options The data, and how many at a time.
 * @returns A run a plan, in their order. Running averages of a batch normalization are not
 * among the parameters: `recalibrate` measures them.
 * @throws {RangeError} if a constant of a plan is outside its range, or there are no
 * examples, or those of `test` have another width; the promise rejects.
 * @throws {TypeError} if something is of another kind, or the options or a plan hold another
 * name.
 * @throws {Deno.errors.NotCapable} if workers may not read the library's files, or `store` may
 * not be read and written.
 * @throws {Error} if results cannot be kept in `store`; what lies there is used by the next call.
 * @throws What a network threw, with its plan's label, or its plan, at the end of the
 * message.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { trainAll } from "weightlab/experiments";
 * import { assertEquals } from "@std/assert";
 *
 * const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const runs = await trainAll(
 *   [0.1, 1].map((lr) => ({
 *     label: { lr },
 *     hidden: [8],
 *     activation: "tanh",
 *     init: "he",
 *     optimizer: { name: "SGD", lr },
 *     batchSize: 2,
 *     updates: 50,
 *     weightSeed: "weights",
 *     batchSeed: "batches",
 *   })),
 *   { train },
 * );
 * assertEquals(runs[1].label, { lr: 1 });
 * assertEquals(runs[1].trainAccuracy, 1);
 * ```
 */
export function trainAll<Label>(
  plans: readonly TrainPlan<Label>[],
  options: TrainAllOptions,
): Promise<TrainAllRun<Label>[]> {
  return interruptible(function* () {
    const doing = "train networks";
    const { train, test, ...team } = readOptions(doing, options, {
      train: EXAMPLES,
      test: EXAMPLES.optional,
      ...TEAM,
    });
    if (test) checkBatch(doing, "test.x", test.x, train.x.columns);
    const checked = checkedPlans(doing, plans);
    return yield* trainPlans(checked, { train, test }, team);
  });
}
