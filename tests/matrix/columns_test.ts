import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { columnMeans, columnSums, columnVariances, Matrix } from "weightlab";
import { columnDots } from "../../lib/matrix/columns.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("columnSums(), columnMeans() and columnVariances() of a worked 2 x 2", () => {
  const x = new Matrix([[1, 2], [3, 6]]);
  assertEquals(columnSums(x).to2DArray(), [[4, 8]]);
  assertEquals(columnMeans(x).to2DArray(), [[2, 4]]);
  assertEquals(columnVariances(x).to2DArray(), [[1, 4]]);
});

Deno.test("columnMeans() and columnVariances() agree with ml-matrix's own", () => {
  holds(fc.property(size, size, seed, (m, n, seed) => {
    const x = drawn(seed, m, n);
    assertCloseTo(columnMeans(x), [x.mean("column")]);
    assertCloseTo(columnVariances(x), [x.variance("column", {
      unbiased: false,
    })]);
  }));
});

Deno.test("columnVariances() keeps its digits far from 0", () => {
  // The one-pass formula, mean of squares less squared mean, would give 0 here.
  const x = new Matrix([[1e9], [1e9 + 1], [1e9 + 2]]);
  assertCloseTo(columnVariances(x), [[2 / 3]]);
});

Deno.test("columnSums(), columnMeans() and columnVariances() leave x as it was", () => {
  const x = drawn("x", 3, 2);
  assertUnchanged(() => columnSums(x), x);
  assertUnchanged(() => columnMeans(x), x);
  assertUnchanged(() => columnVariances(x), x);
});

Deno.test("columnDots() of a worked 2 x 2, also into a matrix that is there", () => {
  const a = new Matrix([[1, 2], [3, 6]]), b = new Matrix([[10, 1], [1, -1]]);
  const dots = assertUnchanged(() => columnDots(a, b), a, b);
  assertEquals(dots.to2DArray(), [[13, -4]]);
  const out = new Matrix([[7, 7]]);
  assertEquals(columnDots(a, b, out) === out, true);
  assertEquals(out.to2DArray(), [[13, -4]]);
  assertThrows(() => columnDots(a, new Matrix(3, 2)), RangeError, "one shape");
});
