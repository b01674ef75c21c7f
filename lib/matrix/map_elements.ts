import type { Matrix } from "../storage/matrix.ts";
import { checkFunction } from "../check/kinds.ts";
import { checkMatrix, checkSameShape } from "./check_matrix.ts";
import { rows, zeroMatrix } from "../storage/rows.ts";

/**
 * y_ij = f(x_ij), in a new matrix.
 *
 * @param x R x C.
 * @param f Called once an element.
 * @returns R x C; `x` is left as it was.
 * @throws {TypeError} if `x` is no matrix, or `f` no function.
 *
 * @example
 * ```ts
 * import { mapElements, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const y = mapElements(new Matrix([[1, -2]]), (v) => v * v);
 * assertEquals(y.to2DArray(), [[1, 4]]);
 * ```
 */
export function mapElements(x: Matrix, f: (value: number) => number): Matrix {
  checkMatrix("map", "x", x);
  checkFunction("map", "f", f);
  return mapInto(zeroMatrix(x.rows, x.columns), x, f);
}

/**
 * `mapElements` into a matrix that is there already.
 *
 * @param y Where the results go, R x C; may be `x`.
 * @param x R x C.
 * @param f Called once an element.
 * @returns `y`.
 */
export function mapInto(
  y: Matrix,
  x: Matrix,
  f: (value: number) => number,
): Matrix {
  const from = rows(x), to = rows(y);
  for (let i = 0; i < from.length; i++) {
    const xi = from[i], yi = to[i];
    for (let j = 0; j < xi.length; j++) yi[j] = f(xi[j]);
  }
  return y;
}

/**
 * c_ij = f(a_ij, b_ij), in a new matrix.
 *
 * @param a R x C.
 * @param b R x C.
 * @param f Called once a pair.
 * @returns R x C; `a` and `b` are left as they were.
 * @throws {RangeError} if the shapes differ.
 * @throws {TypeError} if a matrix is none, or `f` no function.
 *
 * @example
 * ```ts
 * import { Matrix, zipWith } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const c = zipWith(new Matrix([[1, 2]]), new Matrix([[3, 4]]), (a, b) => a * b);
 * assertEquals(c.to2DArray(), [[3, 8]]);
 * ```
 */
export function zipWith(
  a: Matrix,
  b: Matrix,
  f: (a: number, b: number) => number,
): Matrix {
  checkSameShape("zip", ["a", "b"], a, b);
  checkFunction("zip", "f", f);
  const c = zeroMatrix(a.rows, a.columns);
  const left = rows(a), right = rows(b), to = rows(c);
  for (let i = 0; i < left.length; i++) {
    const ai = left[i], bi = right[i], ci = to[i];
    for (let j = 0; j < ai.length; j++) ci[j] = f(ai[j], bi[j]);
  }
  return c;
}
