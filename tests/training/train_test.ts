import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertThrows,
  fail,
} from "@std/assert";
import {
  accuracy,
  Adam,
  Affine,
  BatchNormalization,
  type Data,
  Frozen,
  he,
  l2Penalty,
  type Layer,
  type Loss,
  Matrix,
  MeanSquaredError,
  mlp,
  type Mode,
  normal,
  type Optimizer,
  type Param,
  relu,
  seeded,
  Sequential,
  SGD,
  SigmoidCrossEntropy,
  SoftmaxCrossEntropy,
  takeRows,
  type TargetData,
  train,
  type TrainHistory,
  type TrainOptions,
  zeros,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertDefaults } from "../_defaults.ts";
import { drawn } from "../_property.ts";
import { bits, block, learned, WIDTH } from "../saving/_networks.ts";
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

/** Trains a small network, and gives its history and what it has learned. */
function trained(
  more: Partial<TrainOptions>,
  data: TargetData = examples(50),
): [TrainHistory, number[][][]] {
  const net = network();
  const history = train(net, data, options(more));
  return [history, net.params.map(({ value }) => value.to2DArray())];
}

/** The batches that a network was trained on, and what it was measured on. */
function seenBy(
  data: TargetData,
  more: Partial<TrainOptions>,
): { batches: number[][][]; measured: number[][][] } {
  const net = new Recorder(network());
  train(net, data, options(more));
  const of = (wanted: Mode) =>
    net.seen.filter(({ mode }) => mode === wanted).map(({ x }) => x);
  return { batches: of("train"), measured: of("infer") };
}

const EPOCHS = { updates: undefined, sampling: "withoutReplacement" } as const;

/** Rows in an order that does not depend on theirs. */
function sorted(rows: number[][]): string[] {
  return rows.map((row) => row.join()).sort();
}

Deno.test("train() draws with replacement, compares losses, and takes any improvement, by default", async () => {
  await assertDefaults<Pick<TrainOptions, "sampling">>(
    (more) => trained({ epochs: 2, updates: undefined, ...more }),
    { sampling: ["withReplacement", "withoutReplacement"] },
  );
  await assertDefaults<{ minDelta: number; measure: "loss" | "accuracy" }>(
    (more) =>
      trained({
        updates: 40,
        optimizer: new SGD({ lr: 0.3 }),
        validation: examples(20, "validation"),
        evaluateEvery: 1,
        earlyStopping: { patience: 3, ...more },
      }),
    { minDelta: [0, 1], measure: ["loss", "accuracy"] },
  );
});

Deno.test("train() with the loss that it has by default changes no bit", () => {
  assertEquals(trained({}), trained({ loss: new SoftmaxCrossEntropy() }));
});

Deno.test("train() makes one worked update of squared errors: W -= lr 2 x^T (y - t) / N", () => {
  const net = new Affine(1, 1, { init: zeros(), rng: seeded(1) });
  const { losses, trainAccuracy, trainLoss } = train(
    net,
    { x: new Matrix([[3]]), t: [2.5] },
    {
      optimizer: new SGD({ lr: 0.1 }),
      batchSize: 2,
      updates: 1,
      rng: seeded(1),
      loss: new MeanSquaredError(),
      evaluateEvery: 1,
    },
  );
  assertEquals(losses, [6.25]);
  assertAlmostEquals(net.W.value.get(0, 0), 1.5, 1e-15);
  assertAlmostEquals(net.b.value.get(0, 0), 0.5, 1e-15);
  // 3 * 1.5 + .5 = 5.
  assertAlmostEquals(trainLoss[0], 6.25, 1e-14);
  assertEquals(trainAccuracy, []);
});

