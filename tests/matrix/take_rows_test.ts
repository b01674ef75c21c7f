import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Matrix, takeRows } from "weightlab";
import { assertUnchanged } from "../_unchanged.ts";
import { drawn, holds, seed, size } from "../_property.ts";

Deno.test("takeRows() gives copies of the rows asked for, in their order", () => {
  const x = new Matrix([[1, 2], [3, 4], [5, 6]]);
  const taken = takeRows(x, Uint32Array.of(2, 0, 2));
  assertEquals(taken.to2DArray(), [[5, 6], [1, 2], [5, 6]]);
  assertUnchanged(() => taken.fill(0), x);
});

Deno.test("takeRows() of no indices gives no rows", () => {
  const taken = takeRows(new Matrix(2, 3), []);
  assertEquals([taken.rows, taken.columns], [0, 3]);
});

Deno.test("takeRows() refuses what is no row", () => {
  for (const index of [-1, 2, 0.5, NaN]) {
    assertThrows(
      () => takeRows(new Matrix(2, 3), [0, index]),
      RangeError,
      `Cannot take rows: indices must be in 0 .. 1, got ${index}`,
    );
  }
});

Deno.test("takeRows() gives row indices[i] as row i, for any shape, and changes nothing", () => {
  const cases = fc.tuple(size, size, seed).chain(([rows, columns, seed]) => {
    const index = fc.integer({ min: 0, max: rows - 1 });
    return fc.record({
      x: fc.constant(drawn(seed, rows, columns)),
      indices: fc.array(index, { maxLength: 20 }),
    });
  });
  holds(fc.property(cases, ({ x, indices }) => {
    const before = [...indices];
    const taken = assertUnchanged(() => takeRows(x, indices), x);
    assertEquals([taken.rows, taken.columns], [indices.length, x.columns]);
    assertEquals(taken.to2DArray(), indices.map((i) => x.getRow(i)));
    assertEquals(indices, before);
  }));
});
