import type { Param } from "../layers/layer.ts";
import { thatIs } from "../check/options.ts";

/**
 * Moves parameters against their gradients, and remembers between calls what its
 * rule needs.
 *
 * @example
 * ```ts
 * import { Matrix, type Optimizer, param, SGD } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const optimizer: Optimizer = new SGD({ lr: 0.1 });
 * const w = param("W", new Matrix([[1]]));
 * w.grad.set(0, 0, 5);
 * optimizer.update([w]);
 * assertEquals(w.value.get(0, 0), 0.5);
 * ```
 */
export interface Optimizer {
  /**
   * One step: writes into each parameter's `value`, reads its `grad`.
   *
   * @param params The parameters; what is remembered of one belongs to it alone.
   * @throws {TypeError} if it is no array of parameters; none has moved then.
   * @throws {RangeError} if a gradient has another shape than its value, or a value than
   * at the first update.
   */
  update(params: readonly Param[]): void;
}

/** An option that is an optimizer: not its class, or the name of one. */
export const OPTIMIZER = thatIs<Optimizer>(
  "an optimizer, such as new SGD({ lr: 0.1 })",
  (optimizer) => typeof optimizer?.update === "function",
);
