import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { LEARNING_RATE, type LearningRate } from "../schedules/schedule.ts";
import { EPS } from "./_constants.ts";
import { kernel } from "../kernel/kernel.ts";
import { underRoot } from "./_moments.ts";
import { Rule } from "./_rule.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";

/**
 * AdaGrad: h += g^2, w -= lr g / (sqrt(h) + eps). Elements that have moved much
 * move less; one that never had a gradient does not move, with an eps of 0 too.
 *
 * @see Duchi, Hazan and Singer (2011), "Adaptive subgradient methods", figure 1.
 *
 * @example
 * ```ts
 * import { AdaGrad, Matrix, param } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[0]]));
 * w.grad.set(0, 0, 3);
 * new AdaGrad({ lr: 0.1 }).update([w]);
 * assertAlmostEquals(w.value.get(0, 0), -0.1, 1e-8); // 3 / sqrt(9) = 1
 * ```
 */
export class AdaGrad implements Optimizer {
  /** The learning rate, or its schedule, as it was given. */
  declare readonly lr: LearningRate;
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
    /** What is added to the root, at least 0. Default: 1e-10. */
    eps?: number;
  }) {
    const constants = readOptions("make AdaGrad", options, {
      lr: LEARNING_RATE,
      eps: EPS.or(1e-10),
    });
    const { eps } = constants, least = underRoot(eps);
    this.#rule = new Rule(this, "AdaGrad", constants, {
      moments: ["h"],
      root: { eps, next: (g, h) => [g, h + g * g] },
      step: (lr) => (w, g, h, count) =>
        kernel.stepRMSProp(w, g, h, count, lr, 1, 1, least),
    });
  }

  /**
   * h += g^2, w -= lr g / (sqrt(h) + eps), for every element.
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
