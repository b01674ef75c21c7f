import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertThrows,
} from "@std/assert";
import {
  largestDifference,
  LayerNormalization,
  mapElements,
  Matrix,
  RMSNormalization,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { skewed } from "./_batch_normalization.ts";
import {
  assertExampleNormalization,
  withRandomParams,
} from "./_example_normalization.ts";

Deno.test("RMSNormalization.forward() normalizes a worked 2 x 2 example", () => {
  const layer = new RMSNormalization(2, { eps: 0 });
  layer.gamma.value = new Matrix([[10, 20]]);
  // Mean squares 25 and 1.
  const y = layer.forward(new Matrix([[1, -7], [-1, 1]]));
  assertCloseTo(y, [[2, -28], [-10, 20]], 1e-14);
});

Deno.test("RMSNormalization.backward() of a worked example", () => {
  // x-hat = (-1, 1), root mean square 2, g = (3, 2) / 2: mean(g x-hat) = -1/4.
  const layer = new RMSNormalization(2, { eps: 0 });
  layer.gamma.value = new Matrix([[0.5, 1]]);
  layer.forward(new Matrix([[-2, 2]]));
  const dx = layer.backward(new Matrix([[3, 1]]));
  assertCloseTo(dx, [[(1.5 - 0.25) / 2, (1 + 0.25) / 2]], 1e-15);
  assertCloseTo(layer.gamma.grad, [[-3, 1]], 1e-15);
});

Deno.test("RMSNormalization looks at one example at a time, in both modes alike", () => {
  assertExampleNormalization((features, eps) =>
    new RMSNormalization(features, { eps })
  );
});

Deno.test("RMSNormalization forgets an example's scale, not its shift", () => {
  const layer = withRandomParams(new RMSNormalization(5, { eps: 0 }));
  const x = skewed("x", 3, 5), y = layer.forward(x);
  for (const scale of [0.01, 30]) {
    assertCloseTo(layer.forward(mapElements(x, (v) => scale * v)), y, 1e-13);
  }
  const moved = layer.forward(mapElements(x, (v) => v + 1));
  assertGreater(largestDifference(moved, y), 0.1);
});

Deno.test("RMSNormalization is layer normalization where examples have mean 0", () => {
  const x = skewed("x", 4, 6), eps = 0.1;
  const centred = x.subColumnVector(x.mean("row"));
  const layer = new RMSNormalization(6, { eps });
  const other = new LayerNormalization(6, { eps });
  assertCloseTo(layer.forward(centred), other.forward(centred), 1e-13);
  // The gradients differ by the mean, which layer normalization takes away.
  const dout = drawn("dout", 4, 6);
  const dx = layer.backward(dout);
  const centredDx = dx.subColumnVector(dx.mean("row"));
  assertCloseTo(centredDx, other.backward(dout), 1e-13);
});

Deno.test("RMSNormalization has eps 1e-6 unless told, which keeps an example of zeros finite", () => {
  const layer = new RMSNormalization(2);
  const y = layer.forward(new Matrix([[1e-3, -1e-3], [0, 0]]));
  assertAlmostEquals(y.get(0, 0), Math.SQRT1_2, 1e-12);
  assertEquals(y.getRow(1), [0, 0]);
});

Deno.test("RMSNormalization has one parameter, gamma, ones at the start", () => {
  const { params } = new RMSNormalization(2);
  assertEquals(params.map(({ name, value }) => [name, value.getRow(0)]), [
    ["gamma", [1, 1]],
  ]);
});

Deno.test("new RMSNormalization() has eps 1e-6 unless told", async () => {
  const x = drawn("x", 3, 4);
  await assertDefaults(
    (options) => new RMSNormalization(4, options).forward(x).to2DArray(),
    { eps: [1e-6, 1.01e-6] },
  );
});

Deno.test("new RMSNormalization() refuses no feature, and an eps below 0", () => {
  assertThrows(
    () => new RMSNormalization(0),
    RangeError,
    "Cannot make RMSNormalization: features must be a whole number of at least 1, got 0",
  );
  assertThrows(
    () => new RMSNormalization(2, { eps: NaN }),
    RangeError,
    "Cannot make RMSNormalization: eps must be a finite number at least 0, got NaN",
  );
});
