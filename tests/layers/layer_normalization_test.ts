import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  BatchNormalization,
  columnSums,
  LayerNormalization,
  mapElements,
  Matrix,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { skewed } from "./_batch_normalization.ts";
import {
  assertExampleNormalization,
  withRandomParams,
} from "./_example_normalization.ts";

Deno.test("LayerNormalization.forward() normalizes a worked 2 x 2 example", () => {
  const layer = new LayerNormalization(2, { eps: 0 });
  layer.gamma.value = new Matrix([[2, 1]]);
  layer.beta.value = new Matrix([[0, 10]]);
  // Rows (1, 3) and (4, 0): means 2 and 2, deviations 1 and 2.
  const y = layer.forward(new Matrix([[1, 3], [4, 0]]));
  assertEquals(y.to2DArray(), [[-2, 11], [2, 9]]);
});

Deno.test("LayerNormalization.backward() of a worked example", () => {
  // x-hat = (-1, 1, -1, 1) and dy = (1, 0, 0, 3) as in batch normalization's, in a row,
  // times gamma's (1, 2, 1, 1/3): g = (1, 0, 0, 1), means 1/2 and 0.
  const layer = new LayerNormalization(4, { eps: 0 });
  layer.gamma.value = new Matrix([[1, 2, 1, 1 / 3]]);
  layer.forward(new Matrix([[4, 6, 4, 6]]));
  const dx = layer.backward(new Matrix([[1, 0, 0, 3]]));
  assertCloseTo(dx, [[0.5, -0.5, -0.5, 0.5]], 1e-15);
  assertCloseTo(layer.gamma.grad, [[-1, 0, 0, 3]], 1e-15);
  assertCloseTo(layer.beta.grad, [[1, 0, 0, 3]], 1e-15);
});

Deno.test("LayerNormalization looks at one example at a time, in both modes alike", () => {
  assertExampleNormalization((features, eps) =>
    new LayerNormalization(features, { eps })
  );
});

Deno.test("LayerNormalization is batch normalization of the transpose", () => {
  const x = skewed("x", 6, 4), dout = drawn("dout", 6, 4), eps = 0.1;
  const layer = new LayerNormalization(4, { eps });
  const other = new BatchNormalization(6, { eps });
  const y = other.forward(x.transpose(), "train").transpose();
  assertCloseTo(layer.forward(x), y, 1e-13);
  const dx = other.backward(dout.transpose()).transpose();
  assertCloseTo(layer.backward(dout), dx, 1e-13);
});

Deno.test("LayerNormalization forgets an example's shift and scale", () => {
  const layer = withRandomParams(new LayerNormalization(5, { eps: 0 }));
  const x = skewed("x", 3, 5), y = layer.forward(x);
  for (const [scale, shift] of [[1, 7], [0.01, 0], [30, -2]]) {
    assertCloseTo(
      layer.forward(mapElements(x, (v) => scale * v + shift)),
      y,
      1e-11,
    );
  }
});

Deno.test("LayerNormalization.backward() is orthogonal to 1 and x-hat in each example", () => {
  const layer = withRandomParams(new LayerNormalization(5, { eps: 0 }));
  const x = skewed("x", 3, 5);
  layer.forward(x);
  const dx = layer.backward(drawn("dout", 3, 5));
  assertCloseTo(columnSums(dx.transpose()), new Matrix(1, 3), 1e-13);
  const along = columnSums(Matrix.mul(dx, x).transpose());
  assertCloseTo(along, new Matrix(1, 3), 1e-12);
});

Deno.test("LayerNormalization has eps 1e-5 unless told, which keeps equal features finite", () => {
  const e = Math.sqrt(1e-5);
  const y = new LayerNormalization(2).forward(new Matrix([[-e, e], [7, 7]]));
  assertAlmostEquals(y.get(0, 1), Math.SQRT1_2, 1e-12);
  assertEquals(y.getRow(1), [0, 0]);
});

Deno.test("LayerNormalization starts with gamma 1 and beta 0", () => {
  const { params } = new LayerNormalization(2);
  assertEquals(params.map(({ name, value }) => [name, value.getRow(0)]), [
    ["gamma", [1, 1]],
    ["beta", [0, 0]],
  ]);
});

Deno.test("new LayerNormalization() has eps 1e-5 unless told", async () => {
  const x = drawn("x", 3, 4);
  await assertDefaults(
    (options) => new LayerNormalization(4, options).forward(x).to2DArray(),
    { eps: [1e-5, 1.01e-5] },
  );
});

Deno.test("new LayerNormalization() refuses one feature, and an eps below 0", () => {
  assertThrows(
    () => new LayerNormalization(1),
    RangeError,
    "Cannot make LayerNormalization: features must be a whole number of at least 2, got 1",
  );
  assertThrows(
    () => new LayerNormalization(2, { eps: -1 }),
    RangeError,
    "Cannot make LayerNormalization: eps must be a finite number at least 0, got -1",
  );
});
