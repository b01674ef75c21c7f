import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  defineActivation,
  elu,
  gelu,
  geluTanh,
  leakyRelu,
  linear,
  mapElements,
  Matrix,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "weightlab";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { assertCloseTo } from "../_close_to.ts";

Deno.test("defineActivation() makes a function of numbers and of matrices", () => {
  const square = defineActivation("square", (z) => z * z, (z) => 2 * z);
  assertEquals(square(3), 9);
  assertEquals(square(new Matrix([[1, -2]])).to2DArray(), [[1, 4]]);
  assertEquals(square.derivative(3), 6);
  assertEquals(square.name, "square");
});

Deno.test("defineActivation() hands y = f(z) to the derivative, given or not", () => {
  const seen: number[] = [];
  const f = defineActivation("f", (z) => z + 1, (_, y) => seen.push(y));
  f.derivative(1);
  f.derivative(1, 7);
  assertEquals(seen, [2, 7]);
});

Deno.test("defineActivation() leaves a matrix as it was", () => {
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

Deno.test("every activation gives each element's own value and slope, in any shape", () => {
  const functions = fc.constantFrom(
    sigmoid,
    tanh,
    relu,
    leakyRelu(),
    elu({ alpha: 2 }),
    selu,
    gelu,
    geluTanh,
    silu,
    softplus,
    linear,
  );
  holds(fc.property(functions, size, size, seed, (f, rows, columns, seed) => {
    const z = drawn(`z${seed}`, rows, columns);
    const dy = drawn(`dy${seed}`, rows, columns);
    const y = assertUnchanged(() => f(z), z);
    const dz = assertUnchanged(() => f.backward(dy, z, y), dy, z, y);
    assertEquals([y.rows, y.columns], [rows, columns]);
    assertCloseTo(y, mapElements(z, (v) => f(v)), 0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const slope = f.derivative(z.get(i, j));
        // A zero's sign is no matter, and assertEquals() tells 0 from -0.
        assertEquals(dz.get(i, j) + 0, slope * dy.get(i, j) + 0);
      }
    }
  }));
});
