import { checkCount } from "../check/numbers.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows, zeroMatrix } from "../storage/rows.ts";

/**
 * A new fanIn x fanOut matrix filled row by row, each element by one call.
 *
 * @param name The initializer's name, for the message.
 * @param fanIn Units in, at least 1: with none there is nothing to weigh, and
 * every scaling rule would divide by zero.
 * @param fanOut Units out, at least 1.
 * @param draw The next weight.
 * @throws {RangeError} if a fan is not a whole number of at least 1.
 */
export function fill(
  name: string,
  fanIn: number,
  fanOut: number,
  draw: () => number,
): Matrix {
  checkFans(name, fanIn, fanOut);
  const w = zeroMatrix(fanIn, fanOut);
  for (const row of rows(w)) {
    for (let j = 0; j < fanOut; j++) row[j] = draw();
  }
  return w;
}

/**
 * Holds both fans to the whole numbers from 1 up.
 *
 * @param name The initializer's name, for the message.
 * @param fanIn Units in.
 * @param fanOut Units out.
 * @throws {RangeError} if one is anything else.
 */
export function checkFans(name: string, fanIn: number, fanOut: number): void {
  checkCount(`draw ${name} weights`, "fanIn", fanIn);
  checkCount(`draw ${name} weights`, "fanOut", fanOut);
}
