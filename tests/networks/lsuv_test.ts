import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertThrows,
} from "@std/assert";
import {
  Affine,
  BatchNormalization,
  columnMeans,
  constant,
  Frozen,
  he,
  type Layer,
  lsuv,
  mapElements,
  matmul,
  Matrix,
  mlp,
  type MlpOptions,
  normal,
  orthogonal,
  Relu,
  relu,
  Residual,
  seeded,
  Sequential,
  sigmoid,
  tanh,
  WeightNormalizedAffine,
  zeros,
} from "weightlab";
import { table } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { madeOf, Skip } from "../layers/_composite.ts";

/** A layer 1 -> 1 with the weight and the bias given. */
function single(w: number, b = 0): Sequential {
  const init = constant({ value: w }), biasInit = constant({ value: b });
  return new Sequential([new Affine(1, 1, { init, biasInit, rng: seeded(1) })]);
}

/** The outputs of each affine layer of a pass in "train" mode. */
function affineOutputs(net: Sequential, x: Matrix): Matrix[] {
  const outputs: Matrix[] = [];
  for (const layer of net.layers) {
    x = layer.forward(x, "train");
    if (layer instanceof Affine) outputs.push(x);
  }
  return outputs;
}

function variance(y: Matrix): number {
  const mean = y.mean();
  return mapElements(y, (v) => (v - mean) ** 2).mean();
}

Deno.test("lsuv() of a worked example: w = 2 on -1 and 1 becomes 1", () => {
  const net = single(2, 7);
  const done = lsuv(net, new Matrix([[-1], [1]]));
  assertEquals(done, [
    { layer: "Affine 1", before: 4, after: 1, scale: 0.5, iterations: 1 },
  ]);
  assertEquals(net.params.map(({ value }) => value.get(0, 0)), [1, 7]);
});

for (const activation of [sigmoid, tanh, relu]) {
  for (const batchNorm of [false, true]) {
    const title = `${activation.name}${batchNorm ? " with batchNorm" : ""}`;
    Deno.test(`lsuv() gives every affine layer outputs of variance 1: ${title}`, () => {
      const net = mlp([20, 30, 15, 30, 10], {
        activation,
        init: normal({ std: 0.05 }),
        rng: seeded("lsuv"),
        batchNorm,
      });
      const x = mapElements(drawn("x", 50, 20), (v) => 3 * v + 1);
      const done = assertUnchanged(() => lsuv(net, x), x);
      assertEquals(done.length, 4);
      for (const [i, y] of affineOutputs(net, x).entries()) {
        assertAlmostEquals(variance(y), 1, 1e-12);
        assertAlmostEquals(done[i].after, 1, 1e-12);
        assertEquals([done[i].layer, done[i].iterations], [
          `Affine ${i + 1}`,
          1,
        ]);
        assertAlmostEquals(done[i].scale, done[i].before ** -0.5, 1e-12);
      }
    });
  }
}

Deno.test("lsuv({ rng }) starts from orthonormal weights, drawn first layer to last", () => {
  const options = { activation: relu, init: zeros(), rng: seeded("unused") };
  const net = mlp([8, 6, 9], options);
  const done = lsuv(net, drawn("x", 40, 8), { rng: seeded("start") });
  const rng = seeded("start");
  const weights = net.params.filter(({ name }) => name === "W");
  for (const [i, [fanIn, fanOut]] of [[8, 6], [6, 9]].entries()) {
    const q = orthogonal()(rng, fanIn, fanOut), { scale } = done[i];
    assertCloseTo(weights[i].value, mapElements(q, (v) => scale * v), 1e-14);
  }
  const W = weights[0].value;
  const gram = matmul(W, W, { transposeA: true });
  const square = done[0].scale ** 2;
  assertCloseTo(gram, mapElements(Matrix.eye(6), (v) => square * v), 1e-12);
});

Deno.test("lsuv() without rng scales the weights that the network has", () => {
  const init = he();
  const net = mlp([8, 6, 9], { activation: tanh, init, rng: seeded("own") });
  const [{ scale }] = lsuv(net, drawn("x", 40, 8));
  const W = init(seeded("own"), 8, 6);
  assertCloseTo(net.params[0].value, mapElements(W, (v) => scale * v), 1e-15);
});

Deno.test("lsuv({ tolerance }) leaves a layer that is near enough", () => {
  const x = new Matrix([[-1], [1]]);
  assertEquals(lsuv(single(1.02), x)[0].iterations, 0);
  assertEquals(lsuv(single(1.06), x)[0].iterations, 1); // 1.06^2 is 1.1236.
  const [{ iterations, after }] = lsuv(single(1.02), x, { tolerance: 0.01 });
  assertEquals(iterations, 1);
  assertAlmostEquals(after, 1, 1e-15);
});

