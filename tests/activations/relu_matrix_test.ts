import { assertEquals } from "@std/assert";
import { Matrix, relu } from "weightlab";
import { assertUnchanged } from "../_unchanged.ts";
import { assertSameWherever } from "../matrix/_storage.ts";

const rectify = (z: Matrix) => relu(z);
const rectifyBackward = (dy: Matrix, z: Matrix) =>
  relu.backward(dy, z, relu(z));

Deno.test("relu() keeps what is above 0, and NaN; -0 becomes 0", () => {
  const z = new Matrix([[-1, 2, -0, NaN, Infinity, -Infinity, 5e-324]]);
  assertEquals(
    assertUnchanged(() => rectify(z), z).to1DArray(),
    [0, 2, 0, NaN, Infinity, 0, 5e-324],
  );
});

Deno.test("relu.backward() lets dy through where z is above 0 or NaN", () => {
  const z = new Matrix([[-1, 2, 0, NaN, 1, -1]]);
  const dy = new Matrix([[3, 4, 5, 6, -7, NaN]]);
  assertEquals(
    assertUnchanged(() => rectifyBackward(dy, z), dy, z).to1DArray(),
    [0, 4, 0, 6, -7, NaN],
  );
});

Deno.test("relu() and its backward pass give the same bits wherever the matrices lie", () => {
  assertSameWherever([[7, 5]], rectify);
  assertSameWherever([[7, 5], [7, 5]], rectifyBackward);
});
