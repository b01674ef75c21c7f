import { assertEquals, assertStrictEquals } from "@std/assert";
import { Matrix, Relu, relu } from "weightlab";
import { assertActivationLayer } from "./_activation_layer.ts";

Deno.test("Relu runs y = max(0, z) forward and dy where z > 0 backward", () => {
  const layer = new Relu();
  assertEquals(layer.name, "ReLU");
  assertStrictEquals(layer.activation, relu);
  const y = layer.forward(new Matrix([[-1, 2], [0, 0.5]]));
  assertEquals(y.to2DArray(), [[0, 2], [0, 0.5]]);
  const dz = layer.backward(new Matrix([[5, 6], [7, 8]]));
  assertEquals(dz.to2DArray(), [[0, 6], [0, 8]]);
});

Deno.test("Relu's gradient agrees with the numerical, and it changes no argument", () => {
  assertActivationLayer(new Relu());
});