Deno.test("lsuv() takes several steps with biases, at most maxIterations", () => {
  const biased = (value: number) => {
    const layer = new Affine(1, 2, {
      init: constant({ value: 3 }),
      rng: seeded(1),
    });
    layer.b.value = new Matrix([[-value, value]]);
    return new Sequential([layer]);
  };
  const x = new Matrix([[-1], [1]]);
  // Outputs +-w +- b have the variance w^2 + b^2: w^2 -> 3/4 for b = 1/2, by steps
  // w^2 / (w^2 + 1/4).
  const net = biased(0.5);
  const [{ after, iterations, scale }] = lsuv(net, x, {
    tolerance: 1e-6,
    maxIterations: 50,
  });
  assertAlmostEquals(after, 1, 1e-6);
  assertGreater(iterations, 2);
  assertAlmostEquals(net.params[0].value.get(0, 0), Math.sqrt(0.75), 1e-6);
  assertAlmostEquals(3 * scale, Math.sqrt(0.75), 1e-6);
  // b = 2 alone has the variance 4: no w makes it 1.
  for (const maxIterations of [1, 3]) {
    const [row] = lsuv(biased(2), x, { maxIterations });
    assertEquals(row.iterations, maxIterations);
    assertGreater(row.after, 4);
  }
  assertEquals(lsuv(biased(2), x)[0].iterations, 10);
});

Deno.test("lsuv() takes the batch into running averages once, at its final scale", () => {
  const net = mlp([5, 4, 2], {
    activation: relu,
    init: he(),
    rng: seeded(1),
    batchNorm: { momentum: 0.9 },
  });
  const x = drawn("x", 30, 5);
  lsuv(net, x);
  const [affine, normalization] = net.layers;
  assert(normalization instanceof BatchNormalization);
  const means = columnMeans(affine.forward(x, "train"));
  assertCloseTo(
    normalization.runningMean,
    mapElements(means, (v) => 0.1 * v),
    1e-15,
  );
});

Deno.test("lsuv() goes into networks inside a network", () => {
  const rng = seeded(1), init = he();
  const inner = new Sequential([new Affine(4, 5, { init, rng }), new Relu()]);
  const net = new Sequential([inner, new Affine(5, 3, { init, rng })]);
  const done = lsuv(net, drawn("x", 20, 4), { tolerance: 1e-6 });
  assertEquals(done.map(({ layer }) => layer), ["Affine 1", "Affine 2"]);
  const y = net.forward(drawn("x", 20, 4), "infer");
  assertAlmostEquals(variance(y), 1, 1e-12);
});

Deno.test("lsuv() gives rows for a table", () => {
  const { text } = table(lsuv(single(2), new Matrix([[-1], [1]])));
  assertEquals(
    text,
    "layer     before  after  scale  iterations\nAffine 1       4      1    0.5           1",
  );
});

Deno.test("lsuv() refuses a layer without variance and leaves all weights as they were", () => {
  const rng = seeded(1), init = normal({ std: 0.3 });
  const net = new Sequential([
    new Affine(4, 5, { init, rng }),
    new Relu(),
    new Affine(5, 3, { init: zeros(), rng }),
  ]);
  const weights = net.params.map(({ value }) => value);
  assertUnchanged(() =>
    assertThrows(
      () => lsuv(net, drawn("x", 20, 4)),
      RangeError,
      "Cannot run lsuv: the outputs of Affine 2 must have a finite variance above 0 on the batch, got 0",
    ), ...weights);
  // Outputs that are all .1 x 3 = .30000000000000004: their mean is rounded.
  const x = new Matrix(7, 1).fill(0.1);
  assertThrows(() => lsuv(single(3), x), RangeError, "got 0");
});

Deno.test("lsuv() refuses weights that give no finite variance", () => {
  for (const [w, got] of [[NaN, NaN], [1e200, Infinity]]) {
    const net = single(1);
    net.params[0].value.set(0, 0, w);
    assertThrows(
      () => lsuv(net, new Matrix([[-1], [1]])),
      RangeError,
      `the outputs of Affine 1 must have a finite variance above 0 on the batch, got ${got}`,
    );
    assertEquals(net.params[0].value.get(0, 0), w);
  }
});

Deno.test("lsuv() refuses a batch that is empty, not finite or of another width", () => {
  const net = single(1);
  const wrong: [Matrix, string][] = [
    [new Matrix(0, 1), "batch must have at least one row, got 0 x 1"],
    [
      new Matrix([[1], [NaN]]),
      "batch must hold finite numbers, got NaN in row 1, column 0",
    ],
    [
      new Matrix([[-Infinity]]),
      "batch must hold finite numbers, got -Infinity in row 0, column 0",
    ],
    [new Matrix(2, 3), "x must have 1 columns, got 2 x 3"],
  ];
  for (const [batch, message] of wrong) {
    assertThrows(() => lsuv(net, batch), RangeError, message);
  }
});