Deno.test("train() learns by every loss and kind of targets", () => {
  const { x, t } = examples(120), rows = x.to2DArray();
  const first = Float64Array.from(t, (c) => Number(c === 0));
  const oneHot = new Matrix(
    rows.map((_, i) => [0, 1, 2].map((c) => +(t[i] === c))),
  );
  const cases: [string, Loss, TargetData["t"], number, boolean][] = [
    ["softmax, rows", new SoftmaxCrossEntropy(), oneHot, 3, false],
    ["sigmoid, classes", new SigmoidCrossEntropy(), first, 1, true],
    ["sigmoid, rows", new SigmoidCrossEntropy(), oneHot, 3, false],
    ["squares, classes", new MeanSquaredError(), t, 3, true],
    ["squares, rows", new MeanSquaredError(), oneHot, 3, false],
    [
      "squares, numbers",
      new MeanSquaredError(),
      rows.map(([a, b]) => a + b / 2),
      1,
      false,
    ],
  ];
  for (const [name, loss, t, outputs, areClasses] of cases) {
    const rng = seeded("weights"), init = he();
    const net = mlp([4, 8, outputs], { activation: relu, init, rng });
    const data = { x, t };
    const history = train(net, data, {
      optimizer: new Adam({ lr: 0.02 }),
      batchSize: 20,
      updates: 301,
      rng: seeded("batches"),
      loss,
      evaluateEvery: 300,
      test: data,
      validation: data,
    });
    const { trainLoss, trainAccuracy } = history;
    assertLess(trainLoss[1], trainLoss[0] / 2, name);
    // The mean over all examples is that of a pass over all of them.
    const mean = loss.forward(net.forward(x, "infer"), t);
    assertAlmostEquals(trainLoss[1], mean, 1e-12, name);
    assertEquals([history.testLoss, history.validationLoss], [
      trainLoss,
      trainLoss,
    ]);
    assertEquals(trainAccuracy.length, areClasses ? 2 : 0);
    assertEquals("testAccuracy" in history, areClasses, name);
    assertEquals("validationAccuracy" in history, areClasses, name);
    if (!areClasses) continue;
    assertGreater(trainAccuracy[1], 0.9, name);
    const classes = Uint8Array.from(t as ArrayLike<number>);
    assertEquals(trainAccuracy[1], accuracy(net, { x, t: classes }), name);
    assertEquals(history.testAccuracy, trainAccuracy, name);
  }
});

Deno.test("train() by one output and a sigmoid goes the way of two and a softmax", () => {
  // The softmax of (0, z) is the sigmoid of z; the two gradients of W add up to that of one.
  const { x, t } = examples(30), classes = t.map((c) => Number(c === 0));
  const one = new Affine(4, 1, { init: zeros(), rng: seeded(1) });
  const two = new Affine(4, 2, { init: zeros(), rng: seeded(1) });
  const run = (net: Layer, loss: Loss, lr: number) =>
    train(
      net,
      { x, t: classes },
      options({ loss, optimizer: new SGD({ lr }) }),
    );
  const sigmoid = run(one, new SigmoidCrossEntropy(), 0.2);
  const softmax = run(two, new SoftmaxCrossEntropy(), 0.1);
  for (const [i, loss] of softmax.losses.entries()) {
    assertAlmostEquals(sigmoid.losses[i], loss, 1e-13);
  }
});

Deno.test("train() takes a loss of a user's: what it is given is its own", () => {
  class Kept implements Loss {
    readonly kept: { x: Matrix; then: number[][] }[] = [];
    readonly inner = new SoftmaxCrossEntropy();
    forward(outputs: Matrix, targets: ArrayLike<number> | Matrix) {
      this.kept.push({ x: outputs, then: outputs.to2DArray() });
      const mean = this.inner.forward(outputs, targets);
      (targets as Uint8Array).fill(0);
      return mean;
    }
    backward() {
      const x = this.inner.backward();
      this.kept.push({ x, then: x.to2DArray() });
      return x;
    }
  }
  const loss = new Kept(), more = { evaluateEvery: 5 };
  assertEquals(trained({ loss, ...more }), trained(more));
  for (const { x, then } of loss.kept) assertEquals(x.to2DArray(), then);
});

Deno.test("train() in epochs: each example once an epoch, the rest in the last batch", () => {
  const data = examples(23);
  const { batches } = seenBy(data, { ...EPOCHS, epochs: 2 });
  assertEquals(batches.map((x) => x.length), [10, 10, 3, 10, 10, 3]);
  const [first, second] = [batches.slice(0, 3).flat(), batches.slice(3).flat()];
  assertEquals(sorted(first), sorted(data.x.to2DArray()));
  assertEquals(sorted(second), sorted(first));
  assertNotEquals(first, second);
});

Deno.test("train() without replacement may end within an epoch, and a batch be all of the data", () => {
  const lengths = (updates: number, batchSize: number) =>
    seenBy(examples(23), { ...EPOCHS, updates, batchSize }).batches
      .map((x) => x.length);
  assertEquals(lengths(4, 10), [10, 10, 3, 10]);
  assertEquals(lengths(2, 23), [23, 23]);
  assertEquals(lengths(2, 100), [23, 23]);
});

