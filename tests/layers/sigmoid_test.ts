import { assertEquals, assertStrictEquals } from "@std/assert";
import { Matrix, Sigmoid, sigmoid } from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertActivationLayer } from "./_activation_layer.ts";

Deno.test("Sigmoid runs y = 1 / (1 + exp(-z)) forward and dy y (1 - y) backward", () => {
  const layer = new Sigmoid();
  assertEquals(layer.name, "sigmoid");
  assertStrictEquals(layer.activation, sigmoid);
  const y = layer.forward(new Matrix([[0, Math.log(3)]]));
  assertCloseTo(y, [[0.5, 0.75]], 1e-15);
  const dz = layer.backward(new Matrix([[4, 16]]));
  assertCloseTo(dz, [[1, 3]], 1e-14);
});

Deno.test("Sigmoid's gradient agrees with the numerical, and it changes no argument", () => {
  assertActivationLayer(new Sigmoid());
});
