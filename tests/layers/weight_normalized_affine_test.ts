import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  Affine,
  columnMeans,
  columnSums,
  columnVariances,
  he,
  type Initializer,
  mapElements,
  Matrix,
  normal,
  pytorchLinear,
  seeded,
  SGD,
  WeightNormalizedAffine,
  zeros,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** A layer of these v, g and b. */
function normalized(
  v: number[][],
  g: number[],
  b: number[],
): WeightNormalizedAffine {
  const init = () => new Matrix(v), rng = seeded("unused");
  const layer = new WeightNormalizedAffine(v.length, b.length, { init, rng });
  layer.g.value = Matrix.rowVector(g);
  layer.b.value = Matrix.rowVector(b);
  return layer;
}

/** A layer whose v, g and b are all drawn. */
function random(
  fanIn: number,
  fanOut: number,
  seed: string | number = "layer",
): WeightNormalizedAffine {
  const init = normal({ std: 1 }), rng = seeded(seed);
  const layer = new WeightNormalizedAffine(fanIn, fanOut, { init, rng });
  layer.g.value = drawn(`g${seed}`, 1, fanOut);
  layer.b.value = drawn(`b${seed}`, 1, fanOut);
  return layer;
}

Deno.test("WeightNormalizedAffine.forward() is x (g v / |v|) + b for a worked 2 x 2 example", () => {
  // |v| = 5 and 2: W = [[6, 0], [8, -3]].
  const layer = normalized([[3, 0], [4, -2]], [10, 3], [1, 2]);
  const y = layer.forward(new Matrix([[1, 1], [0.5, -1]]));
  assertCloseTo(y, [[15, -1], [-4, 5]], 1e-14);
  assertCloseTo(layer.W.value, [[6, 0], [8, -3]], 1e-14);
});

Deno.test("WeightNormalizedAffine.backward() of a worked example: dg = dW u, dv = g / |v| (dW - dg u)", () => {
  const layer = normalized([[3, 0], [4, -2]], [10, 3], [1, 2]);
  layer.forward(new Matrix([[1, 1], [0.5, -1]]));
  const dx = layer.backward(new Matrix([[5, 0], [0, 1]]));
  // dW = x^T dy = [[5, .5], [5, -1]]; u = (.6, .8) and (0, -1): dg = 7 and 1.
  assertCloseTo(layer.W.grad, [[5, 0.5], [5, -1]], 1e-14);
  assertCloseTo(layer.g.grad, [[7, 1]], 1e-14);
  // 2 ((5, 5) - 7 (.6, .8)) and 1.5 ((.5, -1) - (0, -1)).
  assertCloseTo(layer.v.grad, [[1.6, 0.75], [-1.2, 0]], 1e-14);
  assertCloseTo(layer.b.grad, [[5, 1]], 0);
  assertCloseTo(dx, [[30, 40], [0, -3]], 1e-13);
});

Deno.test("WeightNormalizedAffine's gradients agree with the numerical, in both modes", () => {
  for (const [n, fanIn, fanOut] of [[6, 5, 3], [1, 3, 4], [7, 2, 1]]) {
    for (const mode of ["train", "infer"] as const) {
      const layer = random(fanIn, fanOut);
      const x = drawn("x", n, fanIn), dout = drawn("dout", n, fanOut);
      assertGradients(layer, x, dout, { mode });
    }
  }
  // Of one input v / |v| is a sign: v has no gradient.
  const layer = random(1, 3);
  layer.forward(drawn("x", 4, 1));
  layer.backward(drawn("dout", 4, 3));
  assertCloseTo(layer.v.grad, new Matrix(1, 3), 1e-13);
});

Deno.test("WeightNormalizedAffine starts with the weights that init draws, and b as Affine does", () => {
  const options = { init: he(), biasInit: pytorchLinear() };
  const layer = new WeightNormalizedAffine(9, 4, {
    ...options,
    rng: seeded("start"),
  });
  const plain = new Affine(9, 4, { ...options, rng: seeded("start") });
  assertEquals(layer.v.value.to2DArray(), plain.W.value.to2DArray());
  assertEquals(layer.W.value.to2DArray(), plain.W.value.to2DArray());
  assertEquals(layer.b.value.to2DArray(), plain.b.value.to2DArray());
  const squares = columnSums(mapElements(plain.W.value, (w) => w * w));
  assertCloseTo(layer.g.value, mapElements(squares, Math.sqrt), 1e-15);
  const x = drawn("x", 5, 9);
  assertCloseTo(layer.forward(x), plain.forward(x), 1e-14);
  assertEquals(layer.params, [layer.v, layer.g, layer.b]);
  assertEquals(layer.params.map(({ name }) => name), ["v", "g", "b"]);
  assertEquals(layer.name, "WeightNormalizedAffine");
  assert(layer instanceof Affine);
});

