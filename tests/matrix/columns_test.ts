import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  columnMeans,
  columnSums,
  columnVariances,
  mapElements,
  Matrix,
} from "weightlab";
import { columnDots } from "../../lib/matrix/columns.ts";
import { columnMoments } from "../../lib/matrix/moments.ts";
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

Deno.test("columnSums(), columnMeans() and columnVariances() are 1 x C, and scale with x", () => {
  const exponent = fc.integer({ min: -20, max: 20 });
  holds(fc.property(size, size, seed, exponent, (rows, columns, seed, k) => {
    const x = drawn(seed, rows, columns),
      scaled = mapElements(x, (v) => v * 2 ** k);
    const measures = [
      [columnSums, 2 ** k],
      [columnMeans, 2 ** k],
      [columnVariances, 4 ** k],
    ] as const;
    for (const [measure, factor] of measures) {
      const y = measure(x);
      assertEquals([y.rows, y.columns], [1, columns]);
      // A power of two changes exponents alone: the same bits.
      assertCloseTo(measure(scaled), mapElements(y, (v) => factor * v), 0);
    }
  }));
});

Deno.test("columnMeans() and columnVariances() of a constant column are the constant and 0", () => {
  const constants = [0.1, -0.7, 1 / 3, 100, 1e-200, 1e300, 1e308, -1e308, 0];
  for (const n of [1, 2, 3, 5, 10, 77, 1000]) {
    for (const c of [1, 2, 7, 8, 17]) {
      for (const value of constants) {
        const x = drawn("x", n, c);
        for (let i = 0; i < n; i++) x.set(i, c >> 1, value);
        const { means, variances } = columnMoments(x);
        for (const m of [columnMeans(x), means]) {
          assertEquals(m.get(0, c >> 1), value);
        }
        for (const v of [columnVariances(x), variances]) {
          assertEquals(v.get(0, c >> 1), 0);
        }
      }
    }
  }
});

Deno.test("columnMeans() and columnVariances() keep every bit of a column that varies", () => {
  // The last number alone differs, by a last bit.
  const x = new Matrix(10, 1).fill(0.1).set(9, 0, 0.1 + 2 ** -56);
  const values = x.to1DArray();
  const mean = values.reduce((sum, v) => sum + v) / 10;
  assertEquals(columnMeans(x).get(0, 0), mean);
  const squares = values.map((v) => (v - mean) * (v - mean));
  const variance = squares.reduce((sum, v) => sum + v) / 10;
  assertEquals(columnVariances(x).get(0, 0), variance);
  assertEquals(variance > 0, true);
});

Deno.test("columnMeans() of numbers whose sum is too large, and of those that are none", () => {
  assertEquals(
    columnMeans(new Matrix([[1e308, -1e308], [1.5e308, -1.7e308]])).to2DArray(),
    [
      [1.25e308, -1.35e308],
    ],
  );
  const odd = new Matrix([[NaN, Infinity, Infinity], [
    NaN,
    Infinity,
    -Infinity,
  ]]);
  assertEquals(columnMeans(odd).to2DArray(), [[NaN, Infinity, NaN]]);
  assertEquals(columnVariances(odd).to2DArray(), [[NaN, NaN, NaN]]);
});
