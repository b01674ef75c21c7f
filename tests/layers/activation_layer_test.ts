import { assertEquals } from "@std/assert";
import { activation, ActivationLayer } from "weightlab";
import { assertActivationLayer } from "./_activation_layer.ts";

Deno.test("ActivationLayer makes a layer of any activation", () => {
  const softplus = activation(
    "softplus",
    (z) => Math.log1p(Math.exp(z)),
    (z) => 1 / (1 + Math.exp(-z)),
  );
  const layer = new ActivationLayer(softplus);
  assertEquals(layer.name, "softplus");
  assertActivationLayer(layer);
});
