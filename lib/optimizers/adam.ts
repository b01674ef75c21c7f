import type { Param } from "../layers/layer.ts";
import { checkAdam } from "./_check_adam.ts";
import { checkOptions } from "../matrix/check.ts";
import { descend, Moments } from "./_moments.ts";
import { checkParams } from "../layers/check_params.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Adam: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2,
 * w -= lr mHat / (sqrt(vHat) + eps), with mHat = m / (1 - beta1^t) and
 * vHat = v / (1 - beta2^t) at the parameter's t-th update.
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
  readonly #lr: number;
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #eps: number;
  readonly #moments = new Moments(2);
  readonly #updates = new WeakMap<Param, number>();

  /**
   * m and v are zeros before the first update.
   *
   * @param options `lr`: the learning rate, above 0. `beta1`, `beta2`: the
   * weights of the old averages, in [0, 1); .9 and .999 unless given. `eps`: what
   * is added to the root, at least 0; 1e-8 unless given.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(
    options: {
      lr: number;
      beta1?: number;
      beta2?: number;
      eps?: number;
    },
  ) {
    checkOptions("make Adam", options, ["lr", "beta1", "beta2", "eps"]);
    const { lr, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 } = options;
    checkAdam("make Adam", { lr, beta1, beta2, eps });
    this.#lr = lr;
    this.#beta1 = beta1;
    this.#beta2 = beta2;
    this.#eps = eps;
  }

  /** One step of algorithm 1, for every element of every parameter. */
  update(params: readonly Param[]): void {
    checkParams("update by Adam", params);
    const beta1 = this.#beta1, beta2 = this.#beta2;
    for (const param of params) {
      const t = (this.#updates.get(param) ?? 0) + 1;
      this.#updates.set(param, t);
      const [m, v] = this.#moments.of(param);
      const correct1 = 1 - beta1 ** t, correct2 = 1 - beta2 ** t;
      descend(param, (g, k) => {
        m[k] = beta1 * m[k] + (1 - beta1) * g;
        v[k] = beta2 * v[k] + (1 - beta2) * g * g;
        const root = Math.sqrt(v[k] / correct2) + this.#eps;
        return this.#lr * (m[k] / correct1) / root;
      });
    }
  }
}
