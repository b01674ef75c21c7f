import type { Param } from "../layers/layer.ts";
import { functionOf, number, readOptions } from "../check/options.ts";
import { subtractScaled } from "../matrix/passes.ts";
import { adamRule } from "./_adam_rule.ts";
import { LEARNING_RATE, type LearningRate } from "../schedules/schedule.ts";
import { EPS, SHARE } from "./_constants.ts";
import type { Rule } from "./_rule.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";

/**
 * Adam with decoupled weight decay: w -= lr weightDecay w, then Adam's step.
 *
 * The decay does not pass through Adam's moments, as the gradient of an L2 penalty
 * would: there weights with large gradients are hardly held back.
 *
 * This is PyTorch's form. The paper's (algorithm 2) decays by a rate of its own, not
 * times lr: its lambda is lr weightDecay here.
 *
 * @see Loshchilov and Hutter (2019), "Decoupled weight decay regularization",
 * algorithm 2.
 *
 * @example
 * ```ts
 * import { AdamW, Matrix, param } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[2]]));
 * w.grad.set(0, 0, 7);
 * new AdamW({ lr: 0.1, weightDecay: 0.5 }).update([w]);
 * assertAlmostEquals(w.value.get(0, 0), 2 - 0.1 * 0.5 * 2 - 0.1, 1e-8);
 * ```
 */
export class AdamW implements Optimizer {
  /** The learning rate, or its schedule, as it was given. */
  declare readonly lr: LearningRate;
  /** As it was given. */
  declare readonly weightDecay: number;
  /** As it was given. */
  declare readonly decays: (param: Param) => boolean;
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
      /**
       * The share of a weight, times lr, that an update takes off, at least 0. Default: .01.
       */
      weightDecay?: number;
      /** Which parameters decay. Default: all, as in PyTorch. */
      decays?: (param: Param) => boolean;
      /** The weight of the old average of gradients, in [0, 1). Default: .9. */
      beta1?: number;
      /** The weight of the old average of their squares, in [0, 1). Default: .999. */
      beta2?: number;
      /** What is added to the root, at least 0. Default: 1e-8. */
      eps?: number;
    },
  ) {
    const constants = readOptions("make AdamW", options, {
      lr: LEARNING_RATE,
      weightDecay: number({ least: 0 }).or(0.01),
      decays: functionOf<(param: Param) => boolean>().or(() => true),
      beta1: SHARE.or(0.9),
      beta2: SHARE.or(0.999),
      eps: EPS.or(1e-8),
    });
    const { weightDecay, decays } = constants;
    this.#rule = adamRule(this, "AdamW", constants, (lr, params) => {
      const decay = lr * weightDecay;
      for (const { value } of params.filter(decays)) {
        subtractScaled(value, value, decay);
      }
    });
  }

  /**
   * w -= lr weightDecay w where it decays, then Adam's step for every element.
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
