import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { randn, seeded, standardNormal } from "weightlab";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { holds, seed, size } from "../_property.ts";

Deno.test("randn() fills row by row with standardNormal()'s draws", () => {
  const draw = standardNormal(seeded(5));
  const expected = [[draw(), draw(), draw()], [draw(), draw(), draw()]];
  assertEquals(randn(seeded(5), 2, 3).to2DArray(), expected);
});

Deno.test("randn() draws with mean 0 and variance 1", () => {
  const x = randn(seeded("randn"), 1000, 100);
  assertMoments(x, { variance: 1, kurtosis: KURTOSIS.normal });
});

Deno.test("randn() goes on where the generator stands", () => {
  const rng = seeded(1);
  const first = randn(rng, 2, 2);
  assertNotEquals(randn(rng, 2, 2).to2DArray(), first.to2DArray());
});

Deno.test("randn() gives matrices without rows or columns", () => {
  const x = randn(seeded(1), 0, 3), y = randn(seeded(1), 3, 0);
  assertEquals([x.rows, x.columns, y.rows, y.columns], [0, 3, 3, 0]);
});

Deno.test("randn() refuses sizes that are no counts", () => {
  for (const size of [-1, 1.5, NaN]) {
    assertThrows(
      () => randn(seeded(1), size, 1),
      RangeError,
      `Cannot draw randn: rows must be a whole number of at least 0, got ${size}`,
    );
    assertThrows(
      () => randn(seeded(1), 1, size),
      RangeError,
      "Cannot draw randn: columns",
    );
  }
});

Deno.test("randn() has any shape; the same bits for the same seed, others for another", () => {
  holds(fc.property(size, size, seed, seed, (rows, columns, a, b) => {
    const x = randn(seeded(a), rows, columns);
    assertEquals([x.rows, x.columns], [rows, columns]);
    assertEquals(randn(seeded(a), rows, columns).to2DArray(), x.to2DArray());
    fc.pre(a !== b);
    assertNotEquals(randn(seeded(b), rows, columns).to2DArray(), x.to2DArray());
  }));
});
