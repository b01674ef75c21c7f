import { assertEquals } from "@std/assert";
import { randn, seeded } from "weightlab";
import { autoRange } from "../../lib/charts/_auto_range.ts";

const range = (...rows: number[][]) => autoRange(rows);

Deno.test("autoRange() shows normal values whole, whatever their scale", () => {
  const normal = randn(seeded(1), 100, 100).to1DArray();
  assertEquals(range(normal), [-4, 4]);
  assertEquals(range(normal.map((value) => 1e-4 * value)), [-4e-4, 4e-4]);
  assertEquals(range(normal.map((value) => 1e8 * value)), [-4e8, 4e8]);
});

Deno.test("autoRange() leaves out the few that have run away", () => {
  const values = Array.from({ length: 100 }, (_, i) => i / 100);
  assertEquals(range([...values, 1000]), [0, 1]);
  assertEquals(range([...values, -1000, Infinity, NaN]), [0, 1]);
});

Deno.test("autoRange() is as wide as the widest of several", () => {
  assertEquals(range([0.5, 0.6], [2, 3], [1, 1]), [0, 3]);
});

Deno.test("autoRange() of one number has a width", () => {
  assertEquals(range([0, 0]), [-0.5, 0.5]);
  assertEquals(range([-3]), [-4.5, -1.5]);
  assertEquals(range([NaN]), [0, 1]);
  // A layer of which nearly all are dead.
  assertEquals(range([...new Array(99).fill(0), 5]), [0, 5]);
});

Deno.test("autoRange() has even ends around 0, and begins at 0 where values nearly do", () => {
  assertEquals(range([-2, 0, 3]), [-3, 3]);
  assertEquals(range([-1, 0, 3]), [-1, 3]);
  assertEquals(range([0.1, 2, 3]), [0, 3]);
  assertEquals(range([-3, -2, -0.1]), [-3, 0]);
  assertEquals(range([2, 3]), [2, 3]);
});
