import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  ActivationLayer,
  leakyRelu,
  mapElements,
  Matrix,
  PRelu,
  type PReluOptions,
  Relu,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** Numbers off 0 by at least .1, where the kink is. */
function offZero(seed: string, rows: number, columns: number): Matrix {
  return mapElements(drawn(seed, rows, columns), (v) => v + Math.sign(v) / 10);
}

Deno.test("PRelu runs y = z above 0 and a z below, each feature its own, for a worked 2 x 2 example", () => {
  const layer = new PRelu(2);
  assertEquals(layer.name, "PReLU");
  layer.a.value = new Matrix([[0.5, -3]]);
  const y = layer.forward(new Matrix([[-4, 2], [8, -2]]));
  assertEquals(y.to2DArray(), [[-2, 2], [8, 6]]);
  const dz = layer.backward(new Matrix([[10, 1], [1, 7]]));
  assertEquals(dz.to2DArray(), [[5, 1], [1, -21]]);
  // Of each column what stands below 0: 10 (-4), and 7 (-2).
  assertEquals(layer.a.grad.to2DArray(), [[-40, -14]]);
});

Deno.test("PRelu without features shares one a, whatever the width", () => {
  const layer = new PRelu(undefined, { slope: 0.5 });
  assertEquals(layer.a.value.to2DArray(), [[0.5]]);
  const y = layer.forward(new Matrix([[-4, 2], [8, -2]]));
  assertEquals(y.to2DArray(), [[-2, 2], [8, -1]]);
  layer.backward(new Matrix([[10, 1], [1, 7]]));
  assertEquals(layer.a.grad.to2DArray(), [[-54]]);
  assertEquals(layer.forward(new Matrix([[-2, 1, -6]])).getRow(0), [-1, 1, -3]);
});

Deno.test("PRelu's gradients agree with the numerical, in both modes", () => {
  for (const features of [5, undefined]) {
    for (const mode of ["train", "infer"] as const) {
      for (const n of [1, 7]) {
        const layer = new PRelu(features);
        layer.a.value = drawn("a", 1, features ?? 1);
        const z = offZero("z", n, 5), dout = drawn("dout", n, 5);
        assertGradients(layer, z, dout, { mode, bar: 1e-9 });
      }
    }
  }
});

Deno.test("PRelu of a slope is leakyRelu of that slope, to the bit; of 0 it is ReLU", () => {
  holds(fc.property(size, size, seed, (n, features, seed) => {
    const z = drawn(`z${seed}`, n, features), dout = drawn("d", n, features);
    z.set(0, 0, 0);
    for (const slope of [0.25, -0.7, 1 / 3, 0, 1]) {
      const leaky = new ActivationLayer(leakyRelu({ slope }));
      const y = leaky.forward(z), dz = leaky.backward(dout);
      for (const width of [features, undefined]) {
        const layer = new PRelu(width, { slope });
        assertEquals(layer.forward(z).to2DArray(), y.to2DArray());
        assertEquals(layer.backward(dout).to2DArray(), dz.to2DArray());
      }
    }
    const relu = new Relu(), none = new PRelu(features, { slope: 0 });
    assertCloseTo(none.forward(z), relu.forward(z), 0);
    assertCloseTo(none.backward(dout), relu.backward(dout), 0);
  }));
});

Deno.test("PRelu's shared gradient is the sum of what the features would have", () => {
  const z = drawn("z", 6, 4), dout = drawn("dout", 6, 4);
  const [own, shared] = [new PRelu(4), new PRelu()];
  for (const layer of [own, shared]) {
    layer.forward(z);
    layer.backward(dout);
  }
  assertCloseTo(shared.a.grad, [[own.a.grad.sum()]], 1e-13);
});

Deno.test("PRelu shows what is not finite, and where z > 0 asks nothing of a", () => {
  const layer = new PRelu(3);
  const y = layer.forward(new Matrix([[NaN, -Infinity, Infinity]]));
  assertEquals(y.getRow(0), [NaN, -Infinity, Infinity]);
  layer.backward(new Matrix([[1, 1, 1]]));
  assertEquals(layer.a.grad.getRow(0), [NaN, -Infinity, 0]);
});

Deno.test("PRelu starts every a at .25 unless told", async () => {
  assertEquals(
    new PRelu(3).params.map(({ name, value, grad }) => [
      name,
      value.to2DArray(),
      grad.to2DArray(),
    ]),
    [["a", [[0.25, 0.25, 0.25]], [[0, 0, 0]]]],
  );
  await assertDefaults<PReluOptions>(
    (options) => new PRelu(2, options).a.value.to2DArray(),
    { slope: [0.25, 0.26] },
  );
});

Deno.test("PRelu leaves what it is given, and a, as they were", () => {
  const layer = new PRelu(3), z = drawn("z", 4, 3), dout = drawn("d", 4, 3);
  assertUnchanged(
    () => {
      const y = layer.forward(z);
      assertUnchanged(() => layer.backward(dout), y);
    },
    z,
    dout,
    layer.a.value,
  );
});

Deno.test("PRelu.clone() has a of its own, as wide or shared", () => {
  for (const features of [3, undefined]) {
    const layer = new PRelu(features, { slope: 0.5 });
    const clone = layer.clone();
    layer.a.value.fill(9);
    assertEquals(clone.a.value.getRow(0), Array(features ?? 1).fill(0.5));
    const wider = () => clone.forward(new Matrix(2, 5));
    if (features === undefined) assertEquals(wider().columns, 5);
    else assertThrows(wider, RangeError, "z must have 3 columns, got 2 x 5");
  }
});

Deno.test("PRelu refuses another width, no rows, and a pass back without one there", () => {
  const layer = new PRelu(1);
  const wrong: [() => Matrix, string][] = [
    [
      () => layer.forward(new Matrix(4, 2)),
      "Cannot run PReLU forward: z must have 1 columns, got 4 x 2",
    ],
    [
      () => layer.forward(new Matrix(0, 1)),
      "Cannot run PReLU forward: z must have at least one row, got 0 x 1",
    ],
    [
      () => new PRelu().backward(new Matrix(1, 1)),
      "Cannot run PReLU backward: call forward first",
    ],
    [
      () => {
        layer.forward(new Matrix(4, 1));
        return layer.backward(new Matrix(3, 1));
      },
      "Cannot run PReLU backward: dout must be 4 x 1, like the output of forward, got 3 x 1",
    ],
  ];
  for (const [call, message] of wrong) assertThrows(call, Error, message);
});
