import { pow } from "../kernel/elementary.ts";
import { kernel } from "../kernel/kernel.ts";
import { checkParams } from "../layers/check_params.ts";
import type { Param } from "../layers/layer.ts";
import { checkSquares, Moments, underRoot } from "./_moments.ts";

/** The constants of Adam's rule. */
interface AdamConstants {
  readonly lr: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
}

/** Adam's moments and its step, which `AdamW` takes too. */
export class AdamRule {
  readonly #constants: AdamConstants;
  readonly #moments = new Moments(2);
  readonly #updates = new WeakMap<Param, number>();

  /**
   * m and v are zeros before the first step.
   *
   * @param constants Within their ranges.
   */
  constructor(constants: AdamConstants) {
    this.#constants = constants;
  }

  /**
   * Holds an argument to parameters that can take a step; moves none.
   *
   * @param what What cannot be done otherwise: "update by Adam".
   * @param params The argument.
   * @throws {TypeError} if it is no array of parameters.
   * @throws {RangeError} if a parameter has not the shape of its first step, or eps is
   * next to 0 and a gradient so small that its square is lost.
   */
  check(what: string, params: readonly Param[]): void {
    checkParams(what, params);
    this.#moments.check(what, params);
    const { beta1, beta2, eps } = this.#constants;
    checkSquares(what, eps, params, this.#moments, (g, m, v) => [
      beta1 * m + (1 - beta1) * g,
      beta2 * v + (1 - beta2) * g * g,
    ]);
  }

  /** One step of algorithm 1, for every element of every parameter. */
  step(params: readonly Param[]): void {
    const { lr, beta1, beta2 } = this.#constants;
    const eps = underRoot(this.#constants.eps);
    for (const param of params) {
      const t = (this.#updates.get(param) ?? 0) + 1;
      this.#updates.set(param, t);
      const correct1 = 1 - pow(beta1, t), correct2 = 1 - pow(beta2, t);
      const constants = [lr, beta1, beta2, correct1, correct2, eps] as const;
      this.#moments.step(
        param,
        (w, g, m, v, count) => kernel.stepAdam(w, g, m, v, count, ...constants),
      );
    }
  }
}