Deno.test("WeightNormalizedAffine knows nothing of v's length: by a power of two to the bit", () => {
  holds(fc.property(size, size, size, seed, (n, fanIn, fanOut, seed) => {
    const layer = random(fanIn, fanOut, seed);
    const x = drawn(`x${seed}`, n, fanIn), dout = drawn("d", n, fanOut);
    const all = () => {
      const y = layer.forward(x), dx = layer.backward(dout);
      return [y, dx, layer.g.grad].map((m) => m.to2DArray());
    };
    const before = all(), dv = layer.v.grad.clone();
    for (const factor of [0.25, 8]) {
      const v = layer.v.value.clone();
      layer.v.value.mul(factor);
      assertEquals(all(), before);
      // A v that is longer turns less.
      assertEquals(
        layer.v.grad.to2DArray(),
        mapElements(dv, (d) => d / factor).to2DArray(),
      );
      layer.v.value = v;
    }
    layer.v.value.mul(3);
    const [y] = all();
    assertCloseTo(new Matrix(y), before[0], 1e-12);
  }));
});

Deno.test("WeightNormalizedAffine takes lengths whose squares are no numbers, unit by unit", () => {
  const u = [[0.6, 0.6, 0.6, 0.6], [-0.8, -0.8, -0.8, -0.8]];
  const lengths = [1e200, 1, 1e-200, 1e-307];
  const v = u.map((row) => row.map((value, j) => value * lengths[j]));
  const layer = normalized(v, [5, 5, 5, 5], [0, 0, 0, 0]);
  const x = new Matrix([[1, 2]]);
  assertCloseTo(layer.forward(x), [[-5, -5, -5, -5]], 1e-13);
  layer.backward(new Matrix([[1, 1, 1, 1]]));
  assertCloseTo(layer.g.grad, [[-1, -1, -1, -1]], 1e-14);
  // dW = (1, 2), dg u = (-.6, .8): 5 / |v| (1.6, 1.2).
  layer.v.grad.getRow(0).forEach((dv, j) =>
    assertAlmostEquals(dv * lengths[j] / 5, 1.6, 1e-13)
  );
  const start = new WeightNormalizedAffine(2, 4, {
    init: () => new Matrix(v),
    rng: seeded("unused"),
  });
  start.g.value.getRow(0).forEach((g, j) =>
    assertAlmostEquals(g / lengths[j], 1, 1e-14)
  );
});

Deno.test("WeightNormalizedAffine refuses a unit without a direction", () => {
  const make = (init: Initializer) =>
    new WeightNormalizedAffine(2, 3, { init, rng: seeded(1) });
  assertThrows(
    () => make(zeros()),
    RangeError,
    "Cannot make WeightNormalizedAffine: init must give every unit a weight other than 0, got none for unit 1; it would point nowhere",
  );
  const layer = make(he());
  for (const row of [0, 1]) layer.v.value.set(row, 2, 0);
  assertThrows(
    () => layer.forward(new Matrix(1, 2)),
    RangeError,
    "Cannot multiply in WeightNormalizedAffine: v must give every unit a weight other than 0, got none for unit 3",
  );
});

Deno.test("WeightNormalizedAffine of a network that has diverged shows it, in that unit alone", () => {
  for (const bad of [NaN, Infinity]) {
    const layer = random(2, 2);
    layer.v.value.set(0, 1, bad);
    const [first, second] = layer.forward(new Matrix([[1, 2]])).getRow(0);
    assertEquals([Number.isFinite(first), second], [true, NaN]);
  }
});

Deno.test("WeightNormalizedAffine's v grows with every step of SGD, as its gradient is square to it", () => {
  const layer = random(5, 3), x = drawn("x", 8, 5), dout = drawn("d", 8, 3);
  const lengths = () =>
    columnSums(mapElements(layer.v.value, (v) => v * v)).getRow(0);
  layer.forward(x);
  layer.backward(dout);
  const along = columnSums(Matrix.mul(layer.v.value, layer.v.grad));
  assertCloseTo(along, new Matrix(1, 3), 1e-13);
  const before = lengths();
  new SGD({ lr: 0.1 }).update(layer.params);
  lengths().forEach((length, j) => assertGreater(length, before[j]));
});

Deno.test("WeightNormalizedAffine.makeWeights() makes W of v and g as they are", () => {
  const layer = normalized([[3], [4]], [5], [0]);
  layer.g.value.set(0, 0, 10);
  assertCloseTo(layer.W.value, [[3], [4]], 0);
  layer.makeWeights();
  assertCloseTo(layer.W.value, [[6], [8]], 1e-15);
});

