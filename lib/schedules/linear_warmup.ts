import { checkCount } from "../check/numbers.ts";
import { count, number, readOptions } from "../check/options.ts";
import { LEARNING_RATE, type LearningRate, type Schedule } from "./schedule.ts";

/**
 * Linear warm-up before another rate: lr_t = start + (peak - start) (t - 1) / updates at
 * update t, where `peak` is the first rate of `then`; from update `updates` + 1 on the rates
 * of `then`, from its first.
 *
 * With a start of 0 the first update moves nothing, as in Optax' `linear_schedule` and Keras'
 * `CosineDecay(warmup_target)`; PyTorch's `LinearLR` has start = `start_factor` peak. The
 * paper starts where one machine alone would train.
 *
 * @param options How long it takes, and to what.
 * @throws {RangeError} if a constant is outside its range.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @see Goyal et al. (2017), "Accurate, large minibatch SGD: training ImageNet in 1 hour",
 * section 2.2.
 *
 * @example
 * ```ts
 * import { cosineDecay, linearWarmup } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const then = cosineDecay({ lr: 1, updates: 2 });
 * const lr = linearWarmup({ updates: 4, then });
 * assertEquals([1, 2, 3, 4, 5, 7].map(lr), [0, 0.25, 0.5, 0.75, 1, 0]);
 * ```
 */
export function linearWarmup(options: {
  /** How many updates it takes. */
  updates: number;
  /** The rate afterwards: a number above 0, or a schedule, which begins then. */
  then: LearningRate;
  /** The rate of the first update, at least 0. Default: 0. */
  start?: number;
}): Schedule {
  const { updates, then, start } = readOptions(
    "make a linear warm-up",
    options,
    {
      updates: count(),
      then: LEARNING_RATE,
      start: number({ least: 0 }).or(0),
    },
  );
  const after = typeof then === "number" ? () => then : then;
  return (update) => {
    checkCount("give a rate of linear warm-up", "update", update);
    if (update > updates) return after(update - updates);
    return start + (after(1) - start) * ((update - 1) / updates);
  };
}
