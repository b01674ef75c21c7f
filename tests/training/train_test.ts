import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  accuracy,
  Affine,
  type Data,
  l2Penalty,
  type Layer,
  Matrix,
  type Mode,
  normal,
  seeded,
  SGD,
  train,
  type TrainOptions,
  zeros,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { examples, network } from "./_examples.ts";

function options(more: Partial<TrainOptions> = {}): TrainOptions {
  return {
    optimizer: new SGD({ lr: 0.1 }),
    batchSize: 10,
    updates: 25,
    rng: seeded("batches"),
    ...more,
  };
}

/** Passes everything on to `net`, and keeps what went in, by mode. */
class Recorder implements Layer {
  readonly name = "Recorder";
  readonly seen: { mode: Mode; x: number[][] }[] = [];
  constructor(readonly net: Layer) {}

  get params() {
    return this.net.params;
  }

  forward(x: Matrix, mode: Mode): Matrix {
    this.seen.push({ mode, x: x.to2DArray() });
    return this.net.forward(x, mode);
  }

  backward(dout: Matrix): Matrix {
    return this.net.backward(dout);
  }
}

Deno.test("train() makes one worked update: W -= lr x^T (y - t)", () => {
  const net = new Affine(1, 2, { init: zeros(), rng: seeded(1) });
  const data = { x: new Matrix([[3]]), t: Uint8Array.of(1) };
  const { losses } = train(net, data, {
    optimizer: new SGD({ lr: 0.1 }),
    batchSize: 2, // twice the only example
    updates: 1,
    rng: seeded(1),
  });
  assertAlmostEquals(losses[0], Math.log(2), 1e-15);
  // y - t = (.5, -.5), in both rows, over 2.
  assertCloseTo(net.W.value, [[-0.15, 0.15]], 1e-15);
  assertCloseTo(net.b.value, [[-0.05, 0.05]], 1e-15);
});

Deno.test("train() adds the penalty to the loss and to the gradient: one worked update", () => {
  const net = new Affine(1, 2, { init: zeros(), rng: seeded(1) });
  net.W.value = new Matrix([[2, 2]]);
  net.b.value = new Matrix([[4, 4]]);
  const data = { x: new Matrix([[3]]), t: Uint8Array.of(1) };
  const { losses } = train(net, data, {
    optimizer: new SGD({ lr: 0.1 }),
    batchSize: 1,
    updates: 1,
    rng: seeded(1),
    penalty: l2Penalty({ lambda: 0.5 }),
  });
  // 8 / 4 for the squares of W; the bias has none.
  assertAlmostEquals(losses[0], Math.log(2) + 2, 1e-15);
  // x (y - t) + lambda W = 3 (.5, -.5) + (1, 1).
  assertCloseTo(net.W.value, [[2 - 0.25, 2 + 0.05]], 1e-15);
  assertCloseTo(net.b.value, [[4 - 0.05, 4 + 0.05]], 1e-15);
});

Deno.test("train() without a penalty is train() with one of 0, bit for bit", () => {
  const run = (more: Partial<TrainOptions>) => {
    const net = network();
    const { losses } = train(net, examples(20), options(more));
    return [losses, net.params.map(({ value }) => value.to2DArray())];
  };
  assertEquals(run({}), run({ penalty: l2Penalty({ lambda: 0 }) }));
  assertNotEquals(run({}), run({ penalty: l2Penalty({ lambda: 0.1 }) }));
});

Deno.test("train() learns: the loss falls and the accuracy rises", () => {
  const history = train(
    network(),
    examples(100),
    options({
      updates: 401,
      evaluateEvery: 100,
    }),
  );
  const { losses, trainAccuracy } = history;
  assertLess(losses[400], losses[0] / 2);
  assertGreater(trainAccuracy.at(-1)!, 0.85);
});

Deno.test("train() measures after update 1, 1 + evaluateEvery, ...", () => {
  const test = examples(7, "test");
  const history = train(
    network(),
    examples(20),
    options({ evaluateEvery: 10, test }),
  );
  assertEquals(history.losses.length, 25);
  assertEquals(history.evaluatedAt, [1, 11, 21]);
  assertEquals(history.trainAccuracy.length, 3);
  assertEquals(history.testAccuracy?.length, 3);
  const each = train(network(), examples(20), options({ evaluateEvery: 1 }));
  assertEquals(each.evaluatedAt.length, 25);
  assertEquals("testAccuracy" in each, false);
});

Deno.test("train() measures over all of the data, not over the batch", () => {
  const net = new Recorder(network());
  train(net, examples(20), options({ updates: 3, evaluateEvery: 2 }));
  assertEquals(
    net.seen.map(({ mode, x }) => [mode, x.length]),
    [
      ["infer", 1], // how many outputs there are, for the labels
      ["train", 10],
      ["infer", 20],
      ["train", 10],
      ["train", 10],
      ["infer", 20],
    ],
  );
});

Deno.test("train() never measures unless asked", () => {
  const net = new Recorder(network());
  const history = train(net, examples(20), options());
  const [first, ...rest] = net.seen.map(({ mode, x }) => [mode, x.length]);
  assertEquals(first, ["infer", 1]);
  assertEquals(rest, Array.from({ length: 25 }, () => ["train", 10]));
  assertEquals([history.evaluatedAt, history.trainAccuracy], [[], []]);
});

