import type { Param } from "../layers/layer.ts";
import { adamRule } from "./_adam_rule.ts";
import { LEARNING_RATE, type LearningRate } from "../schedules/schedule.ts";
import { EPS, SHARE } from "./_constants.ts";
import { readOptions } from "../check/options.ts";
import type { Rule } from "./_rule.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";

/**
 * Adam: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2,
 * w -= lr mHat / (sqrt(vHat) + eps), with mHat = m / (1 - beta1^t) and
 * vHat = v / (1 - beta2^t) at the parameter's t-th update. An element that never had a
 * gradient does not move, with an eps of 0 too.
 *
 * @see Kingma and Ba (2015), "Adam: a method for stochastic optimization",
 * algorithm 1.
 *
 * @example
 * ```ts
 * import { Adam, Matrix, param } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[0]]));
 * w.grad.set(0, 0, 7);
 * new Adam({ lr: 0.1 }).update([w]);
 * assertAlmostEquals(w.value.get(0, 0), -0.1, 1e-8); // the first step is lr
 * ```
 */
export class Adam implements Optimizer {
  /** The learning rate, or its schedule, as it was given. */
  declare readonly lr: LearningRate;
  /** As it was given. */
  declare readonly beta1: number;
  /** As it was given. */
  declare readonly beta2: number;
  /** As it was given. */
  declare readonly eps: number;
  readonly #rule: Rule;

  /**
   * m and v are zeros before the first update.
   *
   * @param options The constants.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(
    options: {
      /** The learning rate: above 0, or a function of the update, from 1, at least 0. */
      lr: LearningRate;
      /** The weight of the old average of gradients, in [0, 1). Default: .9. */
      beta1?: number;
      /** The weight of the old average of their squares, in [0, 1). Default: .999. */
      beta2?: number;
      /** What is added to the root, at least 0. Default: 1e-8. */
      eps?: number;
    },
  ) {
    this.#rule = adamRule(
      this,
      "Adam",
      readOptions("make Adam", options, {
        lr: LEARNING_RATE,
        beta1: SHARE.or(0.9),
        beta2: SHARE.or(0.999),
        eps: EPS.or(1e-8),
      }),
    );
  }

  /**
   * One step of algorithm 1, for every element of every parameter.
   *
   * @throws {RangeError} if a parameter has not the shape of its first update, lr is a
   * function and gives no rate, or eps is next to 0 and a gradient so small that its square
   * is lost; none has moved then.
   */
  update(params: readonly Param[]): void {
    this.#rule.update(params);
  }

  /** Copies of m, v and of the counts. */
  stateOf(params: readonly Param[]): OptimizerState {
    return this.#rule.stateOf(params);
  }

  /**
   * Puts copies of m, v and the counts in their place, so that training goes on where
   * the other optimizer stopped.
   *
   * @throws {TypeError} if the state, or a part of it, is of another kind.
   * @throws {RangeError} if it is of other parameters, or of another rule; nothing has
   * changed then.
   */
  setState(params: readonly Param[], state: OptimizerState): void {
    this.#rule.setState(params, state);
  }
}
