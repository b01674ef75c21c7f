import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { LEARNING_RATE, type LearningRate } from "../schedules/schedule.ts";
import { SHARE } from "./_constants.ts";
import { kernel } from "../kernel/kernel.ts";
import { Rule } from "./_rule.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";

/**
 * Gradient descent with Nesterov's momentum: v = momentum v + lr g,
 * w -= momentum v + lr g. Momentum that looks ahead: the gradient is taken where
 * momentum alone will have led.
 *
 * Sutskever writes v = momentum v - lr grad f(theta + momentum v), theta += v. The w
 * here is his theta + momentum v, the point where the gradient is taken, so that one
 * forward and backward pass at w is enough: with one lr and one momentum throughout the
 * steps are the same, and the two points meet as v dies away. PyTorch's `nesterov`
 * is this w too; it keeps v without lr, which differs only where lr changes on the way
 * (see `Momentum`). Here w is Sutskever's theta + momentum v then, too.
 *
 * @see Sutskever, Martens, Dahl and Hinton (2013), "On the importance of initialization
 * and momentum in deep learning", equations 3 and 4; Bengio, Boulanger-Lewandowski and
 * Pascanu (2013), "Advances in optimizing recurrent networks", section 3.5, for this
 * form.
 *
 * @example
 * ```ts
 * import { Matrix, Nesterov, param } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[0]]));
 * w.grad.set(0, 0, 1);
 * const optimizer = new Nesterov({ lr: 0.1, momentum: 0.9 });
 * optimizer.update([w]); // v = .1, a step of .09 + .1
 * assertAlmostEquals(w.value.get(0, 0), -0.19);
 * ```
 */
export class Nesterov implements Optimizer {
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
    const constants = readOptions("make Nesterov", options, {
      lr: LEARNING_RATE,
      momentum: SHARE.or(0.9),
    });
    const { momentum } = constants;
    this.#rule = new Rule(this, "Nesterov", constants, {
      moments: ["v"],
      step: (lr) => (w, g, v, count) =>
        kernel.stepNesterov(w, g, v, count, lr, momentum),
    });
  }

  /**
   * v = momentum v + lr g, w -= momentum v + lr g, for every element.
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
