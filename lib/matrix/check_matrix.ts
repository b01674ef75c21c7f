import { kindOf } from "../check/kind_of.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";

/**
 * The shape of `x` as it is written in messages: "100 x 784".
 *
 * @param x A matrix.
 */
export function shape(x: Matrix): string {
  return `${x.rows} x ${x.columns}`;
}

/**
 * Holds an argument to ml-matrix's own `Matrix`: cells of a notebook are not type
 * checked, and an array of arrays looks much like one.
 *
 * @param what What cannot be done otherwise: "map".
 * @param name The argument's name: "x".
 * @param x The argument.
 * @throws {TypeError} if it is anything else, one of ml-matrix's views too.
 */
export function checkMatrix(what: string, name: string, x: unknown): void {
  if (x instanceof Matrix) return;
  throw new TypeError(
    `Cannot ${what}: ${name} must be an ml-matrix Matrix, got ${kindOf(x)}`,
  );
}

/**
 * Holds two matrices to one shape.
 *
 * @param what What cannot be done otherwise: "zip".
 * @param names How the two are called: "a and b".
 * @param a A matrix.
 * @param b Another.
 * @throws {TypeError} if one is no matrix.
 * @throws {RangeError} if the shapes differ.
 */
export function checkSameShape(
  what: string,
  names: readonly [string, string],
  a: Matrix,
  b: Matrix,
): void {
  checkMatrix(what, names[0], a);
  checkMatrix(what, names[1], b);
  if (a.rows !== b.rows || a.columns !== b.columns) {
    throw new RangeError(
      `Cannot ${what}: ${names[0]} and ${names[1]} must have one shape, got ${
        shape(a)
      } and ${shape(b)}`,
    );
  }
}

/**
 * Holds a batch to a layer's width.
 *
 * @param what What cannot be done otherwise: "multiply in Affine".
 * @param name The argument's name: "x".
 * @param x The argument, N x `columns`, N at least 1.
 * @param columns The width it must have; any unless given.
 * @throws {TypeError} if `x` is no matrix.
 * @throws {RangeError} if `x` has another width, or no rows.
 */
export function checkBatch(
  what: string,
  name: string,
  x: Matrix,
  columns?: number,
): void {
  checkMatrix(what, name, x);
  if (columns !== undefined && x.columns !== columns) {
    throw new RangeError(
      `Cannot ${what}: ${name} must have ${columns} columns, got ${shape(x)}`,
    );
  }
  if (x.rows === 0) {
    throw new RangeError(
      `Cannot ${what}: ${name} must have at least one row, got ${shape(x)}`,
    );
  }
}

/**
 * Holds every element of a matrix to the finite numbers.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name The argument's name.
 * @param x The argument.
 * @throws {RangeError} naming the first NaN or Infinity by row and column.
 */
export function checkFinite(what: string, name: string, x: Matrix): void {
  for (const [i, row] of rows(x).entries()) {
    for (let j = 0; j < row.length; j++) {
      const value = row[j];
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `Cannot ${what}: ${name} must hold finite numbers, got ${value} in row ${i}, column ${j}`,
        );
      }
    }
  }
}
