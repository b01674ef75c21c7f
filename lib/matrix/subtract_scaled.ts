import { callKernel } from "../storage/call_kernel.ts";
import * as kernel from "../kernel/kernel.wasm";
import type { Matrix } from "../storage/matrix.ts";

/**
 * w -= lr g, in place.
 *
 * @param w R x C.
 * @param g R x C.
 * @param lr The share of g that w moves by.
 */
export function subtractScaled(w: Matrix, g: Matrix, lr: number): void {
  callKernel(
    [w, g],
    [w],
    (w_, g) => kernel.descend(w_, g, w.rows * w.columns, lr),
  );
}
