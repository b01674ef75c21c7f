import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { kernel } from "../kernel/kernel.ts";
import { Moments } from "./_moments.ts";
import { checkParams } from "../layers/check_params.ts";
import { LR, SHARE } from "./_constants.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Gradient descent with classical momentum: v = momentum v + lr g, w -= v.
 *
 * (The book writes v = momentum v - lr g, w += v: the same steps. PyTorch keeps
 * v without lr, which differs only where lr changes on the way.)
 *
 * @see Polyak (1964), "Some methods of speeding up the convergence of iteration
 * methods".
 *
 * @example
 * ```ts
 * import { Matrix, Momentum, param } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[0]]));
 * w.grad.set(0, 0, 1);
 * const optimizer = new Momentum({ lr: 0.1, momentum: 0.9 });
 * optimizer.update([w]); // v = .1
 * optimizer.update([w]); // v = .19
 * assertAlmostEquals(w.value.get(0, 0), -0.29);
 * ```
 */
export class Momentum implements Optimizer {
  readonly #constants: { lr: number; momentum: number };
  readonly #moments = new Moments(1);

  /**
   * v is zeros before the first update.
   *
   * @param options The constants.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(options: {
    /** The learning rate, above 0. */
    lr: number;
    /** The share of the last step that goes on, in [0, 1). Default: .9. */
    momentum?: number;
  }) {
    this.#constants = readOptions("make Momentum", options, {
      lr: LR,
      momentum: SHARE.or(0.9),
    });
  }

  /**
   * v = momentum v + lr g, w -= v, for every element of every parameter.
   *
   * @throws {RangeError} if a parameter has not the shape of its first update; none has
   * moved then.
   */
  update(params: readonly Param[]): void {
    checkParams("update by Momentum", params);
    this.#moments.check("update by Momentum", params);
    const { lr, momentum } = this.#constants;
    for (const param of params) {
      this.#moments.step(
        param,
        (w, g, v, count) => kernel.stepMomentum(w, g, v, count, lr, momentum),
      );
    }
  }
}
