import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { kernel } from "../kernel/kernel.ts";
import { LEARNING_RATE, type LearningRate } from "../schedules/schedule.ts";
import { Rule } from "./_rule.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";

/**
 * Stochastic gradient descent: w -= lr g.
 *
 * @see Robbins and Monro (1951), "A stochastic approximation method".
 *
 * @example
 * ```ts
 * import { Matrix, param, SGD } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[1]]));
 * w.grad.set(0, 0, 5);
 * new SGD({ lr: 0.1 }).update([w]);
 * assertEquals(w.value.get(0, 0), 0.5);
 * ```
 */
export class SGD implements Optimizer {
  /** The learning rate, or its schedule, as it was given. */
  declare readonly lr: LearningRate;
  readonly #rule: Rule;

  /**
   * Remembers nothing between updates but how many there were.
   *
   * @param options The constant.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(options: {
    /** The learning rate: above 0, or a function of the update, from 1, at least 0. */
    lr: LearningRate;
  }) {
    const constants = readOptions("make SGD", options, { lr: LEARNING_RATE });
    this.#rule = new Rule(this, "SGD", constants, {
      step: (lr) => (w, g, count) => kernel.descend(w, g, count, lr),
    });
  }

  /**
   * w -= lr g, for every element of every parameter.
   *
   * @throws {RangeError} if lr is a function and gives no rate; none has moved then.
   */
  update(params: readonly Param[]): void {
    this.#rule.update(params);
  }

  /** How many updates there were. */
  stateOf(params: readonly Param[]): OptimizerState {
    return this.#rule.stateOf(params);
  }

  /**
   * Puts the counts in their place, so that training goes on where the other optimizer
   * stopped.
   *
   * @throws {TypeError} if the state, or a part of it, is of another kind.
   * @throws {RangeError} if it is of other parameters, or of another rule; nothing has
   * changed then.
   */
  setState(params: readonly Param[], state: OptimizerState): void {
    this.#rule.setState(params, state);
  }
}