Deno.test("train() draws the same batches whatever the weights are", () => {
  const batches = [normal({ std: 1 }), zeros()].map((init) => {
    const net = new Recorder(new Affine(4, 3, { init, rng: seeded("w") }));
    train(net, examples(20), options());
    return net.seen.filter(({ mode }) => mode === "train");
  });
  assertEquals(batches[0], batches[1]);
  // Measuring draws nothing either.
  const net = new Recorder(network());
  train(net, examples(20), options({ evaluateEvery: 3 }));
  assertEquals(net.seen.filter(({ mode }) => mode === "train"), batches[0]);
});

Deno.test("train() repeats itself for the same seeds, and only for those", () => {
  const losses = (weights: string, batches: string) =>
    train(network(weights), examples(20), options({ rng: seeded(batches) }))
      .losses;
  assertEquals(losses("a", "b"), losses("a", "b"));
  assertNotEquals(losses("a", "b"), losses("c", "b"));
  assertNotEquals(losses("a", "b"), losses("a", "c"));
});

Deno.test("train() leaves the data as it was", () => {
  const data = examples(20), test = examples(5);
  const labels = [...data.t, ...test.t];
  assertUnchanged(
    () => train(network(), data, options({ evaluateEvery: 5, test })),
    data.x,
    test.x,
  );
  assertEquals([...data.t, ...test.t], labels);
});

Deno.test("train() tells its progress after each update", () => {
  const seen: unknown[] = [];
  train(
    network(),
    examples(20),
    options({ updates: 3, onProgress: (progress) => seen.push(progress) }),
  );
  assertEquals(seen, [
    { done: 1, total: 3 },
    { done: 2, total: 3 },
    { done: 3, total: 3 },
  ]);
});

Deno.test("train() goes on through NaN, and shows it in the losses", () => {
  // Weights near the largest float: logits of Infinity, then Infinity less itself.
  const init = normal({ std: 1e308 });
  const net = new Affine(4, 3, { init, rng: seeded(1) });
  const { losses, trainAccuracy } = train(
    net,
    examples(20),
    options({ evaluateEvery: 24 }),
  );
  assertEquals(losses.length, 25);
  assertEquals(losses.at(-1), NaN);
  const zeros = examples(20).t.filter((label) => label === 0).length;
  assertEquals(trainAccuracy.at(-1), zeros / 20);
});

Deno.test("train() refuses bad data and counts before it changes anything", () => {
  const good = examples(20);
  const empty: Data = { x: new Matrix(0, 4), t: new Uint8Array(0) };
  const ragged: Data = { x: good.x, t: new Uint8Array(19) };
  const nan: Data = { x: good.x.clone().set(3, 2, NaN), t: good.t };
  const wrong: [Data, Partial<TrainOptions>, string][] = [
    [
      empty,
      {},
      "data must have a label for each row, and at least one row, got 0 rows and 0 labels",
    ],
    [
      ragged,
      {},
      "data must have a label for each row, and at least one row, got 20 rows and 19 labels",
    ],
    [nan, {}, "data.x must hold finite numbers, got NaN in row 3, column 2"],
    [good, { test: empty }, "test must have a label for each row"],
    [good, { test: nan }, "test.x must hold finite numbers, got NaN in row 3"],
    [
      good,
      { batchSize: 0 },
      "batchSize must be a whole number of at least 1, got 0",
    ],
    [
      good,
      { updates: 0 },
      "updates must be a whole number of at least 1, got 0",
    ],
    [
      good,
      { evaluateEvery: 0 },
      "evaluateEvery must be a whole number of at least 1, got 0",
    ],
  ];
  for (const [data, more, message] of wrong) {
    const net = network();
    assertUnchanged(
      () => {
        assertThrows(
          () => train(net, data, options({ updates: 1, ...more })),
          RangeError,
          `Cannot train: ${message}`,
        );
      },
      ...net.params.map(({ value }) => value),
    );
  }
});

Deno.test("train() measures its accuracies over all of the data, as accuracy() does afterwards", () => {
  for (const n of [499, 500, 501, 1001]) {
    const net = network(), data = examples(n), test = examples(n + 1, "test");
    const { trainAccuracy, testAccuracy } = train(net, data, {
      optimizer: new SGD({ lr: 0.1 }),
      batchSize: 10,
      updates: 6,
      rng: seeded("batches"),
      evaluateEvery: 5,
      test,
    });
    assertEquals(trainAccuracy[1], accuracy(net, data));
    assertEquals(testAccuracy![1], accuracy(net, test));
  }
});

Deno.test("train() measures training and test accuracy each on its own examples", () => {
  const net = network(), data = examples(40), test = examples(30, "others");
  const { trainAccuracy, testAccuracy } = train(net, data, {
    ...options({ updates: 1 }),
    evaluateEvery: 1,
    test: { ...test, t: test.t.map((c) => (c + 1) % 3) },
  });
  assertEquals(trainAccuracy, [accuracy(net, data)]);
  const wrong = { ...test, t: test.t.map((c) => (c + 1) % 3) };
  assertEquals(testAccuracy, [accuracy(net, wrong)]);
  assertNotEquals(testAccuracy, trainAccuracy);
});

Deno.test("train() refuses data that does not fit the network", () => {
  const { x, t } = examples(20);
  assertThrows(
    () => train(network(), { x: new Matrix(20, 5), t }, options()),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 1 x 5",
  );
  assertThrows(
    () => train(network(), { x, t: new Uint8Array(20).fill(3) }, options()),
    RangeError,
    "Cannot train: data.t must hold classes in 0 .. 2, as the network has 3 outputs, got 3 for example 0",
  );
});
