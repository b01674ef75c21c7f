// What the kernel does to whole matrices beside the product, one function a pass.

import { kernel } from "../kernel/kernel.ts";
import { callKernel } from "../storage/call_kernel.ts";
import type { Matrix } from "../storage/matrix.ts";
import { shape } from "./check_matrix.ts";
import { lend } from "../storage/workspace.ts";

/** Holds rows to the width of a matrix: the kernel would read what lies behind a shorter one. */
function checkRows(x: Matrix, ...rows: Matrix[]): void {
  const bad = rows.find(({ columns }) => columns !== x.columns);
  if (bad === undefined) return;
  throw new RangeError(
    `Cannot run a layer: a parameter must be 1 x ${x.columns}, like the layer's others, got ${
      shape(bad)
    }`,
  );
}

/**
 * x_ij += row_j, in place.
 *
 * @param x R x C.
 * @param row 1 x C.
 * @returns `x`.
 */
export function addRow(x: Matrix, row: Matrix): Matrix {
  checkRows(x, row);
  callKernel(
    [x, row],
    [x],
    (x_, row_) => kernel.addRow(x_, row_, x_, x.rows, x.columns),
  );
  return x;
}

/**
 * y_ij = x_ij row_j.
 *
 * @param x R x C.
 * @param row 1 x C.
 * @param y Where that goes, R x C; may be `x`, and is lent unless given.
 * @returns `y`.
 */
export function multiplyRow(
  x: Matrix,
  row: Matrix,
  y = lend(x.rows, x.columns),
): Matrix {
  checkRows(x, row);
  callKernel(
    [x, row],
    [y],
    (x_, row_, y) => kernel.multiplyRow(x_, row_, y, x.rows, x.columns),
  );
  return y;
}

/**
 * start + sum x_ij^2, summed row by row from the first number on.
 *
 * @param x R x C.
 * @param start What the sum begins with.
 */
export function sumOfSquares(x: Matrix, start: number): number {
  let sum = start;
  callKernel([x], [], (x_) => {
    sum = kernel.sumOfSquares(x_, x.rows * x.columns, start);
  });
  return sum;
}

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

/** The kernel's passes of which each number gives one. */
type MapName =
  | ("elu" | "exp" | "gelu" | "geluTanh" | "leakyRelu" | "relu")
  | ("sigmoid" | "silu" | "softplus" | "tanh");
/** The kernel's passes of which each pair of numbers gives one. */
type ZipName = `${Exclude<MapName, "exp">}Backward` | "multiplyEach";
/** The part of the kernel that has it: `kernel`, or `functions`. */
type With<Name extends string> = Readonly<
  Record<Name, (...args: number[]) => void>
>;

/**
 * A pass of the kernel over a matrix: y_ij = f(x_ij).
 *
 * @param part The part of the kernel that has the function: `kernel` or `functions`.
 * @param name The function.
 * @param constants What it takes beside.
 * @returns The pass, of x and of y, R x C both; y may be x. It returns y.
 */
export function mapPass<Name extends MapName>(
  part: With<Name>,
  name: Name,
  ...constants: number[]
): (x: Matrix, y: Matrix) => Matrix {
  return (x, y) => {
    const run = part[name];
    callKernel(
      [x],
      [y],
      (from, to) => run(from, to, x.rows * x.columns, ...constants),
    );
    return y;
  };
}

/**
 * A pass of the kernel over two matrices: c_ij = f(a_ij, b_ij).
 *
 * @param part The part of the kernel that has the function: `kernel` or `functions`.
 * @param name The function.
 * @param constants What it takes beside.
 * @returns The pass, of a, b and c, R x C all; c may be a or b. It returns c.
 */
export function zipPass<Name extends ZipName>(
  part: With<Name>,
  name: Name,
  ...constants: number[]
): (a: Matrix, b: Matrix, c: Matrix) => Matrix {
  return (a, b, c) => {
    const run = part[name];
    callKernel(
      [a, b],
      [c],
      (a_, b, to) => run(a_, b, to, a.rows * a.columns, ...constants),
    );
    return c;
  };
}