Deno.test("train() with replacement in epochs makes as many updates, all of whole batches", () => {
  const { batches } = seenBy(examples(23), { updates: undefined, epochs: 2 });
  assertEquals(batches.map((x) => x.length), Array(6).fill(10));
  assertEquals(
    trained({ epochs: 2, updates: undefined }, examples(23)),
    trained({ updates: 6 }, examples(23)),
  );
});

Deno.test("train() measures each epoch where it is told to", () => {
  const epochs = { updates: undefined, epochs: 3 };
  const [{ evaluatedAt }] = trained({ ...epochs, evaluateEvery: "epoch" });
  assertEquals(evaluatedAt, [5, 10, 15]);
  assertEquals(trained(epochs)[0].evaluatedAt, []);
  const [{ evaluatedAt: validated }] = trained({ ...epochs, validation: 0.2 });
  assertEquals(validated, [4, 8, 12]);
  const each = { ...epochs, validation: 0.2, evaluateEvery: 5 };
  assertEquals(trained(each)[0].evaluatedAt, [1, 6, 11]);
});

Deno.test("train() splits a share of the data off that it never trains on", () => {
  const data = examples(50);
  const { batches, measured } = seenBy(data, {
    ...EPOCHS,
    epochs: 3,
    validation: 0.3,
  });
  const learned = batches.slice(0, 4).flat();
  assertEquals(learned.length, 35);
  // The first pass asks how many outputs there are; then 35 learned and 15 others, each epoch.
  assertEquals(measured.map((x) => x.length), [1, 35, 15, 35, 15, 35, 15]);
  const held = measured[2];
  assertEquals(sorted([...learned, ...held]), sorted(data.x.to2DArray()));
  assertEquals(measured.slice(3, 5), measured.slice(1, 3));
  const trainedOn = new Set(sorted(batches.flat()));
  for (const row of sorted(held)) assertEquals(trainedOn.has(row), false);
});

Deno.test("train() with a share is train() on the two parts of it", () => {
  const data = examples(50),
    { measured } = seenBy(data, {
      updates: 5,
      evaluateEvery: 1,
      validation: 0.2,
    });
  const rows = data.x.to2DArray().map((row) => row.join());
  const [own, held] = [measured[1], measured[2]].map((x) => {
    const indices = x.map((row) => rows.indexOf(row.join()));
    return {
      x: takeRows(data.x, indices),
      t: data.t.filter((_, i) => indices.includes(i)),
    };
  });
  const net = network(), rng = seeded("batches");
  // The split has drawn 49 numbers.
  for (let i = 0; i < 49; i++) rng();
  const more = { updates: 5, evaluateEvery: 1 };
  const parts = train(net, own, options({ ...more, rng, validation: held }));
  assertEquals(trained({ ...more, validation: 0.2 })[0], parts);
});

Deno.test("train() keeps targets that are a matrix beside their examples", () => {
  const { x } = examples(40), t = Matrix.mul(x, 2);
  const net = new Affine(4, 4, { init: zeros(), rng: seeded(1) });
  const more = {
    loss: new MeanSquaredError(),
    validation: 0.25,
    optimizer: new SGD({ lr: 0.5 }),
  };
  const { validationLoss } = train(
    net,
    { x, t },
    options({
      ...more,
      ...EPOCHS,
      epochs: 200,
    }),
  );
  assertLess(validationLoss!.at(-1)!, 1e-12);
  assertCloseTo(net.W.value, Matrix.mul(Matrix.eye(4), 2), 1e-5);
});

/** Moves its parameter on by 1 each update, whatever the gradient. */
class Counter implements Optimizer {
  update([{ value }]: readonly Param[]) {
    value.set(0, 0, value.get(0, 0) + 1);
  }
}

/** One weight, and beside it how many passes there were, as a running average might be. */
function counted() {
  const net = new Affine(1, 1, { init: zeros(), rng: seeded(1) });
  const passes = new Matrix([[0]]);
  class Counting extends Recorder {
    readonly buffers = [{ name: "passes", value: passes }];
    override forward(x: Matrix, mode: Mode) {
      if (mode === "train") passes.set(0, 0, passes.get(0, 0) + 1);
      return super.forward(x, mode);
    }
  }
  return { net: new Sequential([new Counting(net)]), W: net.W, passes };
}

/** A loss that after update i is what a list says, and nothing to learn of. */
function scripted(W: Param, values: readonly number[]): Loss {
  return {
    forward: () => values[W.value.get(0, 0) - 1] ?? 0,
    backward: () => new Matrix(1, 1),
    checkTargets: () => "values",
  };
}

