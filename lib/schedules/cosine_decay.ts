import { checkCount } from "../check/numbers.ts";
import { count, number, readOptions } from "../check/options.ts";
import { cosPi } from "../numbers/cos_pi.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Cosine decay: lr_t = end + (lr - end) (1 + cos(pi (t - 1) / updates)) / 2 at update t, and
 * `end` from update `updates` + 1 on. The rate falls slowly at first and at last.
 *
 * The paper's annealing without restarts. Keras' `CosineDecay` and Optax'
 * `cosine_decay_schedule` with alpha = end / lr; PyTorch's `CosineAnnealingLR`, which rises
 * again afterwards.
 *
 * @param options Its constants.
 * @throws {RangeError} if a constant is outside its range.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @see Loshchilov and Hutter (2017), "SGDR: stochastic gradient descent with warm restarts",
 * equation 5.
 *
 * @example
 * ```ts
 * import { cosineDecay } from "weightlab";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const lr = cosineDecay({ lr: 1, updates: 100 });
 * assertEquals([lr(1), lr(51), lr(101), lr(1000)], [1, 0.5, 0, 0]);
 * assertAlmostEquals(lr(26), (1 + Math.SQRT1_2) / 2);
 * ```
 */
export function cosineDecay(options: {
  /** The learning rate of the first update, above 0. */
  lr: number;
  /** How many updates the decay takes. */
  updates: number;
  /** The rate that it ends at, at least 0 and at most lr. Default: 0. */
  end?: number;
}): Schedule {
  const making = "make a cosine decay";
  const { lr, updates, end } = readOptions(making, options, {
    lr: number({ above: 0 }),
    updates: count(),
    end: number({ least: 0 }).or(0),
  });
  if (end > lr) {
    throw new RangeError(
      `Cannot ${making}: end must be at most lr, ${lr}, got ${end}`,
    );
  }
  return (update) => {
    checkCount("give a rate of cosine decay", "update", update);
    if (update > updates) return end;
    // So weighted, the first rate is lr and no neighbour of it.
    const weight = (1 + cosPi((update - 1) / updates)) / 2;
    return weight * lr + (1 - weight) * end;
  };
}
