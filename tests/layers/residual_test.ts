import {
  assertEquals,
  assertInstanceOf,
  assertNotStrictEquals,
  assertStrictEquals,
} from "@std/assert";
import fc from "fast-check";
import {
  accuracy,
  Affine,
  BatchNormalization,
  Dropout,
  he,
  identity,
  Matrix,
  Relu,
  Residual,
  seeded,
  Sequential,
  SGD,
  Tanh,
  train,
} from "weightlab";
import { gradientsThrough } from "../../lib/layers/pass.ts";
import { workspace } from "../../lib/storage/workspace.ts";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { examples } from "../training/_examples.ts";
import { passOn } from "./_composite.ts";

const affine = (fanIn: number, fanOut: number, name = "") =>
  new Affine(fanIn, fanOut, {
    init: he(),
    rng: seeded(`${fanIn}-${fanOut}${name}`),
  });

/** An affine map of these numbers. */
function map(W: number[][], b: number[]): Affine {
  const layer = affine(W.length, b.length);
  layer.W.value = new Matrix(W);
  layer.b.value = new Matrix([b]);
  return layer;
}

Deno.test("Residual of a worked example: y = F(x) + x, and back", () => {
  const block = new Residual(map([[1, 2], [3, 4]], [10, 20]));
  // F(1, 1) = (14, 26).
  assertEquals(
    block.forward(new Matrix([[1, 1]]), "train").to2DArray(),
    [[15, 27]],
  );
  // (1, 2) W^T = (5, 11).
  assertEquals(
    block.backward(new Matrix([[1, 2]])).to2DArray(),
    [[6, 13]],
  );
  assertEquals(
    block.params.map(({ grad }) => grad.to2DArray()),
    [[[1, 2], [1, 2]], [[1, 2]]],
  );
});

Deno.test("Residual of a worked example with a shortcut: y = F(x) + S(x)", () => {
  const block = new Residual([map([[1], [3]], [0]), new Relu()], {
    shortcut: map([[1], [-1]], [5]),
  });
  // F: 1 - 6 = -5, which ReLU makes 0; S: 1 + 2 + 5.
  assertEquals(
    block.forward(new Matrix([[1, -2]]), "infer").to2DArray(),
    [[8]],
  );
  assertEquals(block.backward(new Matrix([[2]])).to2DArray(), [[2, -2]]);
  assertEquals(
    block.params.map(({ grad }) => grad.to2DArray()),
    [[[0], [0]], [[0]], [[2], [-4]], [[2]]],
  );
});

Deno.test("Residual names what it is made of, and has its parameters", () => {
  const [a, b, s] = [affine(3, 3, "a"), affine(3, 3, "b"), affine(3, 3, "s")];
  const alone = new Residual(a);
  assertEquals([alone.name, alone.layers], ["Residual", [a]]);
  const both = new Residual([a, new Relu(), b], { shortcut: s });
  assertInstanceOf(both.layers[0], Sequential);
  assertEquals(both.layers[0].layers![2], b);
  assertStrictEquals(both.layers[1], s);
  assertEquals(both.params, [a.W, a.b, b.W, b.b, s.W, s.b]);
  const given = new Sequential([a]);
  assertStrictEquals(new Residual(given).layers[0], given);
});

Deno.test("Residual's gradients agree with the numerical, nested and normalized too", () => {
  const x = drawn("x", 6, 4), dout = drawn("dout", 6, 4);
  const wide = drawn("wide", 6, 3);
  const norm = () => {
    const layer = new BatchNormalization(4, { runningVariance: 2 });
    layer.gamma.value = drawn("gamma", 1, 4);
    layer.beta.value = drawn("beta", 1, 4);
    return layer;
  };
  assertGradients(new Residual([affine(4, 4), new Tanh()]), x, dout);
  assertGradients(
    new Residual([affine(4, 3), new Tanh()], { shortcut: affine(4, 3, "s") }),
    x,
    wide,
  );
  const nested = () =>
    new Residual([
      affine(4, 4),
      norm(),
      new Residual([new Tanh(), new Residual(affine(4, 4, "c"))]),
      affine(4, 4, "b"),
    ]);
  assertGradients(nested(), x, dout);
  assertGradients(nested(), x, dout, { mode: "infer" });
});