/** Trains by a script of validation losses, from the first update on. */
function runScript(
  values: readonly number[],
  earlyStopping: TrainOptions["earlyStopping"],
) {
  const { net, W, passes } = counted();
  const done: number[] = [];
  const data = { x: new Matrix([[1]]), t: [0] };
  const history = train(net, data, {
    optimizer: new Counter(),
    batchSize: 1,
    updates: values.length,
    rng: seeded(1),
    loss: scripted(W, values),
    validation: data,
    evaluateEvery: 1,
    earlyStopping,
    onProgress: (progress) => done.push(progress.done),
  });
  const { bestAt, stoppedAt, losses, validationLoss } = history;
  assertEquals(done, losses.map((_, i) => i + 1));
  assertEquals(validationLoss, values.slice(0, losses.length));
  return {
    ...{ bestAt, stoppedAt },
    made: losses.length,
    W: W.value.get(0, 0),
    passes: passes.get(0, 0),
  };
}

Deno.test("train() stops when patience runs out, with the parameters and buffers of its best", () => {
  assertEquals(runScript([5, 4, 3, 3, 3.5, 1], { patience: 2 }), {
    ...{ bestAt: 3, stoppedAt: 5, made: 5, W: 3, passes: 3 },
  });
  // What is better in between starts the count anew.
  assertEquals(runScript([5, 6, 4, 6, 3, 6, 7, 1], { patience: 2 }), {
    ...{ bestAt: 5, stoppedAt: 7, made: 7, W: 5, passes: 5 },
  });
});

Deno.test("train() that does not stop early ends with its best all the same", () => {
  assertEquals(runScript([5, 2, 3], { patience: 5 }), {
    ...{ bestAt: 2, stoppedAt: undefined, made: 3, W: 2, passes: 2 },
  });
  // Patience that runs out with the last update has stopped nothing.
  assertEquals(runScript([5, 2, 3], { patience: 1 }).stoppedAt, undefined);
});

Deno.test("train() takes no improvement of minDelta or less for one, but adds them up", () => {
  const values = [5, 4.5, 4.2, 3.9, 3.8, 3.7, 3.6];
  const stopping = { patience: 3, minDelta: 1 };
  assertEquals(runScript(values, stopping), {
    ...{ bestAt: 4, stoppedAt: undefined, made: 7, W: 4, passes: 4 },
  });
  assertEquals(runScript([5, 4, 4, 4, 0], stopping).bestAt, 1);
});

Deno.test("train() takes a loss of NaN for no improvement, and a number for one over NaN", () => {
  assertEquals(runScript([NaN, NaN, 7, NaN, NaN, 1], { patience: 2 }), {
    ...{ bestAt: 3, stoppedAt: 5, made: 5, W: 3, passes: 3 },
  });
  assertEquals(runScript([NaN, NaN, NaN, 1], { patience: 2 }), {
    ...{ bestAt: 1, stoppedAt: 3, made: 3, W: 1, passes: 1 },
  });
});

Deno.test("train() stops early by accuracy where it is told to", () => {
  const run = (measure: "loss" | "accuracy") => {
    const net = network(), validation = examples(40, "validation");
    const history = train(
      net,
      examples(20),
      options({
        optimizer: new SGD({ lr: 0.5 }),
        updates: 200,
        validation,
        evaluateEvery: 1,
        earlyStopping: { patience: 15, measure },
      }),
    );
    const { validationAccuracy, validationLoss, evaluatedAt } = history;
    const curve = measure === "loss" ? validationLoss! : validationAccuracy!;
    const best = measure === "loss" ? Math.min(...curve) : Math.max(...curve);
    const at = curve.indexOf(best);
    assertEquals(history.bestAt, evaluatedAt[at]);
    assertEquals(accuracy(net, validation), validationAccuracy![at]);
    return history.bestAt;
  };
  assertNotEquals(run("loss"), run("accuracy"));
});

