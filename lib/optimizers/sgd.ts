import type { Param } from "../layers/layer.ts";
import { readOptions } from "../check/options.ts";
import { subtractScaled } from "../matrix/passes.ts";
import { checkParams } from "../layers/check_params.ts";
import { LR } from "./_constants.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Stochastic gradient descent: w -= lr g.
 *
 * @see Robbins and Monro (1951), "A stochastic approximation method".
 *
 * @example
 * ```ts
 * import { Matrix, param, SGD } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[1]]));
 * w.grad.set(0, 0, 5);
 * new SGD({ lr: 0.1 }).update([w]);
 * assertEquals(w.value.get(0, 0), 0.5);
 * ```
 */
export class SGD implements Optimizer {
  readonly #lr: number;

  /**
   * Remembers nothing between updates.
   *
   * @param options The constant.
   * @throws {RangeError} if a constant is outside its range.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(options: {
    /** The learning rate, above 0. */
    lr: number;
  }) {
    this.#lr = readOptions("make SGD", options, { lr: LR }).lr;
  }

  /** w -= lr g, for every element of every parameter. */
  update(params: readonly Param[]): void {
    checkParams("update by SGD", params);
    for (const { value, grad } of params) subtractScaled(value, grad, this.#lr);
  }
}