Deno.test("lsuv() has tolerance .1 and 10 steps at most unless told", async () => {
  const batch = drawn("batch", 20, 4);
  // Biases that vary by more than 1 leave nothing to the weights: all steps are taken.
  const scaled = (
    std: number,
    options: { tolerance?: number; maxIterations?: number },
  ) => {
    const affine = new Affine(4, 3, { init: normal({ std }), rng: seeded(1) });
    const biases = std === 1 ? [0, 0, 0] : [-9, 0, 9];
    biases.forEach((b, j) => affine.b.value.set(0, j, b));
    return lsuv(affine, batch, options);
  };
  await assertDefaults(
    (options: { maxIterations?: number }) => scaled(0.1, options),
    { maxIterations: [10, 11] },
  );
  assertEquals(scaled(0.1, {})[0].iterations, 10);
  // A variance that is off by .10005: a hair outside of the tolerance.
  const [{ before }] = scaled(1, {});
  await assertDefaults(
    (options: { tolerance?: number }) => {
      const init = normal({ std: Math.sqrt(1.10005 / before) });
      const affine = new Affine(4, 3, { init, rng: seeded(1) });
      return lsuv(affine, batch, options);
    },
    { tolerance: [0.1, 0.1001] },
  );
});

Deno.test("lsuv() takes a step where the variance is off by the tolerance exactly", () => {
  // Outputs 1.5 and -1.5 have the variance 2.25, which is off by 1.25.
  const steps = (tolerance: number) => {
    const affine = new Affine(1, 1, {
      init: constant({ value: 1 }),
      rng: seeded(1),
    });
    return lsuv(affine, new Matrix([[1.5], [-1.5]]), { tolerance })[0]
      .iterations;
  };
  assertEquals([steps(1.25), steps(1.25 + 1e-15)], [1, 0]);
});

Deno.test("lsuv() refuses a network without affine layers, and options out of range", () => {
  const x = new Matrix([[-1], [1]]);
  assertThrows(
    () => lsuv(new Sequential([new Relu(), new Relu()]), x),
    RangeError,
    "Cannot run lsuv: net must hold an Affine layer that is not frozen, got ReLU, ReLU",
  );
  for (const tolerance of [0, -1, NaN]) {
    assertThrows(
      () => lsuv(single(1), x, { tolerance }),
      RangeError,
      `Cannot run lsuv: tolerance must be a finite number above 0, got ${tolerance}`,
    );
  }
  for (const maxIterations of [0, 2.5, NaN]) {
    assertThrows(
      () => lsuv(single(1), x, { maxIterations }),
      RangeError,
      `Cannot run lsuv: maxIterations must be a whole number of at least 1, got ${maxIterations}`,
    );
  }
});

Deno.test("lsuv() scales the affine layers within blocks as the batch arrives at them", () => {
  const affine = (fanIn: number, fanOut: number) =>
    new Affine(fanIn, fanOut, {
      init: normal({ std: 0.3 }),
      rng: seeded(`${fanIn}-${fanOut}`),
    });
  const innermost = affine(6, 6);
  const parts = [affine(5, 6), affine(6, 6), affine(6, 7), affine(6, 7)];
  const [first, inner, narrow, past] = parts, last = affine(7, 2);
  const net = new Sequential([
    first,
    new Skip([inner, new Relu(), new Residual(innermost)]),
    new Residual([new BatchNormalization(6), narrow], { shortcut: past }),
    last,
  ]);
  const x = drawn("x", 50, 5);
  const done = lsuv(net, x);
  assertEquals(done.map(({ layer }) => layer), [
    "Affine 1",
    "Skip 1 > Affine 1",
    "Skip 1 > Residual 1 > Affine 1",
    "Residual 1 > Affine 1",
    "Residual 1 > Affine 2",
    "Affine 2",
  ]);
  for (const { after } of done) assertAlmostEquals(after, 1, 1e-12);
  // Each one's outputs have it in the network, with all of them scaled.
  const z = first.forward(x), h = inner.forward(z);
  const r = mapElements(h, (v) => Math.max(0, v));
  const block = Matrix.add(innermost.forward(r), r).add(z);
  for (
    const y of [z, h, innermost.forward(r), past.forward(block)]
  ) assertAlmostEquals(variance(y), 1, 1e-12);
  assertAlmostEquals(variance(net.forward(x, "train")), 1, 1e-12);
});

