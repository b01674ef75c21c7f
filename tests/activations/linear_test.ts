import { assertEquals } from "@std/assert";
import { linear, Matrix } from "weightlab";
import { drawn } from "../_property.ts";
import { assertDerivative } from "./_derivative.ts";

Deno.test("linear() gives what it is given, in a matrix of its own", () => {
  const z = drawn("z", 3, 2);
  const y = linear(z);
  assertEquals(y.to2DArray(), z.to2DArray());
  y.set(0, 0, 7);
  assertEquals(z.get(0, 0), drawn("z", 3, 2).get(0, 0));
  assertEquals([linear(-2), linear(NaN)], [-2, NaN]);
});

Deno.test("linear.derivative() is 1 everywhere", () => {
  assertDerivative(linear);
  assertEquals(linear.derivative(0), 1);
  const dy = new Matrix([[3, 4]]), z = new Matrix([[-1, 0]]);
  assertEquals(linear.backward(dy, z, z).to2DArray(), [[3, 4]]);
});
