import { assertEquals, assertThrows } from "@std/assert";
import { number, text } from "../../lib/check/options.ts";
import { fieldsOf, readRows } from "../../lib/charts/_rows.ts";

interface Cell {
  readonly x: number;
  readonly value: number;
  readonly note?: string;
}

const KINDS = { x: number(), value: number(), note: text().optional };

/** Reads cells that are called by their place. */
function read(rows: readonly unknown[]) {
  return readRows(
    "draw",
    "cells",
    "cell",
    rows as readonly Cell[],
    KINDS,
    (field, { x }, i) => `the ${field} of cell ${i + 1} at ${x}`,
  );
}

Deno.test("readRows() gives the fields that have a kind, each asked for once", () => {
  let asked = 0;
  class Row {
    get x() {
      return ++asked;
    }
    readonly value = 2;
    readonly more = "left out";
  }
  const [row]: Cell[] = read([new Row()]);
  assertEquals<unknown>(row, { x: 1, value: 2, note: undefined });
  assertEquals(asked, 1);
});

Deno.test("readRows() names the row, the field and what it was", () => {
  const right = { x: 0, value: 1 };
  const refused: [unknown, typeof RangeError | typeof TypeError, string][] = [
    [undefined, TypeError, "cells must be an array, got undefined"],
    [[], RangeError, "cells must hold at least one cell, got 0"],
    [[right, 3], TypeError, "cell 2 must be an object, got 3"],
    [new Array(1), TypeError, "cell 1 must be an object, got undefined"],
    [
      [right, { x: 5 }],
      RangeError,
      "the value of cell 2 at 5 must be a finite number, got undefined",
    ],
    [
      [{ ...right, note: 1 }],
      TypeError,
      "the note of cell 1 at 0 must be a text, got 1",
    ],
  ];
  for (const [rows, kind, message] of refused) {
    const error = assertThrows(() => read(rows as unknown[]), kind);
    assertEquals(error.message, `Cannot draw: ${message}`);
  }
});

Deno.test("readRows() calls a field by its name unless told", () => {
  assertThrows(
    () => readRows("draw", "cells", "cell", [{ x: NaN }], { x: number() }),
    RangeError,
    "Cannot draw: x must be a finite number, got NaN",
  );
});

Deno.test("fieldsOf() reads an object within a row", () => {
  const cell = fieldsOf<Cell>(
    "numbers by name",
    KINDS,
    (field, whole, { x }) => `${field} of ${whole} at ${x}`,
  );
  assertEquals<unknown>(cell.read("draw", "a", { x: 1, value: 2, y: 3 }, []), {
    x: 1,
    value: 2,
    note: undefined,
  });
  assertThrows(
    () => cell.read("draw", "a", { x: 1 }, []),
    RangeError,
    "Cannot draw: value of a at 1 must be a finite number, got undefined",
  );
  assertThrows(
    () => cell.read("draw", "a", null, []),
    TypeError,
    "Cannot draw: a must be an object, numbers by name, got null",
  );
});

// What the compiler must refuse; none of it runs.
export function refusedByTheCompiler(): void {
  const { x, value, note } = KINDS, rows: readonly Cell[] = [];
  // @ts-expect-error: it lacks `value`.
  readRows("draw", "cells", "cell", rows, { x, note });
  // @ts-expect-error: it has one too many.
  readRows("draw", "cells", "cell", rows, { x, value, note, more: text() });
  // @ts-expect-error: `note` need not be given.
  readRows("draw", "cells", "cell", rows, { x, value, note: text() });
  // @ts-expect-error: `value` is no text.
  readRows("draw", "cells", "cell", rows, { x, value: text(), note });
}
