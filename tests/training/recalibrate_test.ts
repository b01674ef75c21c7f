import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  accuracy,
  Affine,
  BatchNormalization,
  columnMeans,
  columnVariances,
  Dropout,
  Frozen,
  he,
  type Layer,
  Matrix,
  mlp,
  normal,
  recalibrate,
  Relu,
  relu,
  Residual,
  seeded,
  Sequential,
  SGD,
  train,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { madeOf, Skip } from "../layers/_composite.ts";
import { skewed } from "../layers/_batch_normalization.ts";
import { examples } from "./_examples.ts";

Deno.test("recalibrate() gives one batch normalization the population's moments: by hand", () => {
  // (0, 2, 4): mean 2, variance 8/3 biased and 4 unbiased.
  const x = Matrix.columnVector([0, 2, 4]);
  const variances = { biased: 8 / 3, unbiased: 4 };
  for (const estimator of ["biased", "unbiased"] as const) {
    for (
      const layer of [
        new BatchNormalization(1, { estimator }),
        new BatchNormalization(1, { estimator, ghostSize: 2 }),
      ]
    ) {
      recalibrate(layer, { x });
      assertCloseTo(layer.runningMean, [[2]], 0);
      assertCloseTo(layer.runningVariance, [[variances[estimator]]], 1e-15);
    }
  }
});

/** Normalizations at three depths, one in a network of its own, behind a dropout. */
function deep(estimator: "biased" | "unbiased") {
  const options = { eps: 0, estimator, runningMean: 5, runningVariance: 9 };
  const affine = (fanIn: number, fanOut: number) =>
    new Affine(fanIn, fanOut, { init: he(), rng: seeded(`${fanIn}`) });
  const normalizations = [
    new BatchNormalization(5, options),
    new BatchNormalization(6, options),
    new BatchNormalization(7, { ...options, ghostSize: 4 }),
  ] as const;
  const [first, second, third] = normalizations;
  const dropout = new Dropout(0.5, {
    rng: () => {
      throw new Error("drew a number");
    },
  });
  const inner = new Sequential([affine(5, 6), second, new Relu()]);
  const net = new Sequential([
    ...[affine(4, 5), first, new Relu(), dropout],
    ...[inner, affine(6, 7), third],
  ]);
  for (const p of net.params) {
    if (p.name !== "W") p.value = drawn(p.name, p.value.rows, p.value.columns);
  }
  return { net, normalizations };
}

Deno.test("recalibrate() gives every layer the moments of what it then sees", () => {
  const x = skewed("x", 40, 4);
  for (const estimator of ["biased", "unbiased"] as const) {
    const { net, normalizations } = deep(estimator);
    recalibrate(net, { x });
    const correction = estimator === "unbiased" ? 40 / 39 : 1;
    let h = x;
    const walk = (layer: Layer) => {
      if (layer instanceof Sequential) return layer.layers.forEach(walk);
      const normalization = normalizations.find((n) => n === layer);
      if (normalization !== undefined) {
        const variance = columnVariances(h).mul(correction);
        assertCloseTo(normalization.runningMean, columnMeans(h), 1e-13);
        assertCloseTo(normalization.runningVariance, variance, 1e-13);
      }
      h = layer.forward(h, "infer");
    };
    walk(net);
    // So the last one gives every feature mean beta and variance gamma^2.
    const { gamma, beta } = normalizations[2];
    assertCloseTo(columnMeans(h), beta.value, 1e-12);
    assertCloseTo(
      columnVariances(h).mul(correction),
      Matrix.mul(gamma.value, gamma.value),
      1e-12,
    );
  }
});

Deno.test("recalibrate() makes inference of the data what training computes of it whole", () => {
  const net = mlp([4, 7, 6, 3], {
    activation: relu,
    init: he(),
    rng: seeded("weights"),
    batchNorm: true,
  });
  const x = skewed("x", 30, 4);
  const whole = net.forward(x, "train");
  recalibrate(net, { x });
  assertCloseTo(net.forward(x, "infer"), whole, 1e-12);
});

