import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { largestDifference, mapElements, Matrix, zipWith } from "weightlab";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("mapElements() applies f to each element, in a new matrix", () => {
  const x = new Matrix([[1, -2], [3, -4]]);
  const y = assertUnchanged(() => mapElements(x, (v) => 10 * v), x);
  assertEquals(y.to2DArray(), [[10, -20], [30, -40]]);
});

Deno.test("mapElements() of a matrix without rows calls f never", () => {
  const y = mapElements(new Matrix(0, 3), () => {
    throw new Error("called");
  });
  assertEquals([y.rows, y.columns], [0, 3]);
});

Deno.test("zipWith() applies f to each pair, left to right", () => {
  const a = drawn("a", 2, 3), b = drawn("b", 2, 3);
  const c = assertUnchanged(() => zipWith(a, b, (p, q) => p - q), a, b);
  assertEquals(c.to2DArray(), Matrix.sub(a, b).to2DArray());
});

Deno.test("zipWith() refuses two shapes, and names both", () => {
  assertThrows(
    () => zipWith(new Matrix(2, 3), new Matrix(3, 2), (p) => p),
    RangeError,
    "Cannot zip: a and b must have one shape, got 2 x 3 and 3 x 2",
  );
});

Deno.test("mapElements() and zipWith() keep any shape, and change no argument", () => {
  holds(fc.property(size, size, seed, (rows, columns, seed) => {
    const a = drawn(`a${seed}`, rows, columns);
    const b = drawn(`b${seed}`, rows, columns);
    const [y, c] = assertUnchanged(
      () => [mapElements(a, (v) => v + 1), zipWith(a, b, (a, b) => a - b)],
      a,
      b,
    );
    assertEquals([y.rows, y.columns], [rows, columns]);
    assertEquals([c.rows, c.columns], [rows, columns]);
    assertEquals(largestDifference(zipWith(a, a, (a, b) => a - b), 0), 0);
  }));
});
