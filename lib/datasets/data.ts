import type { Matrix } from "../matrix/matrix.ts";

/** Labelled examples: `x` is N x features, `t[i]` the class of row i. */
export interface Data {
  /** Inputs, N x features, one example a row. */
  readonly x: Matrix;
  /** Class labels, one a row of `x`, each in 0 .. classes - 1. */
  readonly t: Uint8Array;
}
