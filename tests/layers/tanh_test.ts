import { assertEquals, assertStrictEquals } from "@std/assert";
import { Matrix, Tanh, tanh } from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertActivationLayer } from "./_activation_layer.ts";

Deno.test("Tanh runs y = tanh(z) forward and dy (1 - y^2) backward", () => {
  const layer = new Tanh();
  assertEquals(layer.name, "tanh");
  assertStrictEquals(layer.activation, tanh);
  const y = layer.forward(new Matrix([[0, Math.log(2)]]));
  assertCloseTo(y, [[0, 0.6]], 1e-15);
  const dz = layer.backward(new Matrix([[2, 25]]));
  assertCloseTo(dz, [[2, 16]], 1e-13);
});

Deno.test("Tanh's gradient agrees with the numerical, and it changes no argument", () => {
  assertActivationLayer(new Tanh());
});
