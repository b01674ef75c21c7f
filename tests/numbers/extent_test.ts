import { assertEquals } from "@std/assert";
import { extent, largest, smallest } from "../../lib/numbers/extent.ts";

Deno.test("extent() is the smallest and the largest, of any iterable", () => {
  assertEquals(extent([3, -1, 2]), [-1, 3]);
  assertEquals(extent(new Set([5])), [5, 5]);
  assertEquals(extent(Float64Array.of(0.5, -Infinity)), [-Infinity, 0.5]);
  assertEquals([smallest([3, -1, 2]), largest([3, -1, 2])], [-1, 3]);
});

Deno.test("extent() is NaN where one value is, first, last or between", () => {
  for (const values of [[NaN, 1, 2], [1, NaN, 2], [1, 2, NaN]]) {
    assertEquals(extent(values), [NaN, NaN]);
  }
});

Deno.test("extent() of nothing is what Math.min() and Math.max() give", () => {
  assertEquals(extent([]), [Math.min(), Math.max()]);
});

Deno.test("extent() takes more values than a call has arguments", () => {
  const values = Float64Array.from({ length: 1_000_000 }, (_, i) => i);
  assertEquals(extent(values), [0, 999_999]);
});
