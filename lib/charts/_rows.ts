import { kindOf } from "../check/kind_of.ts";
import { checkArray } from "../check/kinds.ts";
import {
  type Kind,
  kind,
  type Kinds,
  type Options,
  partsReader,
} from "../check/options.ts";
import { checkNamed } from "./_named.ts";

/**
 * Reads a figure's rows by one declaration of what each field must be, as `readOptions`
 * reads options. A row may hold other fields too: it may come from anywhere.
 *
 * @param doing What cannot be done otherwise: "draw a heat map".
 * @param all What the rows are called: "cells".
 * @param row What one of them is called: "cell".
 * @param rows The argument, at least one.
 * @param kinds What each field of a row must be, in the order in which they are looked at.
 * @param called What a field of a row is called in messages. Default: its name.
 * @returns The rows, with these fields alone, each asked for once.
 */
export function readRows<R extends object, S extends Kinds<R>>(
  doing: string,
  all: string,
  row: string,
  rows: readonly R[],
  kinds: S & { readonly [K in Exclude<keyof S, keyof R>]: never },
  called: (field: keyof R, row: R, i: number) => string = String,
): Options<S>[] {
  checkRows(doing, all, row, rows);
  const name = called as (field: string, row: R, i: number) => string;
  const read = partsReader<S>(kinds);
  return Array.from(
    rows,
    (one, i) => read(doing, one, (field) => name(field, one, i)),
  );
}

/**
 * An object within a row, whose fields are read as a row's are.
 *
 * @param holds What it holds: "numbers by name".
 * @param kinds What each field must be.
 * @param called What a field is called in messages, by its name, that of the whole, and the
 * whole.
 */
export function fieldsOf<R extends object>(
  holds: string,
  kinds: Kinds<R>,
  called: (field: keyof R & string, whole: string, row: R) => string,
): Kind<R> {
  const read = partsReader(kinds);
  return kind((doing, whole, value) => {
    checkNamed(doing, whole, holds, value);
    const name = (field: string) =>
      called(field as keyof R & string, whole, value as R);
    return read(doing, value as R, name) as R;
  });
}

/**
 * Throws unless there is at least one row and each is an object.
 *
 * @param doing What cannot be done otherwise: "make a table".
 * @param name What the rows are called: "rows".
 * @param row What one of them is called: "row".
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
