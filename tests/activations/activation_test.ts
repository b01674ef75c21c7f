import { assertEquals } from "@std/assert";
import { activation, Matrix, relu, sigmoid, tanh } from "weightlab";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("activation() makes a function of numbers and of matrices", () => {
  const square = activation("square", (z) => z * z, (z) => 2 * z);
  assertEquals(square(3), 9);
  assertEquals(square(new Matrix([[1, -2]])).to2DArray(), [[1, 4]]);
  assertEquals(square.derivative(3), 6);
  assertEquals(square.name, "square");
});

Deno.test("activation() hands y = f(z) to the derivative, given or not", () => {
  const seen: number[] = [];
  const f = activation("f", (z) => z + 1, (_, y) => seen.push(y));
  f.derivative(1);
  f.derivative(1, 7);
  assertEquals(seen, [2, 7]);
});

Deno.test("activation() leaves a matrix as it was", () => {
  const z = drawn("z", 3, 4);
  for (const f of [sigmoid, tanh, relu]) assertUnchanged(() => f(z), z);
});

Deno.test("sigmoid, tanh and relu have the names that figures show", () => {
  assertEquals([sigmoid.name, tanh.name, relu.name], [
    "sigmoid",
    "tanh",
    "ReLU",
  ]);
});
