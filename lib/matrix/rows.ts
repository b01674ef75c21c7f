import { kindOf } from "./kind_of.ts";
import { Matrix } from "./matrix.ts";

/**
 * The rows of `x` themselves, not copies: writing to one writes to the matrix.
 *
 * ml-matrix keeps a matrix as an array of `Float64Array`s but leaves that array
 * out of its types, and its `get` and `set` cost a call an element. This is the
 * one place that looks behind them.
 *
 * @param x Any ml-matrix `Matrix`, R x C. Its views (`MatrixSubView`, ...)
 * own no rows: `Matrix.copy` or `.clone()` makes a matrix of one.
 * @returns R arrays of C numbers.
 * @throws {TypeError} if `x` is not an ml-matrix `Matrix`.
 */
export function rows(x: Matrix): Float64Array[] {
  if (!(x instanceof Matrix)) {
    throw new TypeError(
      `Cannot read rows: x must be an ml-matrix Matrix, got ${kindOf(x)}`,
    );
  }
  return (x as unknown as { data: Float64Array[] }).data;
}

/**
 * The matrix whose rows are `data`, not copied: the other way through the same door.
 *
 * @param data R arrays of `columns` numbers.
 * @param columns How many numbers a row has.
 * @returns R x columns.
 */
export function fromRows(
  data: readonly Float64Array[],
  columns: number,
): Matrix {
  const x = new Matrix(0, 0);
  rows(x).push(...data);
  return Object.assign(x, { rows: data.length, columns });
}

/**
 * Copies all numbers of one matrix into another of its shape.
 *
 * @param from R x C.
 * @param to R x C, overwritten.
 * @returns `to`.
 */
export function copyRows(from: Matrix, to: Matrix): Matrix {
  const source = rows(from);
  for (const [i, row] of rows(to).entries()) row.set(source[i]);
  return to;
}
