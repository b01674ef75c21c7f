import { assertEquals } from "@std/assert";
import { meanOf } from "../../lib/numbers/mean.ts";

Deno.test("meanOf() sums from the first on, and divides", () => {
  assertEquals(meanOf([1, 2, 6]), 3);
  assertEquals(meanOf([0.1, 0.2, 0.3]), (0.1 + 0.2 + 0.3) / 3);
});

Deno.test("meanOf() of equal numbers is their number", () => {
  for (const n of [1, 2, 3, 10, 77]) {
    for (const v of [0.1, -0.7, 1e308, 5e-324, 0, Infinity]) {
      assertEquals(meanOf(Array(n).fill(v)), v);
    }
  }
});

Deno.test("meanOf() of numbers whose sum is too large, and of those that are none", () => {
  assertEquals(meanOf([1e308, 1.5e308]), 1.25e308);
  assertEquals(meanOf([-1.5e308, -1e308, -1.7e308, -1.4e308]), -1.4e308);
  assertEquals(meanOf([1, Infinity]), Infinity);
  assertEquals(meanOf([-Infinity, Infinity]), NaN);
  assertEquals(meanOf([1, NaN, 2]), NaN);
});
