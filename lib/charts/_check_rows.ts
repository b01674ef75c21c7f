import { checkArray, checkText } from "../check/kinds.ts";
import { kindOf } from "../check/kind_of.ts";

/**
 * Throws unless there is at least one row and each is an object.
 *
 * @param doing What cannot be done otherwise: "draw a heat map".
 * @param name What the rows are called: "cells".
 * @param row What one of them is called: "cell".
 * @param rows The argument.
 */
export function checkRows(
  doing: string,
  name: string,
  row: string,
  rows: readonly object[],
): void {
  checkArray(doing, name, rows);
  if (rows.length === 0) {
    throw new RangeError(
      `Cannot ${doing}: ${name} must hold at least one ${row}, got 0`,
    );
  }
  // forEach() would pass over holes.
  for (const [i, one] of rows.entries()) {
    if (typeof one === "object" && one !== null) continue;
    throw new TypeError(
      `Cannot ${doing}: ${row} ${i + 1} must be an object, got ${kindOf(one)}`,
    );
  }
}

/**
 * Throws unless a figure's named things are an object: an array has no names.
 *
 * @param doing What cannot be done otherwise: "draw loss curves".
 * @param what What must be such an object: "runs".
 * @param holds What it holds: "each run's losses by its name".
 * @param named The argument.
 */
export function checkNamed(
  doing: string,
  what: string,
  holds: string,
  named: unknown,
): void {
  if (
    typeof named === "object" && named !== null && !Array.isArray(named)
  ) return;
  throw new TypeError(
    `Cannot ${doing}: ${what} must be an object, ${holds}, got ${
      kindOf(named)
    }`,
  );
}

/** Whether a value is a number in [0, 1]: "0.5" and null compare as one, and are none. */
export function isFraction(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/**
 * Throws unless a list holds texts alone.
 *
 * @param doing What cannot be done otherwise: "draw histograms".
 * @param name What the list is called: "titles".
 * @param one What one of them is called: "title".
 * @param list The argument.
 */
export function checkTexts(
  doing: string,
  name: string,
  one: string,
  list: readonly string[],
): void {
  checkArray(doing, name, list);
  for (const [i, text] of list.entries()) {
    checkText(doing, `${one} ${i + 1}`, text);
  }
}
