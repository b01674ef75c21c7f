import type { Data, TargetData } from "../datasets/data.ts";
import { checkArray } from "../check/kinds.ts";
import { checkMatrix, shape } from "../matrix/check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";
import { Matrix } from "../storage/matrix.ts";

/**
 * Holds data to at least one example, and one label for each.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name The argument's name: "data".
 * @param data The data.
 * @param of What follows on "an array" in the message, where t is none. Default: " of classes".
 * @throws {TypeError} if it is no `Data`: all of `loadMnist()` where its `train` is meant.
 * @throws {RangeError} if it is empty or ragged.
 */
export function checkData(
  what: string,
  name: string,
  data: Data,
  of = " of classes",
): void {
  if (typeof data !== "object" || data === null || !("x" in data)) {
    throw new TypeError(
      `Cannot ${what}: ${name} must be examples and their labels, { x, t }, got ${
        kindOf(data)
      }`,
    );
  }
  checkMatrix(what, `${name}.x`, data.x);
  checkArray(what, `${name}.t`, data.t, of);
  if (data.x.rows === 0 || data.x.rows !== data.t.length) {
    throw new RangeError(
      `Cannot ${what}: ${name} must have a label for each row, and at least one row, got ${data.x.rows} rows and ${data.t.length} labels`,
    );
  }
}

/**
 * Holds data to at least one example, and a target for each.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name The argument's name: "data".
 * @param data The data; its t is an array, or a matrix with a row for each example.
 * @throws {TypeError} if it is neither.
 * @throws {RangeError} if it is empty or ragged.
 */
export function checkTargetData(
  what: string,
  name: string,
  data: TargetData,
): void {
  const t = data?.t;
  if (!(t instanceof Matrix)) {
    return checkData(what, name, data as Data, " or a matrix");
  }
  checkMatrix(what, `${name}.x`, data.x);
  if (t.rows > 0 && t.rows === data.x.rows) return;
  throw new RangeError(
    `Cannot ${what}: ${name}.t must have a row for each row of ${name}.x, and at least one, got ${
      shape(t)
    } and ${shape(data.x)}`,
  );
}
