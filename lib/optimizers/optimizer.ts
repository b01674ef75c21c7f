import type { Param } from "../layers/layer.ts";
import type { Matrix } from "../storage/matrix.ts";
import { thatIs } from "../check/options.ts";

/** What an optimizer remembers of some parameters: what it needs to go on as if it had not stopped. */
export interface OptimizerState {
  /** How many times it has been called. */
  readonly updates: number;
  /** Of each parameter, in their order. */
  readonly params: readonly {
    /** How many times it has moved. */
    readonly updates: number;
    /** Copies of its moments by name, each of its shape: { m, v }; none before its first move. */
    readonly moments: Readonly<Record<string, Matrix>>;
  }[];
}

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
  /**
   * What it remembers of these parameters.
   *
   * @param params The parameters.
   */
  stateOf?(params: readonly Param[]): OptimizerState;
  /**
   * Puts in its place what an optimizer of the same kind remembered of parameters like these.
   *
   * @param params The parameters.
   * @param state What `stateOf` gave; copied.
   * @throws {RangeError} if it is of other parameters, or of another rule; nothing has changed then.
   */
  setState?(params: readonly Param[], state: OptimizerState): void;
}

/** An option that is an optimizer: not its class, or the name of one. */
export const OPTIMIZER = thatIs<Optimizer>(
  "an optimizer, such as new SGD({ lr: 0.1 })",
  (optimizer) => typeof optimizer?.update === "function",
);
