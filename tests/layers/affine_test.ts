import {
  assertEquals,
  assertGreater,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  Affine,
  he,
  type Initializer,
  mapElements,
  Matrix,
  normal,
  pytorchLinear,
  seeded,
  uniform,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { extremes } from "../_extremes.ts";

/** An affine layer with the weights and the bias given. */
function affine(weights: number[][], bias: number[]): Affine {
  const W = new Matrix(weights);
  const layer = new Affine(W.rows, W.columns, {
    init: () => W,
    rng: seeded("unused"),
  });
  layer.b.value = Matrix.rowVector(bias);
  return layer;
}

Deno.test("Affine.forward() is x W + b for a worked 2 x 2 example", () => {
  const layer = affine([[1, 2], [3, 4]], [10, 20]);
  const y = layer.forward(new Matrix([[1, 1], [0, -1]]));
  assertEquals(y.to2DArray(), [[14, 26], [7, 16]]);
});

Deno.test("Affine.backward() sets dW = x^T dy and db = sum dy, returns dy W^T", () => {
  const layer = affine([[1, 2], [3, 4]], [10, 20]);
  layer.forward(new Matrix([[1, 1], [0, -1]]));
  const dx = layer.backward(new Matrix([[1, 0], [2, 1]]));
  assertEquals(layer.W.grad.to2DArray(), [[1, 0], [-1, -1]]);
  assertEquals(layer.b.grad.to2DArray(), [[3, 1]]);
  assertEquals(dx.to2DArray(), [[1, 3], [4, 10]]);
});

Deno.test("Affine's gradients agree with the numerical gradient", () => {
  for (const [n, fanIn, fanOut] of [[6, 5, 3], [1, 3, 4], [7, 1, 1]]) {
    const init = he(), rng = seeded("affine");
    const layer = new Affine(fanIn, fanOut, { init, rng });
    layer.b.value = drawn("b", 1, fanOut);
    // Linear in each argument: central differences have only rounding errors.
    assertGradients(layer, drawn("x", n, fanIn), drawn("dout", n, fanOut), {
      bar: 1e-9,
    });
  }
});

Deno.test("new Affine() draws W with init and rng, and starts b at zeros", () => {
  const init = normal({ std: 0.1 });
  const layer = new Affine(4, 3, { init, rng: seeded(1) });
  assertEquals(layer.W.value.to2DArray(), init(seeded(1), 4, 3).to2DArray());
  assertEquals(layer.b.value.to2DArray(), [[0, 0, 0]]);
  assertEquals(layer.W.grad.to2DArray(), new Matrix(4, 3).to2DArray());
  assertStrictEquals(layer.params[0], layer.W);
  assertStrictEquals(layer.params[1], layer.b);
  assertEquals(layer.params.map(({ name }) => name), ["W", "b"]);
});

Deno.test("new Affine({ biasInit }) draws b after W, as a row of weights for its fans", () => {
  const init = normal({ std: 1 }), biasInit = pytorchLinear();
  const rng = seeded("order");
  const W = init(rng, 9, 4), b = biasInit(rng, 9, 4).getRowVector(0);
  const layer = new Affine(9, 4, { init, biasInit, rng: seeded("order") });
  assertCloseTo(layer.W.value, W, 0);
  assertCloseTo(layer.b.value, b, 0);
  assertGreater(extremes(mapElements(layer.b.value, Math.abs))[0], 0);
  const one = new Affine(9, 4, {
    init,
    biasInit: (rng, fanIn, fanOut) =>
      uniform({ limit: 1 / Math.sqrt(fanIn) })(rng, 1, fanOut),
    rng: seeded("order"),
  });
  assertCloseTo(one.b.value, b, 0);
});

Deno.test("new Affine() without biasInit draws W's numbers and no more", () => {
  const rng = seeded("stream"), other = seeded("stream");
  new Affine(5, 3, { init: he(), rng });
  he()(other, 5, 3);
  assertEquals(rng(), other());
});

Deno.test("new Affine() refuses a biasInit that gives no row of fanOut", () => {
  const init = he(), rng = seeded(1);
  for (const [rows, columns] of [[2, 3], [1, 4], [4, 1], [0, 3]]) {
    assertThrows(
      () =>
        new Affine(4, 3, {
          init,
          rng,
          biasInit: () => new Matrix(rows, columns),
        }),
      RangeError,
      `Cannot make Affine: biasInit must give 1 x 3 or 4 x 3 weights, got ${rows} x ${columns}`,
    );
  }
  assertThrows(
    () =>
      new Affine(4, 3, {
        init,
        rng,
        biasInit: (() => he) as unknown as Initializer,
      }),
    TypeError,
    "Cannot make Affine: biasInit must give a matrix of weights, got the function he",
  );
});

Deno.test("Affine leaves x, dout, W and b as they were", () => {
  const layer = new Affine(3, 2, { init: he(), rng: seeded(1) });
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 2);
  assertUnchanged(
    () => {
      layer.forward(x);
      layer.backward(dout);
    },
    x,
    dout,
    layer.W.value,
    layer.b.value,
  );
});

