import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  matmul,
  Matrix,
  normal,
  numericalGradient,
  relu,
  seeded,
  tanh,
  xavier,
} from "weightlab";
import { backpropagate, propagate } from "weightlab/experiments";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("backpropagate() of a worked example: two layers of ReLU", () => {
  // x W1 = (1, -1); only the first unit passes. dout W2^T = (2, 3), of which (2, 0).
  const weights = [new Matrix([[1, -1], [0, 0]]), new Matrix([[2, 0], [0, 3]])];
  const gradients = backpropagate(
    new Matrix([[1, 0]]),
    new Matrix([[1, 1]]),
    {
      activation: relu,
      init: () => weights.shift()!,
      rng: seeded("unused"),
      layers: 2,
    },
  );
  assertEquals(gradients.map((dx) => dx.to2DArray()), [[[2, 0]], [[2, 3]]]);
});

Deno.test("backpropagate() gives the gradient of what propagate() computes", () => {
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 3);
  const init = normal({ std: 0.8 });
  const options = () => ({ activation: tanh, init, rng: seeded("w") });
  const [first] = assertUnchanged(
    () => backpropagate(x, dout, { ...options(), layers: 3 }),
    x,
    dout,
  );
  // Two layers with tanh, then an affine map of the third weights.
  const rng = seeded("w");
  init(rng, 3, 3);
  init(rng, 3, 3);
  const last = init(rng, 3, 3);
  const forward = (x: Matrix) =>
    matmul(propagate(x, { ...options(), layers: 2 })[1], last);
  const loss = () => Matrix.mul(forward(x), dout).sum();
  assertCloseTo(first, numericalGradient(loss, x), 1e-8);
});

Deno.test("backpropagate() under Xavier and tanh loses little, layer by layer", () => {
  const x = drawn("x", 200, 100), dout = drawn("dout", 200, 100);
  const gradients = backpropagate(x, dout, {
    activation: tanh,
    init: normal({ std: 0.1 }),
    rng: seeded("tanh"),
  });
  assertEquals(gradients.length, 5);
  const [first, , , , fifth] = gradients.map((dx) => dx.standardDeviation());
  assertAlmostEquals(fifth, 1, 0.1);
  assertAlmostEquals(first, 0.4, 0.1);
});

Deno.test("backpropagate() has 5 layers unless told", async () => {
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 3);
  await assertDefaults(
    (options) =>
      backpropagate(x, dout, {
        activation: tanh,
        init: xavier(),
        rng: seeded(1),
        ...options,
      }).map((dx) => dx.to2DArray()),
    { layers: [5, 6] },
  );
});

Deno.test("backpropagate() refuses no layers, and a gradient of another shape", () => {
  const x = drawn("x", 3, 2), rng = seeded(1);
  const options = { activation: tanh, init: normal({ std: 1 }), rng };
  assertThrows(
    () => backpropagate(x, x, { ...options, layers: 0 }),
    RangeError,
    "Cannot backpropagate: layers must be a whole number of at least 1, got 0",
  );
  assertThrows(
    () => backpropagate(x, drawn("wide", 3, 3), options),
    RangeError,
    "Cannot backpropagate: x and dout must have one shape, got 3 x 2 and 3 x 3",
  );
});