Deno.test("train() gives batch normalization the running averages of its best, wherever it is", () => {
  const validation = examples(40, "validation");
  for (const as of ["sequential", "named", "silent"] as const) {
    const norm = () => new BatchNormalization(8);
    const make = (norm: BatchNormalization) => {
      const [affine, ...others] = mlp([4, 8, 3], {
        activation: relu,
        init: he(),
        rng: seeded("w"),
      }).layers;
      const middle = as === "sequential" ? norm : block([norm], as);
      return new Sequential([affine, middle, ...others]);
    };
    const more = {
      updates: 60,
      validation,
      evaluateEvery: 1,
      optimizer: new SGD({ lr: 1 }),
    };
    const run = (more: Partial<TrainOptions>) => {
      const one = norm(), net = make(one);
      const { bestAt } = train(net, examples(20), options(more));
      const state = [...net.params, ...one.buffers]
        .map(({ value }) => value.to2DArray());
      return { bestAt, state };
    };
    const { bestAt, state } = run({ ...more, earlyStopping: { patience: 60 } });
    assertLess(bestAt!, 60);
    assertEquals(state, run({ ...more, updates: bestAt }).state, as);
  }
});

Deno.test("train() gives its best back to whatever holds it, named or not", () => {
  const data = { x: drawn("x", 40, WIDTH), t: drawn("t", 40, WIDTH) };
  for (const as of ["named", "silent", "half"] as const) {
    const rng = seeded("w"),
      affine = () => new Affine(WIDTH, WIDTH, { init: he(), rng });
    const held = [affine(), new BatchNormalization(WIDTH), affine()];
    // Of a block that names its layers, and has learned something itself.
    const passes = { name: "passes", value: new Matrix([[0]]) };
    const outer = block([block(held, as)], "named");
    const net = {
      ...outer,
      buffers: [passes],
      forward: (x: Matrix, mode: Mode) => {
        if (mode === "train") passes.value.add(1);
        return outer.forward(x, mode);
      },
    };
    const states: string[][] = [];
    const { bestAt } = train(
      net,
      data,
      options({
        loss: new MeanSquaredError(),
        optimizer: new SGD({ lr: 2 }),
        validation: 0.5,
        evaluateEvery: 1,
        earlyStopping: { patience: 25 },
        onProgress: () => states.push(bits(learned(net))),
      }),
    );
    assertLess(bestAt!, 25);
    assertEquals(bits(learned(net)), states[bestAt! - 1]);
    assertNotEquals(states.at(-1), states[bestAt! - 1]);
  }
});

Deno.test("train() refuses what a user's loss, penalty or network gives in the place of a number or a matrix", () => {
  const nothing = () => undefined as never, zero = () => new Matrix(10, 3);
  const addGradients = () => {};
  const wrong: [Partial<TrainOptions>, string, Layer?][] = [
    [
      { penalty: { loss: nothing, addGradients } },
      "compute the penalty: its loss must give a number, got undefined",
    ],
    [
      { loss: { forward: nothing, backward: zero } },
      "compute the loss: its forward must give a number, got undefined",
    ],
    [
      {
        loss: { forward: () => 1, backward: zero, checkTargets: nothing },
        validation: 0.5,
        earlyStopping: { patience: 1, measure: "accuracy" },
      },
      'train: earlyStopping.measure must be "loss" where targets are no array of classes, got accuracy',
    ],
    [
      {},
      "run Nothing forward: what it gives must be an ml-matrix Matrix, got undefined",
      { name: "Nothing", params: [], forward: nothing, backward: nothing },
    ],
  ];
  for (const [more, message, net = network()] of wrong) {
    for (const one of [net, new Sequential([net])]) {
      assertUnchanged(
        () => {
          assertThrows(
            () => train(one, examples(20), options(more)),
            Error,
            `Cannot ${message}`,
          );
        },
        ...net.params.map(({ value }) => value),
      );
    }
  }
});

Deno.test("train() refuses a layer whose parameters are others each time, of which no optimizer could remember anything", () => {
  const { W, b, ...rest } = new Affine(4, 3, { init: he(), rng: seeded(1) });
  const anew: Layer = {
    ...rest,
    name: "Anew",
    get params() {
      return [{ ...W }, b];
    },
    forward: () => fail(),
    backward: () => fail(),
  };
  for (const net of [anew, new Sequential([anew])]) {
    assertThrows(
      () => train(net, examples(20), options()),
      TypeError,
      "Cannot train: params of Anew must stay the same objects, got another W",
    );
  }
});

