import { callKernel } from "../storage/call_kernel.ts";
import * as kernel from "../kernel/kernel.wasm";
import type { Matrix } from "../storage/matrix.ts";
import { lend } from "../storage/workspace.ts";

/**
 * xHat = (x - mean) inverseStd and y = gamma xHat + beta, column by column, in one
 * pass.
 *
 * @param x R x C.
 * @param mean 1 x C, as are the next three.
 * @param inverseStd What x - mean is multiplied by.
 * @param gamma The scale of y.
 * @param beta The shift of y.
 * @param options `out`: where the results go, both R x C; lent unless given.
 * `rectify`: whether y is then max(0, y), NaN staying NaN. Default: false.
 * @returns `xHat` and `y`, both R x C.
 */
export function normalize(
  x: Matrix,
  mean: Matrix,
  inverseStd: Matrix,
  gamma: Matrix,
  beta: Matrix,
  {
    out = {
      xHat: lend(x.rows, x.columns),
      y: lend(x.rows, x.columns),
    },
    rectify = false,
  }: { out?: { xHat: Matrix; y: Matrix }; rectify?: boolean } = {},
): { xHat: Matrix; y: Matrix } {
  const { xHat, y } = out;
  callKernel(
    [x, mean, inverseStd, gamma, beta],
    [xHat, y],
    (x_, mean, inverseStd, gamma, beta, xHat, y) =>
      kernel.normalize(
        x_,
        mean,
        inverseStd,
        gamma,
        beta,
        xHat,
        y,
        x.rows,
        x.columns,
        Number(rectify),
      ),
  );
  return out;
}

/**
 * The chain rule through `normalize` where mean and variance are the batch's own:
 * dgamma = sum dy xHat, dbeta = sum dy, and with g = gamma dy
 * dx = (g - mean(g) - xHat mean(g xHat)) inverseStd, sums and means over rows.
 *
 * @param dy R x C.
 * @param xHat R x C.
 * @param gamma 1 x C.
 * @param inverseStd 1 x C.
 * @param dgamma Where that goes, 1 x C.
 * @param dbeta Where that goes, 1 x C.
 * @param dx Where that goes, R x C; lent unless given.
 * @returns dx, R x C.
 */
export function normalizeBackward(
  dy: Matrix,
  xHat: Matrix,
  gamma: Matrix,
  inverseStd: Matrix,
  dgamma: Matrix,
  dbeta: Matrix,
  dx = lend(dy.rows, dy.columns),
): Matrix {
  callKernel(
    [dy, xHat, gamma, inverseStd],
    [dgamma, dbeta, dx],
    (dy_, xHat, gamma, inverseStd, dgamma, dbeta, dx) =>
      kernel.normalizeBackward(
        dy_,
        xHat,
        gamma,
        inverseStd,
        dgamma,
        dbeta,
        dx,
        dy.rows,
        dy.columns,
      ),
  );
  return dx;
}
