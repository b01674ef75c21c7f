import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Layer, Matrix, type Mode } from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { skewed } from "./_batch_normalization.ts";

/** A normalization whose parameters are drawn, so that no gradient is a special one. */
export function withRandomParams<T extends Layer>(layer: T): T {
  for (const p of layer.params) p.value = drawn(p.name, 1, p.value.columns);
  return layer;
}

/**
 * What every normalization keeps that looks at one example at a time.
 *
 * @param make A new layer of so many features and that eps.
 */
export function assertExampleNormalization(
  make: (features: number, eps?: number) => Layer,
): void {
  const { name } = make(3);
  assertThrows(
    () => make(3).backward(new Matrix(2, 3)),
    Error,
    `Cannot run ${name} backward: call forward first`,
  );
  for (const eps of [0, 1e-5, 0.5]) {
    for (const [n, features] of [[1, 4], [7, 3], [5, 9]]) {
      const layer = withRandomParams(make(features, eps));
      const x = skewed(`${n}`, n, features), dout = drawn("dout", n, features);
      const { value } = layer.params[0];
      const train = assertUnchanged(() => layer.forward(x, "train"), x, value);
      const dx = assertUnchanged(() => layer.backward(dout), x, value, dout);
      assertEquals(
        layer.forward(x, "infer").to2DArray(),
        train.to2DArray(),
        "the modes differ",
      );
      // Each example by itself gives what it gives among others.
      for (let i = 0; i < n; i++) {
        const y = layer.forward(x.getRowVector(i), "train");
        assertEquals(y.to2DArray(), [train.getRow(i)]);
        const dxi = layer.backward(dout.getRowVector(i));
        assertEquals(dxi.to2DArray(), [dx.getRow(i)]);
      }
      for (const mode of ["train", "infer"] as Mode[]) {
        assertGradients(layer, x, dout, { mode });
      }
    }
  }
  const mode = fc.constantFrom<Mode>("train", "infer");
  holds(fc.property(size, size, seed, mode, (n, size, seed, mode) => {
    const features = size + 1, layer = withRandomParams(make(features));
    const x = drawn(`x${seed}`, n, features), dout = drawn("d", n, features);
    const values = layer.params.map(({ value }) => value);
    const y = assertUnchanged(() => layer.forward(x, mode), x, ...values);
    const dx = assertUnchanged(() => layer.backward(dout), x, dout, ...values);
    for (const m of [y, dx]) assertEquals([m.rows, m.columns], [n, features]);
    for (const { value, grad } of layer.params) {
      assertEquals([grad.rows, grad.columns], [value.rows, value.columns]);
    }
  }));
  const layer = make(3);
  layer.forward(new Matrix(4, 3).fill(1), "train");
  assertCloseTo(layer.params[0].value, [[1, 1, 1]], 0);
  const wrong: [() => Matrix, string][] = [
    [
      () => layer.forward(new Matrix(4, 2), "train"),
      "Cannot normalize: x must have 3 columns, got 4 x 2",
    ],
    [
      () => layer.forward(new Matrix(0, 3), "infer"),
      "Cannot normalize: x must have at least one row, got 0 x 3",
    ],
    [
      () => layer.backward(new Matrix(3, 3)),
      `Cannot run ${name} backward: dout must be 4 x 3, like the output of forward, got 3 x 3`,
    ],
  ];
  for (const [call, message] of wrong) assertThrows(call, RangeError, message);
}