Deno.test("train() clips gradients, penalty included, before the optimizer sees them", () => {
  const norms: number[] = [];
  const optimizer: Optimizer = {
    update: (params) => {
      const squares = params.map(({ grad }) => Matrix.mul(grad, grad).sum());
      norms.push(Math.sqrt(squares.reduce((a, b) => a + b)));
    },
  };
  const penalty = l2Penalty({ lambda: 1 });
  trained({ optimizer, penalty, updates: 5 });
  const free = norms.splice(0);
  const clipNorm = [...free].sort((a, b) => a - b)[2];
  trained({ optimizer, penalty, updates: 5, clipNorm });
  for (const [i, norm] of norms.entries()) {
    assertAlmostEquals(norm, Math.min(free[i], clipNorm), 1e-5);
  }
  assertLess(Math.min(...free), clipNorm);
  assertEquals(trained({ clipNorm: 1e6 }), trained({}));
});

Deno.test("train() refuses options that contradict each other before it changes anything", () => {
  const numbers = { x: examples(20).x, t: new Matrix(20, 3) };
  const loss = new MeanSquaredError(), validation = 0.5;
  const norm = mlp([4, 3, 3], {
    activation: relu,
    init: he(),
    rng: seeded(1),
    batchNorm: true,
  });
  const ghosts = new Sequential([
    new BatchNormalization(4, { ghostSize: 4 }),
    new Affine(4, 3, { init: he(), rng: seeded(1) }),
  ]);
  const stopping = { patience: 1 };
  const wrong: [Partial<TrainOptions>, string, TargetData?, Layer?][] = [
    [
      { updates: undefined },
      "options must have one of updates and epochs, got neither",
    ],
    [{ epochs: 2 }, "options must have one of updates and epochs, got both"],
    [
      { updates: Number.MAX_SAFE_INTEGER },
      "updates must be a finite number at most 134217728, got 9007199254740991",
    ],
    [
      { updates: undefined, epochs: 2 ** 27 },
      "updates must be a finite number at most 134217728, got 268435456",
    ],
    [
      { earlyStopping: stopping },
      "with earlyStopping there must be validation, a share such as 0.1 or examples, got undefined",
    ],
    [
      { loss, validation, earlyStopping: { ...stopping, measure: "accuracy" } },
      'earlyStopping.measure must be "loss" where targets are no array of classes, got accuracy',
      numbers,
    ],
    [
      { evaluateEvery: "epoch", updates: 1 },
      "updates must reach the end of an epoch, after 2, as it is measured there, got 1; evaluateEvery says otherwise",
    ],
    [
      { validation: 0.01 },
      "validation must be a share that leaves examples on both sides, got 0.01 of 20: 0",
    ],
    [
      { validation: 0.99 },
      "validation must be a share that leaves examples on both sides, got 0.99 of 20: 20",
    ],
    [
      { ...EPOCHS, epochs: 1, batchSize: 19 },
      "batchSize must not leave a batch of one example at the end of an epoch, as the network has batch normalization, got 19 of 20 examples",
      undefined,
      norm,
    ],
    [
      { ...EPOCHS, epochs: 1, batchSize: 19 },
      "batchSize must not leave a batch of one example at the end of an epoch, as the network has batch normalization, got 19 of 20 examples",
      undefined,
      block(norm.clone().layers, "silent"),
    ],
    [
      { ...EPOCHS, epochs: 1, batchSize: 15 },
      "batchSize must not leave a ghost of one example at the end of an epoch, as the network has batch normalization, got 15 of 20 examples in ghosts of 4",
      undefined,
      ghosts,
    ],
  ];
  for (const [more, message, data = examples(20), net = network()] of wrong) {
    let draws = 0;
    const source = seeded("batches");
    const rng = () => (draws++, source());
    assertUnchanged(
      () => {
        assertThrows(
          () => train(net, data, options({ ...more, rng })),
          RangeError,
          `Cannot train: ${message}`,
        );
      },
      ...net.params.map(({ value }) => value),
    );
    assertEquals(draws, 0);
  }
  // A frozen layer takes a batch of one.
  const frozen = new Sequential(
    norm.clone().layers.map((layer) =>
      layer instanceof BatchNormalization ? new Frozen(layer) : layer
    ),
  );
  train(frozen, examples(20), options({ ...EPOCHS, epochs: 1, batchSize: 19 }));
  // Where the last batch is not reached, or holds more, there is nothing to refuse.
  train(
    norm,
    examples(20),
    options({ sampling: "withoutReplacement", updates: 1, batchSize: 19 }),
  );
  train(norm, examples(20), options({ ...EPOCHS, epochs: 2, batchSize: 18 }));
  train(ghosts, examples(20), options({ ...EPOCHS, epochs: 1, batchSize: 14 }));
});
