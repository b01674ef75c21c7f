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
