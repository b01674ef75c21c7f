import { checkNumber } from "../check/numbers.ts";
import { type Kind, kind } from "../check/options.ts";

/**
 * A learning rate that changes on the way: that of an update, 1 for an optimizer's first. It
 * depends on nothing else, so that training can stop and go on.
 *
 * @param update The update's number: how often the optimizer has been called, this call
 * included.
 * @returns The learning rate, finite and at least 0.
 *
 * @example
 * ```ts
 * import { Matrix, param, type Schedule, SGD } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const inverse: Schedule = (update) => 0.1 / update;
 * const optimizer = new SGD({ lr: inverse }), w = param("W", new Matrix([[1]]));
 * w.grad.set(0, 0, 1);
 * optimizer.update([w]); // by .1
 * optimizer.update([w]); // by .05
 * assertAlmostEquals(w.value.get(0, 0), 0.85);
 * ```
 */
export type Schedule = (update: number) => number;

/** The same rate for every update, or one that changes on the way. */
export type LearningRate = number | Schedule;

/** An option that is a learning rate: a number above 0, or a schedule. */
export const LEARNING_RATE: Kind<LearningRate> = kind((doing, name, value) => {
  if (typeof value === "function") return value as Schedule;
  checkNumber(doing, name, value as number, { above: 0 });
  return value as number;
});
