import { assertEquals, assertStrictEquals } from "@std/assert";
import { Matrix } from "weightlab";
import { addRow } from "../../lib/matrix/passes.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { assertSameWherever, counting } from "./_storage.ts";

Deno.test("addRow() adds the row to each row of x, in place", () => {
  const x = counting(2, 3), row = new Matrix([[10, 20, 30]]);
  assertStrictEquals(assertUnchanged(() => addRow(x, row), row), x);
  assertEquals(x.to2DArray(), [[11, 22, 33], [14, 25, 36]]);
});

Deno.test("addRow() gives the same bits wherever the matrices lie", () => {
  assertSameWherever([[7, 5], [1, 5]], (x, row) => addRow(x, row));
});