Deno.test("Affine refuses a batch of another width, or without rows", () => {
  const layer = new Affine(784, 10, { init: he(), rng: seeded(1) });
  assertThrows(
    () => layer.forward(new Matrix(128, 100)),
    RangeError,
    "Cannot multiply in Affine: x must have 784 columns, got 128 x 100",
  );
  assertThrows(
    () => layer.forward(new Matrix(0, 784)),
    RangeError,
    "Cannot multiply in Affine: x must have at least one row, got 0 x 784",
  );
});

Deno.test("Affine.backward() wants a forward pass, and its shape", () => {
  const layer = new Affine(3, 2, { init: he(), rng: seeded(1) });
  assertThrows(
    () => layer.backward(new Matrix(4, 2)),
    Error,
    "Cannot run Affine backward: call forward first",
  );
  layer.forward(new Matrix(4, 3));
  assertThrows(
    () => layer.backward(new Matrix(4, 3)),
    RangeError,
    "Cannot run Affine backward: dout must be 4 x 2, like the output of forward, got 4 x 3",
  );
});

Deno.test("new Affine() refuses fans below 1 and an init that gives no W", () => {
  const rng = seeded(1);
  assertThrows(
    () => new Affine(0, 2, { init: he(), rng }),
    RangeError,
    "fanIn must be a whole number of at least 1, got 0",
  );
  assertThrows(
    () => new Affine(2, 3, { init: () => new Matrix(3, 2), rng }),
    RangeError,
    "Cannot make Affine: init must give 2 x 3 weights, got 3 x 2",
  );
  assertThrows(
    () => new Affine(2, 3, { init: (() => he) as unknown as Initializer, rng }),
    TypeError,
    "Cannot make Affine: init must give a matrix of weights, got the function he",
  );
});

Deno.test("Affine's shapes are y N x fanOut, dx N x fanIn and its parameters' own", () => {
  holds(fc.property(size, size, size, seed, (n, fanIn, fanOut, seed) => {
    const layer = new Affine(fanIn, fanOut, { init: he(), rng: seeded(seed) });
    const x = drawn(`x${seed}`, n, fanIn), dout = drawn(`dy${seed}`, n, fanOut);
    const y = layer.forward(x), dx = layer.backward(dout);
    assertEquals([y.rows, y.columns], [n, fanOut]);
    assertEquals([dx.rows, dx.columns], [n, fanIn]);
    for (const { value, grad } of layer.params) {
      assertEquals([grad.rows, grad.columns], [value.rows, value.columns]);
    }
    // Linear in dout: a power of two scales all gradients bit for bit.
    const [dW, db] = layer.params.map(({ grad }) => grad.clone());
    const half = layer.backward(mapElements(dout, (v) => v / 2));
    const halves = [[half, dx], [layer.W.grad, dW], [layer.b.grad, db]];
    for (const [a, b] of halves) {
      assertCloseTo(
        a,
        mapElements(b, (v) => v / 2),
        0,
      );
    }
  }));
});
