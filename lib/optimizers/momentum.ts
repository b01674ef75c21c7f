import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { kernel } from "../kernel/kernel.ts";
import { LEARNING_RATE, type LearningRate } from "../schedules/schedule.ts";
import { SHARE } from "./_constants.ts";
import { Rule } from "./_rule.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";

/**
 * Gradient descent with classical momentum: v = momentum v + lr g, w -= v.
 *
 * (The book writes v = momentum v - lr g, w += v: the same steps. PyTorch keeps
 * v without lr, which differs only where lr changes on the way: there w -= lr v, so that a new
 * rate scales what was gathered before, too; here, as in Keras, that keeps its size, and with
 * a rate of 0 w goes on by it.)
 *
 * @see Polyak (1964), "Some methods of speeding up the convergence of iteration
 * methods".
 *
 * @example
 * ```ts
 * import { Matrix, Momentum, param } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[0]]));
 * w.grad.set(0, 0, 1);
 * const optimizer = new Momentum({ lr: 0.1, momentum: 0.9 });
 * optimizer.update([w]); // v = .1
 * optimizer.update([w]); // v = .19
 * assertAlmostEquals(w.value.get(0, 0), -0.29);
 * ```
 */
export class Momentum implements Optimizer {
  /** The learning rate, or its schedule, as it was given. */
  declare readonly lr: LearningRate;
  /** As it was given. */
  declare readonly momentum: number;
  readonly #rule: Rule;

  /**
   * v is zeros before the first update.
   *
   * @param options The constants.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(options: {
    /** The learning rate: above 0, or a function of the update, from 1, at least 0. */
    lr: LearningRate;
    /** The share of the last step that goes on, in [0, 1). Default: .9. */
    momentum?: number;
  }) {
    const constants = readOptions("make Momentum", options, {
      lr: LEARNING_RATE,
      momentum: SHARE.or(0.9),
    });
    const { momentum } = constants;
    this.#rule = new Rule(this, "Momentum", constants, {
      moments: ["v"],
      step: (lr) => (w, g, v, count) =>
        kernel.stepMomentum(w, g, v, count, lr, momentum),
    });
  }

  /**
   * v = momentum v + lr g, w -= v, for every element of every parameter.
   *
   * @throws {RangeError} if a parameter has not the shape of its first update, or lr is a
   * function and gives no rate; none has moved then.
   */
  update(params: readonly Param[]): void {
    this.#rule.update(params);
  }

  /** Copies of v and of the counts. */
  stateOf(params: readonly Param[]): OptimizerState {
    return this.#rule.stateOf(params);
  }

  /**
   * Puts copies of v and the counts in their place, so that training goes on where
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
