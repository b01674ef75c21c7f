import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { relu, tanh } from "weightlab";
import { lengthByLayer, lengthMap } from "weightlab/theory";
import { assertDefaults } from "../_defaults.ts";

Deno.test("lengthByLayer() takes the input through the weights alone, then maps", () => {
  const ensemble = { sigmaW: 1.5, sigmaB: 0.2 };
  const next = lengthMap(tanh, ensemble);
  const first = 2.25 * 0.4 + 0.04;
  const lengths = lengthByLayer(tanh, { ...ensemble, q0: 0.4, depth: 3 });
  assertEquals(lengths.length, 3);
  assertAlmostEquals(lengths[0], first, 1e-15);
  assertAlmostEquals(lengths[1], next(first), 1e-15);
  assertAlmostEquals(lengths[2], next(next(first)), 1e-15);
});

Deno.test("lengthByLayer() with ReLU halves sigmaW^2 a layer", () => {
  const lengths = lengthByLayer(relu, { sigmaW: 2, q0: 3, depth: 6 });
  lengths.forEach((q, i) => assertAlmostEquals(q / (12 * 2 ** i), 1, 1e-11));
});

Deno.test("lengthByLayer() takes the post's inputs unless told otherwise", () => {
  const options = { sigmaW: 1.2, depth: 4 };
  assertEquals(
    lengthByLayer(tanh, options),
    lengthByLayer(tanh, { ...options, q0: 1, sigmaB: 0 }),
  );
});

Deno.test("lengthByLayer() starts at length 1, without biases, unless told", async () => {
  await assertDefaults(
    (options) => lengthByLayer(tanh, { sigmaW: 1.3, depth: 2, ...options }),
    { q0: [1, 1.001], sigmaB: [0, 0.001] },
  );
});

Deno.test("lengthByLayer() refuses no layers, and an input below 0", () => {
  assertThrows(
    () => lengthByLayer(tanh, { sigmaW: 1, depth: 0 }),
    RangeError,
    "Cannot propagate a length: depth must be a whole number of at least 1, got 0",
  );
  assertThrows(
    () => lengthByLayer(tanh, { sigmaW: 1, depth: 1, q0: -1 }),
    RangeError,
    "Cannot propagate a length: q0 must be a finite number at least 0, got -1",
  );
});
