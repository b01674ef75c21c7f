import { checkArray } from "../check/kinds.ts";
import { checkMatrix, shape } from "../matrix/check_matrix.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { lend, lendCopy } from "../storage/workspace.ts";
import type { Targets } from "./loss.ts";

/**
 * Holds outputs to a matrix with a row for each target, and at least one.
 *
 * @param name What the outputs are called in messages: "logits".
 * @param outputs N x outputs.
 * @param targets N of them.
 * @throws {TypeError} if the outputs are no matrix, or the targets neither array nor matrix.
 * @throws {RangeError} if there are not as many of the one as of the other.
 */
export function checkRows(
  name: string,
  outputs: Matrix,
  targets: Targets,
): void {
  checkMatrix("compute the loss", name, outputs);
  const isMatrix = targets instanceof Matrix;
  // Those that are no array are no matrix either.
  if (!isMatrix) {
    checkArray("compute the loss", "targets", targets, " or a matrix");
  }
  const count = isMatrix ? targets.rows : targets.length;
  if (outputs.rows > 0 && count === outputs.rows) return;
  throw new RangeError(
    `Cannot compute the loss: ${name} must have a row for each target, and at least one, got ${
      shape(outputs)
    } ${name} and ${count} targets`,
  );
}

/**
 * Holds targets that are a matrix to a width, and each of them to what it must be.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name What they are called in messages: "data.t".
 * @param targets N x outputs.
 * @param outputs How many outputs there are.
 * @param must What each must be, for the message: "numbers in [0, 1]".
 * @param fits Whether one is that.
 * @throws {RangeError} if they have another width, or naming the first that does not fit.
 */
export function checkElements(
  what: string,
  name: string,
  targets: Matrix,
  outputs: number,
  must: string,
  fits: (target: number) => boolean,
): void {
  if (targets.columns !== outputs) {
    throw new RangeError(
      `Cannot ${what}: ${name} must have ${outputs} columns, one for each output, got ${
        shape(targets)
      }`,
    );
  }
  for (const [i, row] of rows(targets).entries()) {
    for (let c = 0; c < row.length; c++) {
      if (fits(row[c])) continue;
      throw new RangeError(
        `Cannot ${what}: ${name} must hold ${must}, got ${
          row[c]
        } in row ${i}, column ${c}`,
      );
    }
  }
}

/**
 * Targets as a matrix of one's own, lent.
 *
 * @param targets A matrix; or numbers, of one output, or classes, of several: each becomes a
 * row of zeros with a one.
 * @param outputs How many outputs there are.
 * @returns N x outputs.
 */
export function targetRows(targets: Targets, outputs: number): Matrix {
  if (targets instanceof Matrix) return lendCopy(targets);
  const t = lend(targets.length, outputs);
  for (const [i, row] of rows(t).entries()) {
    if (outputs === 1) row[0] = targets[i];
    else row.fill(0)[targets[i]] = 1;
  }
  return t;
}
