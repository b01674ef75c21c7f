import { callKernel } from "../storage/call_kernel.ts";
import * as kernel from "../kernel/kernel.wasm";
import type { Matrix } from "../storage/matrix.ts";

/**
 * x_ij += row_j, in place; with `rectify` x_ij = max(0, x_ij + row_j), in the same pass.
 *
 * @param x R x C.
 * @param row 1 x C.
 * @param options `rectify`: whether ReLU follows, NaN staying NaN. Default: false.
 * @returns `x`.
 */
export function addRow(
  x: Matrix,
  row: Matrix,
  { rectify = false }: { rectify?: boolean } = {},
): Matrix {
  callKernel(
    [x, row],
    [x],
    (x_, row_) =>
      kernel.addRow(x_, row_, x_, x.rows, x.columns, Number(rectify)),
  );
  return x;
}
