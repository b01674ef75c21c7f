import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { constant, distinctColumns, Matrix, normal, seeded } from "weightlab";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("distinctColumns() counts columns that differ anywhere", () => {
  const w = new Matrix([[1, 1, 1, 2], [3, 4, 3, 3]]);
  assertEquals(distinctColumns(w), 3);
});

Deno.test("distinctColumns() sees the last bit", () => {
  assertEquals(distinctColumns(new Matrix([[1, 1 + Number.EPSILON]])), 2);
  assertEquals(distinctColumns(new Matrix([[0.1 + 0.2, 0.3]])), 2);
});

Deno.test("distinctColumns() does not run one number into the next", () => {
  assertEquals(distinctColumns(new Matrix([[1, 12], [23, 3]])), 2);
});

Deno.test("distinctColumns() is 1 for constant weights and all of them for random", () => {
  const rng = seeded(1);
  assertEquals(distinctColumns(constant({ value: 0.1 })(rng, 7, 9)), 1);
  assertEquals(distinctColumns(normal({ std: 1 })(rng, 7, 9)), 9);
  assertEquals(distinctColumns(new Matrix(3, 0)), 0);
});

Deno.test("distinctColumns() counts no copy twice, in any shape, and changes nothing", () => {
  holds(fc.property(size, size, size, seed, (rows, columns, copies, seed) => {
    const x = drawn(seed, rows, columns);
    const all = new Matrix(
      x.to2DArray().map((row) =>
        Array.from({ length: columns + copies }, (_, j) => row[j % columns])
      ),
    );
    assertEquals(assertUnchanged(() => distinctColumns(all), all), columns);
  }));
});

Deno.test("distinctColumns() tells 0 from -0 and any two neighbours, but not NaN from NaN", () => {
  assertEquals(distinctColumns(new Matrix([[0, -0]])), 2);
  assertEquals(distinctColumns(new Matrix([[0, -0, 0, -0], [1, 1, 1, 1]])), 2);
  assertEquals(distinctColumns(new Matrix([[0.1, 0.1 + 2 ** -56, 0.1]])), 2);
  assertEquals(distinctColumns(new Matrix([[5e-324, 0, -5e-324]])), 3);
  assertEquals(distinctColumns(new Matrix([[Infinity, -Infinity]])), 2);
  const payloads = new Float64Array(
    BigUint64Array.of(0x7ff8000000000000n, 0x7ff8000000000001n).buffer,
  );
  assertEquals(distinctColumns(Matrix.rowVector([...payloads, 1])), 2);
});
