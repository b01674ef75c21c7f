import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { EPS, LR, SHARE } from "./_constants.ts";
import { kernel } from "../kernel/kernel.ts";
import { checkSquares, Moments, underRoot } from "./_moments.ts";
import { checkParams } from "../layers/check_params.ts";
import type { Optimizer } from "./optimizer.ts";

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
  readonly #constants: { lr: number; decay: number; eps: number };
  readonly #moments = new Moments(1);

  /**
   * h is zeros before the first update.
   *
   * @param options The constants.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(options: {
    /** The learning rate, above 0. */
    lr: number;
    /** The weight of the old average, in [0, 1). Default: .99. */
    decay?: number;
    /** What is added to the root, at least 0. Default: 1e-8. */
    eps?: number;
  }) {
    this.#constants = readOptions("make RMSProp", options, {
      lr: LR,
      decay: SHARE.or(0.99),
      eps: EPS.or(1e-8),
    });
  }

  /**
   * h = decay h + (1 - decay) g^2, w -= lr g / (sqrt(h) + eps).
   *
   * @throws {RangeError} if a parameter has not the shape of its first update, or eps is
   * next to 0 and a gradient so small that its square is lost; none has moved then.
   */
  update(params: readonly Param[]): void {
    const doing = "update by RMSProp", { lr, decay, eps } = this.#constants;
    checkParams(doing, params);
    this.#moments.check(doing, params);
    checkSquares(
      ...[doing, eps, params, this.#moments] as const,
      (g, h) => [g, decay * h + (1 - decay) * g * g],
    );
    const least = underRoot(eps);
    for (const param of params) {
      this.#moments.step(
        param,
        (w, g, h, count) =>
          kernel.stepRMSProp(w, g, h, count, lr, decay, 1 - decay, least),
      );
    }
  }
}
