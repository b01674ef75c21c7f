import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { root } from "../../lib/theory/_root.ts";

Deno.test("root() finds where a function crosses 0, from either side", () => {
  for (const [from, to] of [[1, 2], [2, 1]]) {
    assertAlmostEquals(root((x) => x * x - 2, from, to), Math.SQRT2, 1e-15);
  }
  assertAlmostEquals(root(Math.cos, 1, 2), Math.PI / 2, 1e-15);
});

Deno.test("root() at an end is that end", () => {
  assertEquals(root((x) => x - 1, 1, 2), 1);
  assertEquals(root((x) => x - 2, 1, 2), 2);
});

Deno.test("root() closes in from both ends where one end is far off", () => {
  // Plain regula falsi would keep the right end and take thousands of steps.
  let calls = 0;
  const x = root(
    (x) => {
      calls++;
      return x ** 20 - 1;
    },
    0.5,
    3,
  );
  assertAlmostEquals(x, 1, 1e-14);
  assertLess(calls, 100);
});
