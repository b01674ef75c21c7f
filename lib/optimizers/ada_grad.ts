import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { EPS, LR } from "./_constants.ts";
import { kernel } from "../kernel/kernel.ts";
import { checkSquares, Moments, underRoot } from "./_moments.ts";
import { checkParams } from "../layers/check_params.ts";
import type { Optimizer } from "./optimizer.ts";

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
  readonly #constants: { lr: number; eps: number };
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
    /** What is added to the root, at least 0. Default: 1e-10. */
    eps?: number;
  }) {
    this.#constants = readOptions("make AdaGrad", options, {
      lr: LR,
      eps: EPS.or(1e-10),
    });
  }

  /**
   * h += g^2, w -= lr g / (sqrt(h) + eps), for every element.
   *
   * @throws {RangeError} if a parameter has not the shape of its first update, or eps is
   * next to 0 and a gradient so small that its square is lost; none has moved then.
   */
  update(params: readonly Param[]): void {
    const doing = "update by AdaGrad", { lr, eps } = this.#constants;
    checkParams(doing, params);
    this.#moments.check(doing, params);
    checkSquares(
      ...[doing, eps, params, this.#moments] as const,
      (g, h) => [g, h + g * g],
    );
    const least = underRoot(eps);
    for (const param of params) {
      this.#moments.step(
        param,
        (w, g, h, count) => kernel.stepRMSProp(w, g, h, count, lr, 1, 1, least),
      );
    }
  }
}
