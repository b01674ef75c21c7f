import { callKernel } from "./call_kernel.ts";
import * as kernel from "../kernel/kernel.wasm";
import type { Matrix } from "./matrix.ts";

/**
 * x_ij += row_j, in place.
 *
 * @param x R x C.
 * @param row 1 x C.
 * @returns `x`.
 */
export function addRow(x: Matrix, row: Matrix): Matrix {
  callKernel(
    [x, row],
    [x],
    (x_, row_) => kernel.addRow(x_, row_, x_, x.rows, x.columns),
  );
  return x;
}
