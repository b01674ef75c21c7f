import { checkCount } from "../check/numbers.ts";
import { count, number, readOptions } from "../check/options.ts";
import { pow } from "../kernel/elementary.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Step decay: lr_t = lr factor^floor((t - 1) / every) at update t. The first `every` updates
 * have all of lr, the next `every` a share of it, and so on.
 *
 * PyTorch's `StepLR(step_size=every, gamma=factor)`, Keras' and Optax' exponential decay with
 * `staircase`.
 *
 * @param options Its constants.
 * @throws {RangeError} if a constant is outside its range.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @see He, Zhang, Ren and Sun (2016), "Deep residual learning for image recognition",
 * section 3.4, which divides by 10.
 *
 * @example
 * ```ts
 * import { stepDecay } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const lr = stepDecay({ lr: 1, every: 2, factor: 0.5 });
 * assertEquals([1, 2, 3, 4, 5].map(lr), [1, 1, 0.5, 0.5, 0.25]);
 * ```
 */
export function stepDecay(options: {
  /** The learning rate of the first updates, above 0. */
  lr: number;
  /** How many updates have the same rate. */
  every: number;
  /** What the rate is multiplied by after them, above 0 and at most 1. Default: .1. */
  factor?: number;
}): Schedule {
  const { lr, every, factor } = readOptions("make a step decay", options, {
    lr: number({ above: 0 }),
    every: count(),
    factor: number({ above: 0, most: 1 }).or(0.1),
  });
  return (update) => {
    checkCount("give a rate of step decay", "update", update);
    return lr * pow(factor, Math.floor((update - 1) / every));
  };
}