Deno.test("Residual gives the bits of its parts' sum, in a workspace or not", () => {
  const x = drawn("x", 7, 5), dout = drawn("dout", 7, 5);
  for (const mode of ["train", "infer"] as const) {
    for (const broken of [false, true]) {
      if (broken) {
        x.set(3, 2, NaN);
        x.set(1, 1, -0);
      }
      const inner = affine(5, 5), shortcut = affine(5, 5, "s");
      const block = new Residual(inner.clone(), { shortcut: shortcut.clone() });
      const y = Matrix.add(inner.forward(x), shortcut.forward(x));
      const dx = Matrix.add(inner.backward(dout), shortcut.backward(dout));
      const grads = [...inner.params, ...shortcut.params]
        .map(({ grad }) => grad);
      for (const around of [<T>(f: () => T) => f(), workspace]) {
        const got = around(() => [
          block.forward(x, mode).to2DArray(),
          block.backward(dout).to2DArray(),
        ]);
        assertEquals(got, [y.to2DArray(), dx.to2DArray()]);
        block.params.forEach(({ grad }, i) => assertEquals(grad, grads[i]));
      }
    }
  }
});

Deno.test("Residual changes neither x nor dout, whatever F gives", () => {
  // Dropout in "infer" mode, and a user's identity, which gives x itself.
  const same = passOn();
  const x = drawn("x", 3, 4), dout = drawn("dout", 3, 4);
  for (const inner of [same, new Dropout(0.5, { rng: seeded(1) })]) {
    const block = new Residual(inner);
    const [y, dx] = assertUnchanged(
      () => [block.forward(x, "infer"), block.backward(dout)],
      x,
      dout,
    );
    assertCloseTo(y, Matrix.mul(x, 2), 0);
    assertCloseTo(dx, Matrix.mul(dout, 2), 0);
  }
});

Deno.test("Residual.setGradients() sets what backward() sets", () => {
  const block = new Residual([new Tanh(), affine(4, 3)], {
    shortcut: affine(4, 3, "s"),
  });
  const x = drawn("x", 6, 4), dout = drawn("dout", 6, 3);
  block.forward(x, "train");
  block.backward(dout);
  const expected = block.params.map(({ grad }) => grad.to2DArray());
  for (const { grad } of block.params) grad.fill(NaN);
  workspace(() => {
    block.forward(x, "train");
    gradientsThrough(block, dout);
  });
  assertEquals(block.params.map(({ grad }) => grad.to2DArray()), expected);
});

Deno.test("Residual of zero weights is what it is given, as deep as you like", () => {
  holds(fc.property(size, size, seed, fc.nat(8), (n, width, seed, depth) => {
    const x = drawn(seed, n, width);
    const blocks = Array.from({ length: depth + 1 }, (_, i) => {
      const inner = affine(width, width, `${i}`);
      inner.W.value.fill(0);
      return new Residual([affine(width, width), new Relu(), inner]);
    });
    const net = new Sequential(blocks);
    assertEquals(net.forward(x, "train").to2DArray(), x.to2DArray());
    assertEquals(net.backward(x).to2DArray(), x.to2DArray());
  }));
});

Deno.test("Residual.clone() computes the same and shares nothing", () => {
  const norm = new BatchNormalization(4);
  const block = new Residual([affine(4, 4), norm], {
    shortcut: new Affine(4, 4, { init: identity(), rng: seeded(1) }),
  });
  const x = drawn("x", 6, 4), dout = drawn("dout", 6, 4);
  block.forward(drawn("before", 6, 4), "train");
  const clone = block.clone();
  assertEquals(clone.layers.map(({ name }) => name), ["Sequential", "Affine"]);
  assertNotStrictEquals(clone.layers[1], block.layers[1]);
  assertUnchanged(
    () => {
      clone.forward(x, "train");
      clone.backward(dout);
      new SGD({ lr: 1 }).update(clone.params);
    },
    ...block.params.flatMap(({ value, grad }) => [value, grad]),
    norm.runningMean,
    norm.runningVariance,
  );
  const twin = block.clone();
  for (const mode of ["train", "infer"] as const) {
    assertEquals(twin.forward(x, mode), block.forward(x, mode));
    assertEquals(twin.backward(dout), block.backward(dout));
  }
  assertEquals(new Residual(affine(4, 4)).clone().layers.length, 1);
});

Deno.test("Residual trains, in a network of its own kind", () => {
  const blocks = Array.from({ length: 10 }, (_, i) =>
    new Residual([
      new BatchNormalization(16),
      new Relu(),
      affine(16, 16, `${i}`),
    ]));
  const net = new Sequential([affine(4, 16), ...blocks, affine(16, 3)]);
  const data = examples(200);
  const { losses } = train(net, data, {
    optimizer: new SGD({ lr: 0.05 }),
    batchSize: 50,
    updates: 60,
    rng: seeded("batches"),
  });
  assertEquals(losses.every(Number.isFinite), true);
  assertEquals(accuracy(net, data) > 0.9, true);
});
