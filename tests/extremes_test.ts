import { assertEquals } from "@std/assert";
import { Matrix } from "weightlab";
import { extremes } from "./_extremes.ts";

Deno.test("extremes() of numbers, and of some that are none", () => {
  assertEquals(extremes(new Matrix([[2, -1], [5, 3]])), [-1, 5]);
  for (const values of [[NaN, 1, 2], [1, NaN, 2], [1, 2, NaN]]) {
    assertEquals(extremes(new Matrix([values])), [NaN, NaN]);
  }
});
