import type { Matrix } from "./matrix.ts";

/**
 * The shape of `x` as it is written in messages: "100 x 784".
 *
 * @param x A matrix.
 */
export function shape(x: Matrix): string {
  return `${x.rows} x ${x.columns}`;
}

/**
 * Holds a batch to a layer's width.
 *
 * @param what What cannot be done otherwise: "multiply in Affine".
 * @param name The argument's name: "x".
 * @param x The argument, N x `columns`, N at least 1.
 * @param columns The width it must have.
 * @throws {RangeError} if `x` has another width, or no rows.
 */
export function checkBatch(
  what: string,
  name: string,
  x: Matrix,
  columns: number,
): void {
  if (x.columns !== columns) {
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
 * Holds an upstream gradient to the shape of what went forward.
 *
 * @param layer The layer's name, for the message.
 * @param dout The upstream gradient.
 * @param y What `forward` returned, or a matrix of its shape; undefined if
 * `forward` has not been called.
 * @throws {Error} if there was no forward pass.
 * @throws {RangeError} if the shapes differ.
 */
export function checkGradientShape(
  layer: string,
  dout: Matrix,
  y: { rows: number; columns: number } | undefined,
): asserts y {
  if (y === undefined) {
    throw new Error(
      `Cannot run ${layer} backward: call forward first, so that there is a pass to go back through`,
    );
  }
  if (dout.rows !== y.rows || dout.columns !== y.columns) {
    throw new RangeError(
      `Cannot run ${layer} backward: dout must be ${y.rows} x ${y.columns}, like the output of forward, got ${
        shape(dout)
      }`,
    );
  }
}

/**
 * Holds a count to the whole numbers from `least` up.
 *
 * @param what What cannot be done otherwise: "draw randn".
 * @param name The argument's name.
 * @param value The argument.
 * @param least The smallest allowed value, 1 unless given.
 * @throws {RangeError} if it is anything else.
 */
export function checkCount(
  what: string,
  name: string,
  value: number,
  least = 1,
): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(
      `Cannot ${what}: ${name} must be a whole number of at least ${least}, got ${value}`,
    );
  }
}

/**
 * Holds a number to an interval.
 *
 * @param what What cannot be done otherwise: "make SGD".
 * @param name The argument's name.
 * @param value The argument.
 * @param interval `least` and `most` are included, `above` and `below` are not.
 * @throws {RangeError} if the value is not a finite number of the interval.
 */
export function checkNumber(
  what: string,
  name: string,
  value: number,
  interval: { least?: number; above?: number; most?: number; below?: number },
): void {
  const { least, above, most, below } = interval;
  const inside = Number.isFinite(value) &&
    (least === undefined || value >= least) &&
    (above === undefined || value > above) &&
    (most === undefined || value <= most) &&
    (below === undefined || value < below);
  if (inside) return;
  const bounds = [
    least !== undefined && `at least ${least}`,
    above !== undefined && `above ${above}`,
    most !== undefined && `at most ${most}`,
    below !== undefined && `below ${below}`,
  ].filter(Boolean).join(" and ");
  throw new RangeError(
    `Cannot ${what}: ${name} must be a finite number${
      bounds && ` ${bounds}`
    }, got ${value}`,
  );
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
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < x.columns; j++) {
      const value = x.get(i, j);
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `Cannot ${what}: ${name} must hold finite numbers, got ${value} in row ${i}, column ${j}`,
        );
      }
    }
  }
}
