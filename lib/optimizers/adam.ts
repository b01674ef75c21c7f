import type { Param } from "../layers/layer.ts";
import { AdamRule } from "./_adam_rule.ts";
import { EPS, LR, SHARE } from "./_constants.ts";
import { readOptions } from "../check/options.ts";
import type { Optimizer } from "./optimizer.ts";

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
  readonly #rule: AdamRule;

  /**
   * m and v are zeros before the first update.
   *
   * @param options The constants.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(
    options: {
      /** The learning rate, above 0. */
      lr: number;
      /** The weight of the old average of gradients, in [0, 1). Default: .9. */
      beta1?: number;
      /** The weight of the old average of their squares, in [0, 1). Default: .999. */
      beta2?: number;
      /** What is added to the root, at least 0. Default: 1e-8. */
      eps?: number;
    },
  ) {
    this.#rule = new AdamRule(
      readOptions("make Adam", options, {
        lr: LR,
        beta1: SHARE.or(0.9),
        beta2: SHARE.or(0.999),
        eps: EPS.or(1e-8),
      }),
    );
  }

  /**
   * One step of algorithm 1, for every element of every parameter.
   *
   * @throws {RangeError} if a parameter has not the shape of its first update, or eps is
   * next to 0 and a gradient so small that its square is lost; none has moved then.
   */
  update(params: readonly Param[]): void {
    this.#rule.check("update by Adam", params);
    this.#rule.step(params);
  }
}
