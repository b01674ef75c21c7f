import { callKernel } from "../storage/call_kernel.ts";
import { checkMatrix, checkSameShape } from "./check_matrix.ts";
import * as kernel from "../kernel/kernel.wasm";
import type { Matrix } from "../storage/matrix.ts";
import { zeroMatrix } from "../storage/rows.ts";

/**
 * y = z where z > 0 or z is NaN, else 0.
 *
 * @param z R x C.
 * @param y Where that goes, R x C; a new matrix unless given.
 * @returns `y`.
 * @throws {TypeError} if `z` is no matrix.
 */
export function rectify(z: Matrix, y?: Matrix): Matrix {
  checkMatrix("rectify", "z", z);
  y ??= zeroMatrix(z.rows, z.columns);
  callKernel(
    [z],
    [y],
    (z_, y) => kernel.relu(z_, y, z.rows * z.columns),
  );
  return y;
}

/**
 * dz = dy where z > 0 or z is NaN, else 0 dy: the chain rule through `rectify`.
 *
 * @param dy R x C.
 * @param z R x C, what went into `rectify` or came out of it.
 * @param dz Where that goes, R x C; a new matrix unless given.
 * @returns `dz`.
 * @throws {TypeError} if one is no matrix.
 * @throws {RangeError} if the shapes differ.
 */
export function rectifyBackward(dy: Matrix, z: Matrix, dz?: Matrix): Matrix {
  checkSameShape("go back through ReLU", ["dy", "z"], dy, z);
  dz ??= zeroMatrix(dy.rows, dy.columns);
  callKernel(
    [dy, z],
    [dz],
    (dy_, z, dz) => kernel.reluBackward(dy_, z, dz, dy.rows * dy.columns),
  );
  return dz;
}
