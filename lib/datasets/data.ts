import type { Targets } from "../losses/loss.ts";
import type { Matrix } from "../storage/matrix.ts";

/**
 * Labelled examples: `x` is N x features, `t[i]` the class of row i.
 *
 * @example
 * ```ts
 * import { type Data, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const xor: Data = {
 *   x: new Matrix([[0, 0], [0, 1], [1, 0], [1, 1]]),
 *   t: Uint8Array.of(0, 1, 1, 0),
 * };
 * assertEquals(xor.x.rows, xor.t.length);
 * ```
 */
export interface Data {
  /** Inputs, N x features, one example a row. */
  readonly x: Matrix;
  /** Class labels, one a row of `x`, each in 0 .. classes - 1. */
  readonly t: Uint8Array;
}

/**
 * Examples and what a network should make of them: classes, as `Data` has, numbers, or a matrix
 * with a row for each example. What they may be says the loss that `train` is given.
 *
 * @example
 * ```ts
 * import { Matrix, type TargetData } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const x = new Matrix([[0], [1], [2]]);
 * const squares: TargetData = { x, t: [0, 1, 4] };
 * const powers: TargetData = { x, t: new Matrix([[0, 0], [1, 1], [4, 8]]) };
 * assertEquals([squares.x.rows, powers.x.rows], [3, 3]);
 * ```
 */
export interface TargetData {
  /** Inputs, N x features, one example a row. */
  readonly x: Matrix;
  /** Their targets, N of them: a number each, or N x outputs. */
  readonly t: Targets;
}
