import {
  assertAlmostEquals,
  assertEquals,
  assertGreaterOrEqual,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { EVD } from "ml-matrix";
import {
  effectiveRank,
  mapElements,
  Matrix,
  orthogonal,
  seeded,
} from "weightlab";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("effectiveRank() of a worked example", () => {
  // Variances 1 and 4 along two axes: (1 + 4)^2 / (1 + 16).
  const x = new Matrix([[1, 2], [1, -2], [-1, 2], [-1, -2]]);
  assertAlmostEquals(effectiveRank(x), 25 / 17, 1e-15);
});

Deno.test("effectiveRank() is (sum l)^2 / sum l^2 of the covariance's eigenvalues", () => {
  holds(fc.property(size, size, seed, (n, neurons, seed) => {
    const x = drawn(seed, n + 1, neurons);
    const centred = x.clone().subRowVector(x.mean("column"));
    const covariance = centred.transpose().mmul(centred);
    const eigenvalues = new EVD(covariance, { assumeSymmetric: true })
      .realEigenvalues;
    const sum = eigenvalues.reduce((s, l) => s + l, 0);
    const squares = eigenvalues.reduce((s, l) => s + l * l, 0);
    const rank = assertUnchanged(() => effectiveRank(x), x);
    assertAlmostEquals(rank, sum ** 2 / squares, 1e-9);
    assertGreaterOrEqual(rank, 1 - 1e-12);
    assertLessOrEqual(rank, Math.min(n, neurons) + 1e-12);
  }));
});

Deno.test("effectiveRank() sees neither size, nor means, nor a rotation", () => {
  const x = drawn("x", 30, 8), rank = effectiveRank(x);
  for (const scale of [1e-200, 1e-9, 1e200]) {
    assertAlmostEquals(effectiveRank(Matrix.mul(x, scale)), rank, 1e-9);
  }
  assertAlmostEquals(effectiveRank(Matrix.add(x, 3)), rank, 1e-9);
  const turned = x.mmul(orthogonal()(seeded("turn"), 8, 8));
  assertAlmostEquals(effectiveRank(turned), rank, 1e-9);
});

Deno.test("effectiveRank() of d independent neurons is about d / (1 + d/N)", () => {
  for (const n of [100, 1000]) {
    const expected = 100 / (1 + 100 / n);
    assertAlmostEquals(effectiveRank(drawn("d", n, 100)) / expected, 1, 0.02);
  }
});

Deno.test("effectiveRank() is 0 where nothing varies beyond rounding", () => {
  // The mean of equal numbers is off by rounding: 0.1 is, summed a thousand times.
  for (const value of [0, 0.1, 1e9]) {
    assertEquals(effectiveRank(new Matrix(1000, 3).fill(value)), 0);
  }
  assertEquals(effectiveRank(new Matrix([[1, 2, 3]])), 0);
});

Deno.test("effectiveRank() is NaN where a value is not finite", () => {
  for (const value of [NaN, Infinity]) {
    assertEquals(effectiveRank(new Matrix([[1, value], [2, 3]])), NaN);
  }
});

Deno.test("effectiveRank() refuses a matrix without values", () => {
  for (const [rows, columns] of [[0, 3], [3, 0]]) {
    assertThrows(
      () => effectiveRank(new Matrix(rows, columns)),
      RangeError,
      `Cannot measure the effective rank: values must hold at least one number, got ${rows} x ${columns}`,
    );
  }
});

Deno.test("effectiveRank() does not see the size, at the ends of what is a number", () => {
  const x = drawn("size", 20, 6), rank = effectiveRank(x);
  for (const exponent of [1020, 600, -600, -1000]) {
    const scaled = mapElements(x, (v) => v * 2 ** exponent);
    assertEquals(effectiveRank(scaled), rank);
  }
  const far = [1e308, -1e308, 1.7e308, -1.7e308];
  const one = new Matrix(far.map((v) => [v, v / 2]));
  assertAlmostEquals(effectiveRank(one), 1, 1e-12);
  assertEquals(effectiveRank(new Matrix([[1e308, 1], [1e308, 1]])), 0);
  assertEquals(effectiveRank(new Matrix([[1e308], [Infinity]])), NaN);
});