Deno.test("WeightNormalizedAffine.setWeights() makes v and g of W", () => {
  const layer = random(2, 2), W = new Matrix([[3, 0], [4, -2]]);
  layer.setWeights(W);
  assertEquals(layer.v.value.to2DArray(), W.to2DArray());
  assertEquals(layer.g.value.to2DArray(), [[5, 2]]);
  assertCloseTo(layer.W.value, W, 1e-15);
  assertUnchanged(
    () => {
      assertThrows(
        () => layer.setWeights(new Matrix([[1, 0], [1, 0]])),
        RangeError,
        "Cannot set weights of WeightNormalizedAffine: W must give every unit a weight other than 0, got none for unit 2",
      );
    },
    layer.v.value,
    layer.g.value,
  );
});

Deno.test("WeightNormalizedAffine.initialize() gives every unit mean 0 and variance 1, and leaves v", () => {
  const layer = random(6, 4),
    x = mapElements(drawn("x", 50, 6), (v) => 3 * v + 1);
  assertUnchanged(() => layer.initialize(x), x, layer.v.value);
  const y = assertUnchanged(() => layer.forward(x), layer.W.value);
  assertCloseTo(columnMeans(y), new Matrix(1, 4), 1e-14);
  assertCloseTo(columnVariances(y), Matrix.ones(1, 4), 1e-14);
  // t = (3, 4) has the mean 3.5 and the standard deviation .5.
  const one = normalized([[2]], [7], [7]);
  one.initialize(new Matrix([[3], [4]]));
  assertEquals([one.g.value.get(0, 0), one.b.value.get(0, 0)], [2, -7]);
});

Deno.test("WeightNormalizedAffine.initialize() refuses a unit that does not vary, changing nothing", () => {
  const layer = normalized([[1, 0], [0, 1]], [1, 1], [0, 0]);
  const wrong: [number[][], string][] = [
    [[[1, 2], [3, 2]], "got 0 for unit 2"],
    [[[1, 2]], "got 0 for unit 1"],
    [[[1, 1e200], [3, -1e200]], "got Infinity for unit 2"],
    [[[NaN, 1], [3, 2]], "got NaN for unit 1"],
  ];
  for (const [x, got] of wrong) {
    assertUnchanged(
      () => {
        assertThrows(
          () => layer.initialize(new Matrix(x)),
          RangeError,
          `Cannot initialize WeightNormalizedAffine: x must give every unit a finite variance above 0, ${got}`,
        );
      },
      layer.v.value,
      layer.g.value,
      layer.b.value,
    );
  }
});

Deno.test("WeightNormalizedAffine leaves x, dout and its parameters as they were", () => {
  const layer = random(3, 2), x = drawn("x", 4, 3), dout = drawn("dout", 4, 2);
  assertUnchanged(
    () => {
      layer.forward(x);
      layer.backward(dout);
    },
    x,
    dout,
    ...layer.params.map(({ value }) => value),
  );
});

Deno.test("WeightNormalizedAffine.clone() computes the same, and shares nothing", () => {
  const layer = random(3, 2), x = drawn("x", 4, 3);
  const y = layer.forward(x);
  const clone = layer.clone();
  assertEquals(clone.W.value.to2DArray(), layer.W.value.to2DArray());
  layer.v.value.fill(1);
  layer.g.value.fill(1);
  layer.W.value.fill(1);
  assertEquals(clone.forward(x).to2DArray(), y.to2DArray());
});

Deno.test("WeightNormalizedAffine speaks of itself in messages, not of Affine", () => {
  const layer = random(3, 2), rng = seeded(1);
  const wrong: [() => unknown, string][] = [
    [
      () => layer.forward(new Matrix(4, 2)),
      "Cannot multiply in WeightNormalizedAffine: x must have 3 columns, got 4 x 2",
    ],
    [
      () => layer.backward(new Matrix(4, 2)),
      "Cannot run WeightNormalizedAffine backward: call forward first",
    ],
    [
      () =>
        new WeightNormalizedAffine(2, 3, { init: () => new Matrix(3, 2), rng }),
      "Cannot make WeightNormalizedAffine: init must give 2 x 3 weights, got 3 x 2",
    ],
    [
      () =>
        new WeightNormalizedAffine(2, 3, {
          init: he(),
          rng,
          biasInit: () => new Matrix(1, 2),
        }),
      "Cannot make WeightNormalizedAffine: biasInit must give 1 x 3 or 2 x 3 weights, got 1 x 2",
    ],
  ];
  for (const [call, message] of wrong) assertThrows(call, Error, message);
});
