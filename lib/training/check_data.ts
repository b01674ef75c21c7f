import type { Data } from "../datasets/data.ts";

/**
 * Holds data to at least one example, and one label for each.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name The argument's name: "data".
 * @param data The data.
 * @throws {RangeError} if it is empty or ragged.
 */
export function checkData(what: string, name: string, data: Data): void {
  if (data.x.rows === 0 || data.x.rows !== data.t.length) {
    throw new RangeError(
      `Cannot ${what}: ${name} must have a label for each row, and at least one row, got ${data.x.rows} rows and ${data.t.length} labels`,
    );
  }
}
