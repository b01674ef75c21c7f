import { assertEquals, assertThrows } from "@std/assert";
import { type ActivationLayer, mapElements, Matrix } from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** What every activation layer keeps. */
export function assertActivationLayer(layer: ActivationLayer): void {
  const { name } = layer;
  assertEquals(layer.params, []);
  assertThrows(
    () => layer.backward(new Matrix(1, 1)),
    Error,
    `Cannot run ${name} backward: call forward first`,
  );
  // Off 0 by at least .1, where ReLU has its kink.
  const z = mapElements(drawn("z", 7, 5), (v) => v + Math.sign(v) / 10);
  const dout = drawn("dout", 7, 5);
  const y = assertUnchanged(() => layer.forward(z), z);
  assertCloseTo(y, mapElements(z, layer.activation), 0);
  assertUnchanged(() => layer.backward(dout), z, y, dout);
  assertThrows(
    () => layer.backward(new Matrix(5, 7)),
    RangeError,
    `Cannot run ${name} backward: dout must be 7 x 5, like the output of forward, got 5 x 7`,
  );
  for (const mode of ["train", "infer"] as const) {
    assertGradients(layer, z, dout, { mode });
  }
}
