import { assertEquals } from "@std/assert";
import { constant, distinctColumns, Matrix, normal, seeded } from "weightlab";

Deno.test("distinctColumns() counts columns that differ anywhere", () => {
  const w = new Matrix([[1, 1, 1, 2], [3, 4, 3, 3]]);
  assertEquals(distinctColumns(w), 3);
});

Deno.test("distinctColumns() sees the last bit", () => {
  assertEquals(distinctColumns(new Matrix([[1, 1 + Number.EPSILON]])), 2);
  assertEquals(distinctColumns(new Matrix([[0.1 + 0.2, 0.3]])), 2);
});

Deno.test("distinctColumns() does not run one number into the next", () => {
  assertEquals(distinctColumns(new Matrix([[1, 12], [23, 3]])), 2);
});

Deno.test("distinctColumns() is 1 for constant weights and all of them for random", () => {
  const rng = seeded(1);
  assertEquals(distinctColumns(constant({ value: 0.1 })(rng, 7, 9)), 1);
  assertEquals(distinctColumns(normal({ std: 1 })(rng, 7, 9)), 9);
  assertEquals(distinctColumns(new Matrix(3, 0)), 0);
});
