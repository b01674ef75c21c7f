import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { LEARNING_RATE, type LearningRate } from "../schedules/schedule.ts";
import { EPS, SHARE } from "./_constants.ts";
import { kernel } from "../kernel/kernel.ts";
import { underRoot } from "./_moments.ts";
import { Rule } from "./_rule.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";

/**
 * RMSProp: h = decay h + (1 - decay) g^2, w -= lr g / (sqrt(h) + eps). AdaGrad
 * that forgets. An element that never had a gradient does not move, with an eps of 0 too.
 *
 * @see Tieleman and Hinton (2012), Neural Networks for Machine Learning, lecture
 * 6.5.
 *
 * @example
 * ```ts
 * import { Matrix, param, RMSProp } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[0]]));
 * w.grad.set(0, 0, 3);
 * new RMSProp({ lr: 0.1, decay: 0.75 }).update([w]);
 * assertAlmostEquals(w.value.get(0, 0), -0.2, 1e-8); // 3 / sqrt(9 / 4) = 2
 * ```
 */
export class RMSProp implements Optimizer {
  /** The learning rate, or its schedule, as it was given. */
  declare readonly lr: LearningRate;
  /** As it was given. */
  declare readonly decay: number;
  /** As it was given. */
  declare readonly eps: number;
  readonly #rule: Rule;

  /**
   * h is zeros before the first update.
   *
   * @param options The constants.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(options: {
    /** The learning rate: above 0, or a function of the update, from 1, at least 0. */
    lr: LearningRate;
    /** The weight of the old average, in [0, 1). Default: .99. */
    decay?: number;
    /** What is added to the root, at least 0. Default: 1e-8. */
    eps?: number;
  }) {
    const constants = readOptions("make RMSProp", options, {
      lr: LEARNING_RATE,
      decay: SHARE.or(0.99),
      eps: EPS.or(1e-8),
    });
    const { decay, eps } = constants, least = underRoot(eps);
    this.#rule = new Rule(this, "RMSProp", constants, {
      moments: ["h"],
      root: { eps, next: (g, h) => [g, decay * h + (1 - decay) * g * g] },
      step: (lr) => (w, g, h, count) =>
        kernel.stepRMSProp(w, g, h, count, lr, decay, 1 - decay, least),
    });
  }

  /**
   * h = decay h + (1 - decay) g^2, w -= lr g / (sqrt(h) + eps).
   *
   * @throws {RangeError} if a parameter has not the shape of its first update, lr is a
   * function and gives no rate, or eps is next to 0 and a gradient so small that its square
   * is lost; none has moved then.
   */
  update(params: readonly Param[]): void {
    this.#rule.update(params);
  }

  /** Copies of h and of the counts. */
  stateOf(params: readonly Param[]): OptimizerState {
    return this.#rule.stateOf(params);
  }

  /**
   * Puts copies of h and the counts in their place, so that training goes on where
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