Deno.test("recalibrate() replaces running averages that lag behind", () => {
  // Keras's momentum, .99: after 60 updates more than half of the start is left.
  const data = examples(200);
  const net = mlp([4, 16, 16, 3], {
    activation: relu,
    init: he(),
    rng: seeded("weights"),
    batchNorm: { convention: "keras", runningMean: 20, runningVariance: 50 },
  });
  train(net, data, {
    optimizer: new SGD({ lr: 0.5 }),
    batchSize: 50,
    updates: 60,
    rng: seeded("batches"),
  });
  assertLess(accuracy(net, data), 0.6);
  recalibrate(net, data);
  assertGreater(accuracy(net, data), 0.9);
});

Deno.test("recalibrate() replaces averages that are NaN, and repeats itself", () => {
  const { net, normalizations } = deep("biased");
  for (const { runningMean } of normalizations) runningMean.fill(NaN);
  const x = skewed("x", 12, 4);
  recalibrate(net, { x });
  const running = normalizations.flatMap((layer) => [
    layer.runningMean,
    layer.runningVariance,
  ]);
  for (const values of running) assert(Number.isFinite(values.sum()));
  assertUnchanged(() => recalibrate(net, { x }), ...running);
});

Deno.test("recalibrate() changes neither the data nor the parameters", () => {
  const { net } = deep("unbiased");
  const x = skewed("x", 12, 4);
  assertUnchanged(
    () => recalibrate(net, { x }),
    x,
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
  );
});

Deno.test("recalibrate() refuses what it cannot measure, losing nothing", () => {
  const { net, normalizations } = deep("biased");
  const good = drawn("x", 5, 4);
  const plain = mlp([4, 3, 2], {
    activation: relu,
    init: he(),
    rng: seeded(1),
  });
  const wrong: [Layer, Matrix, string][] = [
    [net, new Matrix(1, 4), "data.x must have at least 2 rows, got 1 x 4"],
    [net, new Matrix(0, 4), "data.x must have at least 2 rows, got 0 x 4"],
    [
      net,
      good.clone().set(3, 2, NaN),
      "data.x must hold finite numbers, got NaN in row 3, column 2",
    ],
    [
      plain,
      good,
      "net must hold a batch normalization that is not frozen, got Affine, ReLU, Affine",
    ],
  ];
  for (const [net, x, message] of wrong) {
    assertUnchanged(
      () => {
        assertThrows(
          () => recalibrate(net, { x }),
          RangeError,
          `Cannot recalibrate: ${message}`,
        );
      },
      ...normalizations.flatMap((layer) => [
        layer.runningMean,
        layer.runningVariance,
      ]),
    );
  }
});

/** Every batch normalization of a network, those within layers too. */
function normalizationsOf(net: Layer): BatchNormalization[] {
  return net instanceof BatchNormalization
    ? [net]
    : net.layers?.flatMap(normalizationsOf) ?? [];
}

/** A normalization in a block, by what makes a block of layers. */
const BLOCKS: Record<string, (layers: readonly Layer[]) => Layer> = {
  Residual: (layers) => new Residual(layers),
  "a user's": (layers) => new Skip(layers),
  "one three deep": (layers) =>
    new Residual(new Skip([new Residual(new Sequential(layers))])),
};

for (const [name, block] of Object.entries(BLOCKS)) {
  Deno.test(`recalibrate() gives normalizations within blocks what arrives there: ${name}`, () => {
    const affine = (fanIn: number, fanOut: number, seed: string) =>
      new Affine(fanIn, fanOut, { init: he(), rng: seeded(seed) });
    const net = new Sequential([
      affine(4, 5, "first"),
      block([affine(5, 5, "in"), new BatchNormalization(5), new Relu()]),
      new BatchNormalization(5),
      affine(5, 3, "last"),
    ]);
    const x = skewed("x", 30, 4), all = normalizationsOf(net);
    assertEquals(all.length, 2);
    // Training sees the same moments, of all of the data as one batch.
    const whole = net.forward(x, "train");
    recalibrate(net, { x });
    assertCloseTo(net.forward(x, "infer"), whole, 1e-12);
    const h = net.layers[0].forward(x, "infer");
    const inside = affine(5, 5, "in").forward(h);
    assertCloseTo(all[0].runningMean, columnMeans(inside), 1e-12);
    assertCloseTo(all[0].runningVariance, columnVariances(inside), 1e-12);
  });
}