Deno.test("lsuv() refuses a block that has an affine layer and does not name it, losing nothing", () => {
  const affine = () =>
    new Affine(4, 4, { init: normal({ std: 3 }), rng: seeded("silent") });
  const silent = new Skip([affine(), new Relu()], { names: false });
  const idle = affine();
  const named = madeOf([idle], { forward: (x) => x, backward: (d) => d });
  const cases: [Layer, string][] = [
    [
      silent,
      "Skip 1 must name the layers that it is made of, as its layers, got none that is the Affine whose parameters it has; give it a property layers that lists them",
    ],
    [named, "Made 1 > Affine 1 must run forward once in a pass"],
  ];
  for (const [block, message] of cases) {
    const net = new Sequential([affine(), block]);
    assertUnchanged(() =>
      assertThrows(
        () => lsuv(net, drawn("x", 20, 4), { rng: seeded(1) }),
        RangeError,
        `Cannot run lsuv: ${message}`,
      ), ...net.params.map(({ value }) => value));
  }
});

/** A network of weight-normalized layers, and the same of plain ones. */
function twins(): Sequential[] {
  const affines: MlpOptions["affine"][] = [
    (...asked) => new WeightNormalizedAffine(...asked),
    undefined,
  ];
  return affines.map((affine) =>
    mlp([5, 30, 20, 4], {
      activation: tanh,
      init: normal({ std: 0.01 }),
      rng: seeded("twins"),
      affine,
    })
  );
}

Deno.test("lsuv() divides g of weight-normalized layers, and leaves v", () => {
  const [net, plain] = twins(), x = drawn("x", 40, 5);
  const v = net.params.filter(({ name }) => name === "v")
    .map(({ value }) => value);
  const done = assertUnchanged(() => lsuv(net, x), ...v);
  const other = lsuv(plain, x);
  assertEquals(done.length, 3);
  done.forEach(({ before, after, scale, iterations }, i) => {
    assertEquals(iterations, other[i].iterations);
    assertAlmostEquals(before / other[i].before, 1, 1e-12);
    assertAlmostEquals(scale / other[i].scale, 1, 1e-12);
    assertAlmostEquals(after, 1, 1e-12);
  });
  assertCloseTo(net.forward(x, "infer"), plain.forward(x, "infer"), 1e-12);
});

Deno.test("lsuv({ rng }) gives weight-normalized layers the orthonormal weights it draws", () => {
  const [net, plain] = twins(), x = drawn("x", 40, 5);
  lsuv(net, x, { rng: seeded("start") });
  lsuv(plain, x, { rng: seeded("start") });
  assertCloseTo(net.forward(x, "infer"), plain.forward(x, "infer"), 1e-12);
});

Deno.test("lsuv() leaves weight-normalized layers as they were where it refuses", () => {
  const [net] = twins(), none = new Matrix(4, 5);
  assertUnchanged(
    () => {
      assertThrows(
        () => lsuv(net, none, { rng: seeded("start") }),
        RangeError,
      );
    },
    ...net.params.map(({ value }) => value),
  );
});

Deno.test("lsuv() leaves frozen layers as they are, and scales what stands behind them", () => {
  const affine = (seed: number) =>
    new Affine(5, 5, { init: normal({ std: 0.3 }), rng: seeded(seed) });
  const inside = affine(1), last = affine(2), x = drawn("x", 40, 5);
  const frozen = new Frozen(new Residual([inside, new Relu()]));
  const net = new Sequential([frozen, last]);
  for (const options of [{}, { rng: seeded("orthonormal") }]) {
    assertUnchanged(
      () => {
        const [row, ...others] = lsuv(net, x, options);
        assertEquals([row.layer, others], ["Affine 1", []]);
        assertAlmostEquals(row.after, 1, 1e-12);
      },
      inside.W.value,
    );
  }
  assertThrows(
    () => lsuv(frozen, x),
    RangeError,
    "Cannot run lsuv: net must hold an Affine layer that is not frozen, got frozen layers alone",
  );
});

Deno.test("lsuv() that fails leaves weights and running averages as they were", () => {
  const affine = (value: number) =>
    new Affine(3, 3, { init: constant({ value }), rng: seeded(1) });
  const normalization = new BatchNormalization(3), first = affine(0.5);
  const silent = new Skip([normalization, new Relu()], { names: false });
  // The last one's weights of zero leave no variance to scale.
  const net = new Sequential([first, silent, affine(0)]);
  assertUnchanged(
    () => {
      assertThrows(
        () => lsuv(net, drawn("x", 20, 3)),
        RangeError,
        "the outputs of Affine 2 must have a finite variance above 0",
      );
    },
    first.W.value,
    normalization.runningMean,
    normalization.runningVariance,
  );
});
