import { assertEquals } from "@std/assert";
import { ActivationLayer, defineActivation, Matrix } from "weightlab";
import { assertActivationLayer } from "./_activation_layer.ts";

Deno.test("ActivationLayer goes back by its activation's own backward", () => {
  const straight = Object.assign(defineActivation("sign", Math.sign, () => 0), {
    backward: (dy: Matrix) => dy,
  });
  const layer = new ActivationLayer(straight);
  layer.forward(new Matrix([[2]]));
  assertEquals(layer.backward(new Matrix([[10]])).to2DArray(), [[10]]);
});

Deno.test("ActivationLayer makes a layer of any activation", () => {
  const softplus = defineActivation(
    "softplus",
    (z) => Math.log1p(Math.exp(z)),
    (z) => 1 / (1 + Math.exp(-z)),
  );
  const layer = new ActivationLayer(softplus);
  assertEquals(layer.name, "softplus");
  assertActivationLayer(layer);
});
