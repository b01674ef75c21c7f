import { assertEquals, assertLess, assertThrows } from "@std/assert";
import { largestDifference, Matrix } from "weightlab";
import { drawn } from "../_property.ts";

Deno.test("largestDifference() of a worked 2 x 2, from a matrix and from a number", () => {
  const a = new Matrix([[1, -2], [3, 4]]), b = new Matrix([[1, 5], [2, 4]]);
  assertEquals(largestDifference(a, b), 7);
  assertEquals(largestDifference(b, a), 7);
  assertEquals(largestDifference(a, a), 0);
  assertEquals(largestDifference(a, 0), 4);
  assertEquals(largestDifference(a, 3), 5);
});

Deno.test("largestDifference() is NaN if an element is, wherever, and so below no bar", () => {
  for (let i = 0; i < 6; i++) {
    const a = drawn("a", 2, 3), b = drawn("b", 2, 3);
    a.set(Math.floor(i / 3), i % 3, NaN);
    const all: [Matrix, Matrix | number][] = [[a, b], [b, a], [a, a], [a, 0]];
    for (const [one, other] of all) {
      const found = largestDifference(one, other);
      assertEquals(found, NaN);
      assertThrows(() => assertLess(found, Infinity));
    }
    assertEquals(largestDifference(b, NaN), NaN);
  }
  const far = new Matrix([[Infinity]]);
  assertEquals(largestDifference(far, far), NaN);
  assertEquals(largestDifference(far, 0), Infinity);
});
