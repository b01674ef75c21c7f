import type { Param } from "../layers/layer.ts";
import { checkFunction } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import { checkOptions } from "../check/options.ts";
import { subtractScaled } from "../matrix/passes.ts";
import { checkAdam } from "./_check_adam.ts";
import { AdamRule } from "./_adam_rule.ts";
import type { Optimizer } from "./optimizer.ts";

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
  readonly #rule: AdamRule;
  readonly #decay: number;
  readonly #decays: (param: Param) => boolean;

  /**
   * m and v are zeros before the first update.
   *
   * @param options `lr`: the learning rate, above 0. `weightDecay`: the share of a
   * weight, times lr, that an update takes off, at least 0; .01 unless given.
   * `decays`: which parameters decay; all unless given, as in PyTorch. `beta1`,
   * `beta2`: the weights of the old averages, in [0, 1); .9 and .999 unless given.
   * `eps`: what is added to the root, at least 0; 1e-8 unless given.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(
    options: {
      lr: number;
      weightDecay?: number;
      decays?: (param: Param) => boolean;
      beta1?: number;
      beta2?: number;
      eps?: number;
    },
  ) {
    checkOptions("make AdamW", options, [
      "lr",
      "weightDecay",
      "decays",
      "beta1",
      "beta2",
      "eps",
    ]);
    const {
      lr,
      weightDecay = 0.01,
      decays = () => true,
      beta1 = 0.9,
      beta2 = 0.999,
      eps = 1e-8,
    } = options;
    checkAdam("make AdamW", { lr, beta1, beta2, eps });
    checkNumber("make AdamW", "weightDecay", weightDecay, { least: 0 });
    checkFunction("make AdamW", "decays", decays);
    this.#rule = new AdamRule({ lr, beta1, beta2, eps });
    this.#decay = lr * weightDecay;
    this.#decays = decays;
  }

  /**
   * w -= lr weightDecay w where it decays, then Adam's step for every element.
   *
   * @throws {RangeError} if a parameter has not the shape of its first update, or eps is
   * next to 0 and a gradient so small that its square is lost; none has moved then.
   */
  update(params: readonly Param[]): void {
    this.#rule.check("update by AdamW", params);
    for (const { value } of params.filter(this.#decays)) {
      subtractScaled(value, value, this.#decay);
    }
    this.#rule.step(params);
  }
}
