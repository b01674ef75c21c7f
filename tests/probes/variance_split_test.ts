import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { mapElements, Matrix, varianceSplit } from "weightlab";
import { stdSplit } from "../../lib/probes/variance_split.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("varianceSplit() of a worked 2 x 2 example", () => {
  // Neurons (1, 3) and (4, 8): means 2 and 6, of all 4; variances 1 and 4.
  const split = varianceSplit(new Matrix([[1, 4], [3, 8]]));
  assertEquals(split, { total: 6.5, between: 4, within: 2.5 });
});

Deno.test("varianceSplit() of constant neurons is all between, of equal ones all within", () => {
  const stuck = varianceSplit(new Matrix([[0, 1], [0, 1]]));
  assertEquals(stuck, { total: 0.25, between: 0.25, within: 0 });
  const alike = varianceSplit(new Matrix([[0, 0], [1, 1]]));
  assertEquals(alike, { total: 0.25, between: 0, within: 0.25 });
});

Deno.test("varianceSplit()'s total is the pooled variance, between + within", () => {
  holds(fc.property(size, size, seed, (n, neurons, seed) => {
    const values = drawn(seed, n, neurons);
    const split = assertUnchanged(() => varianceSplit(values), values);
    const pooled = values.variance({ unbiased: false });
    assertAlmostEquals(split.total, pooled, 1e-13);
    assertAlmostEquals(split.total, split.between + split.within, 1e-15);
  }));
});

Deno.test("varianceSplit() refuses a matrix without values", () => {
  for (const [rows, columns] of [[0, 3], [3, 0]]) {
    assertThrows(
      () => varianceSplit(new Matrix(rows, columns)),
      RangeError,
      `Cannot split the variance: values must hold at least one number, got ${rows} x ${columns}`,
    );
  }
});

Deno.test("varianceSplit() scales as a square, and leaves the values as they were", () => {
  const exponent = fc.integer({ min: -20, max: 20 });
  holds(fc.property(size, size, seed, exponent, (rows, columns, seed, k) => {
    const x = drawn(seed, rows, columns),
      scaled = mapElements(x, (v) => v * 2 ** k);
    const one = assertUnchanged(() => varianceSplit(x), x);
    const { total, between, within } = varianceSplit(scaled);
    const factor = 4 ** k; // exact: it changes exponents alone
    assertEquals(
      { total, between, within },
      {
        total: factor * one.total,
        between: factor * one.between,
        within: factor * one.within,
      },
    );
  }));
});

Deno.test("varianceSplit() of constants is exactly 0 within, and between where all are one", () => {
  for (const [value, n] of [[0.1, 3], [0.7, 10], [1e308, 2], [-1e308, 7]]) {
    const one = varianceSplit(new Matrix(n, 3).fill(value));
    assertEquals(one, { total: 0, between: 0, within: 0 });
    const two = new Matrix(n, 2).fill(value);
    for (let i = 0; i < n; i++) two.set(i, 1, 0);
    assertEquals(varianceSplit(two).within, 0);
  }
});

Deno.test("varianceSplit() is finite wherever the variances are", () => {
  // Each square is near the largest number, and so are their means.
  const big = 1.2e154;
  const split = varianceSplit(
    new Matrix([[big, -big], [-big, big], [big, -big], [-big, big]]),
  );
  assertAlmostEquals(split.within / big ** 2, 1, 1e-15);
  assertEquals(split.between, 0);
  const beyond = varianceSplit(new Matrix([[1e308, -1e308], [1e308, -1e308]]));
  assertEquals(beyond, { total: Infinity, between: Infinity, within: 0 });
});

Deno.test("stdSplit() has the roots of varianceSplit(), and those that are numbers beyond it", () => {
  const x = drawn("x", 30, 4), { total, between, within } = varianceSplit(x);
  const roots = [total, between, within].map(Math.sqrt);
  for (const exponent of [0, 1020, 600, -600, -1000]) {
    const std = stdSplit(mapElements(x, (v) => v * 2 ** exponent));
    assertEquals(
      [std.total, std.between, std.within],
      roots.map((root) => root * 2 ** exponent),
    );
  }
});
