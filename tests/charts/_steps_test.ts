import { assertEquals } from "@std/assert";
import { steps } from "../../lib/charts/_steps.ts";

/** The first so many places. */
function places(first: number, every: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => steps(first, every)(i));
}

Deno.test("steps() have no more decimals than where they start and how far they go", () => {
  assertEquals(places(0, 0.1, 9), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
  assertEquals(places(-0.3, 0.1, 5), [-0.3, -0.2, -0.1, 0, 0.1]);
  assertEquals(places(0.05, 0.7, 4), [0.05, 0.75, 1.45, 2.15]);
  assertEquals(places(1e-7, 1e-7, 4), [1e-7, 2e-7, 3e-7, 4e-7]);
  assertEquals(steps(0, 0.001)(12345), 12.345);
  assertEquals(steps(1000.25, 1e-3)(7), 1000.257);
});

Deno.test("steps() of whole numbers, and of what is no short decimal, are products", () => {
  assertEquals(places(1, 10, 4), [1, 11, 21, 31]);
  assertEquals(steps(0, 2 ** 40)(1000), 1000 * 2 ** 40);
  assertEquals(steps(0, 1 / 3)(2), 2 / 3);
  assertEquals(steps(0, 1e-300)(3), 3e-300);
});
