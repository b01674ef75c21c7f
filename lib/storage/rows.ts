import { kindOf } from "../check/kind_of.ts";
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
 * @param data R arrays of `columns` numbers; the list of them is copied.
 * @param columns How many numbers a row has.
 * @param x An empty matrix that gets them; a new one unless given.
 * @returns `x`, R x columns.
 */
export function fromRows<M extends Matrix = Matrix>(
  data: readonly Float64Array[],
  columns: number,
  x: M = new Matrix(0, 0) as M,
): M {
  return Object.assign(x, { data: data.slice(), rows: data.length, columns });
}

/**
 * Leaves a matrix without rows.
 *
 * @param x R x C; 0 x C afterwards.
 */
export function dropRows(x: Matrix): void {
  Object.assign(x, { data: [], rows: 0 });
}

/**
 * A matrix of zeros. Its rows lie in one array, one after the other: to make one array is
 * ten times as quick as to make one a row, as ml-matrix does.
 *
 * @param rowCount How many rows.
 * @param columns How many columns.
 * @returns rowCount x columns.
 */
export function zeroMatrix(rowCount: number, columns: number): Matrix {
  return overNumbers(new Float64Array(rowCount * columns), rowCount, columns);
}

/**
 * A matrix over numbers that lie row by row, not copied.
 *
 * @param numbers rowCount * columns of them, anywhere.
 * @param rowCount How many rows.
 * @param columns How many columns.
 * @returns rowCount x columns.
 */
export function overNumbers(
  { buffer, byteOffset }: Float64Array,
  rowCount: number,
  columns: number,
): Matrix {
  const bytes = columns * Float64Array.BYTES_PER_ELEMENT;
  const rowAt = (_: unknown, i: number) =>
    new Float64Array(buffer, byteOffset + i * bytes, columns);
  return fromRows(Array.from({ length: rowCount }, rowAt), columns);
}

/**
 * Writes the numbers of a matrix row by row into one array.
 *
 * @param x R x C.
 * @param to R * C numbers, overwritten.
 * @returns `to`.
 */
export function putNumbers<N extends Float64Array>(x: Matrix, to: N): N {
  for (const [i, row] of rows(x).entries()) to.set(row, i * x.columns);
  return to;
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
