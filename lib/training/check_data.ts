import type { Data } from "../datasets/data.ts";
import { checkArray } from "../check/kinds.ts";
import { checkMatrix } from "../matrix/check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";

/**
 * Holds data to at least one example, and one label for each.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name The argument's name: "data".
 * @param data The data.
 * @throws {TypeError} if it is no `Data`: all of `loadMnist()` where its `train` is meant.
 * @throws {RangeError} if it is empty or ragged.
 */
export function checkData(what: string, name: string, data: Data): void {
  if (typeof data !== "object" || data === null || !("x" in data)) {
    throw new TypeError(
      `Cannot ${what}: ${name} must be examples and their labels, { x, t }, got ${
        kindOf(data)
      }`,
    );
  }
  checkMatrix(what, `${name}.x`, data.x);
  checkArray(what, `${name}.t`, data.t);
  if (data.x.rows === 0 || data.x.rows !== data.t.length) {
    throw new RangeError(
      `Cannot ${what}: ${name} must have a label for each row, and at least one row, got ${data.x.rows} rows and ${data.t.length} labels`,
    );
  }
}

/**
 * Holds labels to classes, those that a network has outputs for.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name The argument's name: "data".
 * @param data The data.
 * @param outputs How many outputs the network has. Default: as many as it takes.
 * @throws {RangeError} naming the first example with another label, by its row.
 */
export function checkLabels(
  what: string,
  name: string,
  { t }: Data,
  outputs = Infinity,
): void {
  for (let i = 0; i < t.length; i++) {
    const label = t[i];
    if (Number.isInteger(label) && label >= 0 && label < outputs) continue;
    const classes = outputs === Infinity
      ? "whole numbers from 0 up"
      : `classes in 0 .. ${outputs - 1}, as the network has ${outputs} outputs`;
    throw new RangeError(
      `Cannot ${what}: ${name}.t must hold ${classes}, got ${
        kindOf(label)
      } for example ${i}`,
    );
  }
}