type Seven = [number, number, number, number, number, number, number];

/**
 * xHat = (x - mean) inverseStd and y = gamma xHat + beta, column by column, in one
 * pass.
 *
 * @param x R x C.
 * @param mean 1 x C, as are the next three.
 * @param inverseStd What x - mean is multiplied by.
 * @param gamma The scale of y.
 * @param beta The shift of y.
 * @param out Where the results go, both R x C; lent unless given.
 * @returns `xHat` and `y`, both R x C.
 */
export function normalize(
  x: Matrix,
  mean: Matrix,
  inverseStd: Matrix,
  gamma: Matrix,
  beta: Matrix,
  out = { xHat: lend(x.rows, x.columns), y: lend(x.rows, x.columns) },
): { xHat: Matrix; y: Matrix } {
  checkRows(x, gamma, beta);
  const { xHat, y } = out;
  callKernel(
    [x, mean, inverseStd, gamma, beta],
    [xHat, y],
    (...at) => kernel.normalize(...at as Seven, x.rows, x.columns),
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
    (...at) => kernel.normalizeBackward(...at as Seven, dy.rows, dy.columns),
  );
  return dx;
}

/** What each row, or each of its groups, is normalized by: 1 x R groups each. */
export interface RowMoments {
  /** What is taken off. */
  readonly means: Matrix;
  /** What x - mean is multiplied by. */
  readonly inverseStds: Matrix;
}

/**
 * xHat_ij = (x_ij - mean_i) inverseStd_i and y_ij = gamma_j xHat_ij + beta_j, row by row.
 *
 * @param x R x C.
 * @param moments Of the rows, or of the equal groups of which each consists, as many as there
 * are moments.
 * @param gamma 1 x C.
 * @param beta 1 x C.
 * @returns `xHat` and `y`, both R x C and lent.
 */
export function normalizeRows(
  x: Matrix,
  { means, inverseStds }: RowMoments,
  gamma: Matrix,
  beta: Matrix,
): { xHat: Matrix; y: Matrix } {
  checkRows(x, gamma, beta);
  const xHat = lend(x.rows, x.columns), y = lend(x.rows, x.columns);
  // Rows lie one after the other, and so do their groups, which have gammas of their own.
  const rowCount = means.columns, width = x.rows * x.columns / rowCount;
  const isWhole = rowCount === x.rows;
  const scale = isWhole ? gamma : lend(1, width).fill(1);
  const shift = isWhole ? beta : lend(1, width).fill(-0);
  callKernel(
    [x, means, inverseStds, scale, shift],
    [xHat, y],
    (...at) => kernel.normalizeRows(...at as Seven, rowCount, width),
  );
  if (!isWhole) addRow(multiplyRow(y, gamma, y), beta);
  return { xHat, y };
}

/**
 * The chain rule through `normalizeRows` where the moments are the rows' own: with
 * g = gamma dy, dx = (g - mean(g) - xHat mean(g xHat)) inverseStd, means across a row.
 *
 * @param dy R x C.
 * @param xHat R x C.
 * @param gamma 1 x C.
 * @param inverseStds 1 x R groups.
 * @param centred Whether the mean was taken off; else mean(g) is left out.
 * @returns dx, R x C, lent.
 */
export function normalizeRowsBackward(
  dy: Matrix,
  xHat: Matrix,
  gamma: Matrix,
  inverseStds: Matrix,
  centred: boolean,
): Matrix {
  const dx = lend(dy.rows, dy.columns);
  const rowCount = inverseStds.columns, width = dy.rows * dy.columns / rowCount;
  const isWhole = rowCount === dy.rows;
  const g = isWhole ? dy : multiplyRow(dy, gamma);
  const scale = isWhole ? gamma : lend(1, width).fill(1);
  callKernel(
    [g, xHat, scale, inverseStds],
    [dx],
    (g, xHat, scale, inverse, dx) =>
      kernel.normalizeRowsBackward(
        ...[g, xHat, scale, inverse, dx, rowCount, width] as const,
        Number(centred),
      ),
  );
  return dx;
}