Deno.test("recalibrate() finds sixty within a user's blocks, and nothing beside", () => {
  const blocks = Array.from({ length: 60 }, (_, i) =>
    new Skip([
      new Affine(6, 6, { init: normal({ std: 0.1 }), rng: seeded(`${i}`) }),
      new BatchNormalization(6, { runningMean: 7 }),
      new Relu(),
    ]));
  const net = new Sequential(blocks), x = skewed("x", 20, 6);
  const keys = () =>
    blocks.flatMap(({ layers }) => layers!.map((l) => Reflect.ownKeys(l)));
  const before = keys(), whole = net.forward(x, "train");
  assertUnchanged(
    () => recalibrate(net, { x }),
    x,
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
  );
  assertEquals(keys(), before);
  assertEquals(normalizationsOf(net).length, 60);
  const got = net.forward(x, "infer");
  assertCloseTo(got, whole, 1e-9 * got.max());
});

Deno.test("recalibrate() refuses a network of which it cannot see all, losing nothing", () => {
  const inner = new BatchNormalization(4), top = new BatchNormalization(4);
  const silent = new Skip([new Relu(), inner], { names: false, name: "Block" });
  const x = skewed("x", 12, 4);
  const twice = new BatchNormalization(4);
  const wrong: [Layer, string][] = [
    [
      new Sequential([silent, top]),
      "Block 1 must name the layers that it is made of, as its layers, got none that is the BatchNormalization whose parameters it has; give it a property layers that lists them",
    ],
    [
      new Sequential([new Relu(), new Residual(silent)]),
      "Residual 1 > Block 1 must name the layers",
    ],
    [
      new Sequential([
        top,
        madeOf([twice], {
          forward: (x) => twice.forward(twice.forward(x, "infer"), "infer"),
          backward: (dout) => dout,
        }),
      ]),
      "Made 1 > BatchNormalization 1 must run forward once in a pass, as it remembers one pass, got a second run",
    ],
    [
      new Sequential([
        top,
        madeOf([twice], { forward: (x) => x, backward: (dout) => dout }),
      ]),
      "Made 1 > BatchNormalization 1 must run forward once in a pass, as it is named in layers, got no run",
    ],
  ];
  for (const [net, message] of wrong) {
    assertUnchanged(
      () => {
        assertThrows(
          () => recalibrate(net, { x }),
          RangeError,
          `Cannot recalibrate: ${message}`,
        );
      },
      ...[inner, top, twice].flatMap((layer) => [
        layer.runningMean,
        layer.runningVariance,
      ]),
    );
  }
  // An affine map that is not named hides no averages.
  const affine = new Affine(4, 4, { init: he(), rng: seeded(1) });
  recalibrate(new Sequential([new Skip([affine], { names: false }), top]), {
    x,
  });
});

Deno.test("recalibrate() leaves a frozen batch normalization as it is", () => {
  const inside = new BatchNormalization(4, { runningMean: 5 });
  const frozen = new Frozen(new Residual([new Relu(), inside]));
  const top = new BatchNormalization(4);
  const net = new Sequential([frozen, top]), x = skewed("x", 12, 4);
  assertUnchanged(
    () => recalibrate(net, { x }),
    inside.runningMean,
    inside.runningVariance,
  );
  assertCloseTo(top.runningMean, columnMeans(frozen.forward(x, "infer")), 0);
  assertThrows(
    () => recalibrate(frozen, { x }),
    RangeError,
    "Cannot recalibrate: net must hold a batch normalization that is not frozen, got frozen layers alone",
  );
});
