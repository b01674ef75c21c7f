import { assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import {
  Matrix,
  mlp,
  relu,
  seeded,
  sigmoid,
  softmax,
  SoftmaxCrossEntropy,
  zeros,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("softmax() of a worked 2 x 2 example", () => {
  const z = new Matrix([[0, Math.log(3)], [5, 5]]);
  assertCloseTo(softmax(z), [[1 / 4, 3 / 4], [1 / 2, 1 / 2]], 1e-15);
});

Deno.test("softmax() is what SoftmaxCrossEntropy goes by, to the bit", () => {
  holds(fc.property(seed, fc.integer({ min: 2, max: 13 }), (of, classes) => {
    const z = drawn(of, 1, classes), loss = new SoftmaxCrossEntropy();
    loss.forward(z, [0]);
    // dz = y, but for the right class.
    const dz = loss.backward().getRow(0);
    assertEquals(softmax(z).getRow(0).slice(1), dz.slice(1));
  }));
});

Deno.test("softmax() of two logits is sigmoid() of their difference", () => {
  const z = drawn("two", 50, 2);
  const difference = new Matrix(z.to2DArray().map(([a, b]) => [b - a]));
  assertCloseTo(
    softmax(z).subMatrixColumn([1]),
    sigmoid(difference).to2DArray(),
    1e-15,
  );
});

Deno.test("softmax() neither overflows nor loses what differs", () => {
  const z = new Matrix([[1e308, -1e308], [1e15, 1e15 + 1], [-Infinity, 3]]);
  const [far, near, impossible] = softmax(z).to2DArray();
  assertEquals(far, [1, 0]);
  assertGreater(near[1], 0.73);
  assertEquals(impossible, [0, 1]);
  assertEquals(softmax(new Matrix([[NaN, 1], [Infinity, 1]])).to2DArray(), [
    [NaN, NaN],
    [NaN, NaN],
  ]);
});

Deno.test("softmax() leaves the logits as they were, and takes a network's output as it is", () => {
  const net = mlp([3, 4], { activation: relu, init: zeros(), rng: seeded(1) });
  const z = net.forward(drawn("x", 2, 3), "infer");
  assertUnchanged(() => softmax(z), z);
  assertEquals(
    softmax(z).to2DArray(),
    new Matrix(2, 4).fill(1 / 4).to2DArray(),
  );
});
