import {
  assertEquals,
  assertGreater,
  assertInstanceOf,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  accuracy,
  type Data,
  loadMnist,
  Matrix,
  mlp,
  normal,
  relu,
  seeded,
  SGD,
  train as trainNetwork,
} from "weightlab";
import {
  weightScaleSweep,
  type WeightScaleSweepOptions,
} from "weightlab/experiments";
import { assertDefaults } from "../_defaults.ts";
import { line } from "./_line.ts";
import { drawn } from "../_property.ts";
import { assertSameOnWorkers } from "./_same_on_workers.ts";

/** Random examples of ten features in four classes, quicker than images. */
function examples(n: number): Data {
  const x = drawn(`examples ${n}`, n, 10);
  const t = x.to2DArray().map(([a, b]) => 2 * Number(a > 0) + Number(b > 0));
  return { x, t: Uint8Array.from(t) };
}

const train = examples(200), test = examples(50);

/** Two scales and small networks, so that a sweep takes a fraction of a second. */
function options(
  more: Partial<WeightScaleSweepOptions> = {},
): WeightScaleSweepOptions {
  const hidden = [12, 12], batchSize = 20, epochs = 3;
  return { stds: [0.3, 0.05], train, hidden, batchSize, epochs, ...more };
}

Deno.test("weightScaleSweep() gives two runs a scale, in the order of stds", async () => {
  const runs = await weightScaleSweep(options());
  assertEquals(runs.map(({ std, batchNorm }) => [std, batchNorm]), [
    [0.3, false],
    [0.3, true],
    [0.05, false],
    [0.05, true],
  ]);
  for (const run of runs) {
    assertEquals(run.updates, [1, 11, 21]);
    assertEquals(run.trainAccuracy.length, 3);
    assertEquals("testAccuracy" in run, false);
  }
});

Deno.test("weightScaleSweep() with the post's constants measures at 1, 11, .. 191", async () => {
  const [run] = await weightScaleSweep({
    stds: [0.1],
    train: examples(1000),
    hidden: [3],
  });
  assertEquals(run.updates, Array.from({ length: 20 }, (_, i) => 1 + 10 * i));
  assertEquals(run.trainAccuracy.length, 20);
});

Deno.test("weightScaleSweep() runs the post's network: five hidden layers of 100", async () => {
  // By hand, from the library's parts: 10-100-100-100-100-100-4, SGD .01, the
  // weights and the batches each from a generator of their own.
  const [plain, normed] = await weightScaleSweep({
    stds: [0.1],
    train,
    epochs: 2,
    batchSize: 50,
    seed: 7,
  });
  for (const { batchNorm, trainAccuracy } of [plain, normed]) {
    const net = mlp([10, 100, 100, 100, 100, 100, 4], {
      activation: relu,
      init: normal({ std: 0.1 }),
      rng: seeded("7/weights/0.1"),
      batchNorm,
    });
    trainNetwork(net, train, {
      optimizer: new SGD({ lr: 0.01 }),
      batchSize: 50,
      updates: 5,
      rng: seeded("7/batches/0.1"),
    });
    assertEquals(trainAccuracy[1], accuracy(net, train));
  }
});

Deno.test("weightScaleSweep() repeats itself for a seed, and only for that", async () => {
  const runs = await weightScaleSweep(options({ seed: 1 }));
  assertEquals(await weightScaleSweep(options()), runs);
  assertEquals(await weightScaleSweep(options({ seed: "1" })), runs);
  assertNotEquals(await weightScaleSweep(options({ seed: 2 })), runs);
});

Deno.test("weightScaleSweep() gives a scale the same runs whatever the others", async () => {
  const runs = await weightScaleSweep(options());
  assertEquals(
    await weightScaleSweep(options({ stds: [0.05] })),
    runs.slice(2),
  );
  assertEquals(
    await weightScaleSweep(options({ stds: [0.05, 0.3] })),
    [...runs.slice(2), ...runs.slice(0, 2)],
  );
});

Deno.test("weightScaleSweep() starts both networks of a scale from the same weights", async () => {
  // Without hidden layers there is no batch normalization: the two are one.
  const [plain, normed] = await weightScaleSweep(options({ hidden: [] }));
  assertEquals(normed.trainAccuracy, plain.trainAccuracy);
});

Deno.test("weightScaleSweep() measures test data too, where there is some", async () => {
  const runs = await weightScaleSweep(options({ test }));
  for (const { testAccuracy } of runs) assertEquals(testAccuracy?.length, 3);
  const without = await weightScaleSweep(options());
  assertEquals(
    runs.map(({ trainAccuracy }) => trainAccuracy),
    without.map(({ trainAccuracy }) => trainAccuracy),
  );
});

Deno.test("weightScaleSweep() shows batch normalization learning where plain does not", async () => {
  // At .00736 the post's plain network stays at a class share.
  const { train } = await loadMnist({ train: 200, test: 0 });
  const [plain, normed] = await weightScaleSweep(options({
    train,
    stds: [0.00736],
    hidden: [20, 20, 20],
    epochs: 15,
    lr: 0.05,
  }));
  const shares = new Set(
    Array.from({ length: 10 }, (_, c) => train.t.filter((t) => t === c).length),
  );
  assertEquals(shares.has(Math.round(200 * plain.trainAccuracy.at(-1)!)), true);
  assertGreater(normed.trainAccuracy.at(-1)!, 0.7);
});

Deno.test("weightScaleSweep() measures once an update where a batch holds all", async () => {
  const [run] = await weightScaleSweep(options({ batchSize: 300, epochs: 4 }));
  assertEquals(run.updates, [1, 2, 3, 4]);
});

Deno.test("weightScaleSweep() tells its progress before the first network and after each", async () => {
  const seen: unknown[] = [];
  await weightScaleSweep(options({
    stds: [0.3],
    workers: 1, // two may finish between two looks, which are told once
    onProgress: (progress) => seen.push(progress),
  }));
  assertEquals(seen, [
    { done: 0, total: 2 },
    { done: 1, total: 2 },
    { done: 2, total: 2 },
  ]);
});

const EMPTY: Data = { x: new Matrix(0, 10), t: new Uint8Array(0) };
const NAN: Data = { x: train.x.clone().set(0, 0, NaN), t: train.t };

const WRONG: [Partial<WeightScaleSweepOptions>, string][] = [
  [{ stds: [] }, "stds must hold at least one scale, got 0"],
  [{ stds: [0.1, -1] }, "stds must be a finite number at least 0, got -1"],
  [{ stds: [NaN] }, "stds must be a finite number at least 0, got NaN"],
  [
    { train: EMPTY },
    "train must have a label for each row, and at least one row, got 0 rows",
  ],
  [
    { train: NAN },
    "Cannot sweep weight scales: train.x must hold finite numbers, got NaN",
  ],
  [{ test: EMPTY }, "test must have a label for each row"],
  [{ batchSize: 0 }, "batchSize must be a whole number of at least 2, got 0"],
  [{ epochs: 0 }, "epochs must be a whole number of at least 1, got 0"],
  [{ epochs: 1.5 }, "epochs must be a whole number of at least 1, got 1.5"],
  [{ lr: 0 }, "lr must be a finite number above 0, got 0"],
  [
    { hidden: [0] },
    "Cannot make mlp: sizes[1] must be a whole number of at least 1, got 0",
  ],
];

for (const [more, message] of WRONG) {
  const [name] = Object.keys(more);
  Deno.test(`weightScaleSweep() rejects, never throws: ${name}, ${message}`, async () => {
    const promise = weightScaleSweep(options(more));
    assertInstanceOf(promise, Promise);
    await assertRejects(() => promise, RangeError, message);
  });
}

Deno.test("weightScaleSweep() rejects a seed that is none, and no options", async () => {
  await assertRejects(
    () => weightScaleSweep(options({ seed: NaN })),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got NaN",
  );
  const nothing = undefined as unknown as WeightScaleSweepOptions;
  await assertRejects(() => weightScaleSweep(nothing), TypeError);
});

Deno.test("weightScaleSweep() gives the same numbers for any number of workers", async () => {
  const alone = await weightScaleSweep(options({ test, workers: 1 }));
  assertEquals(await weightScaleSweep(options({ test, workers: 2 })), alone);
  assertEquals(await weightScaleSweep(options({ test, workers: 5 })), alone);
});

/** Two examples and small networks, so that an update takes some microseconds. */
const TINY = {
  train: { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) },
  hidden: [2],
  batchSize: 2,
  lr: 1e-3,
};

Deno.test("weightScaleSweep() of 3,200 epochs, 75 KB of results, gives the same numbers on workers", () => {
  // Of two equal examples in two classes only one is right: shares of many digits.
  const x = new Matrix([[1, 0], [1, 0], [0, 1]]);
  const train = { x, t: Uint8Array.of(0, 1, 1) };
  return assertSameOnWorkers(
    2,
    (team) =>
      weightScaleSweep({
        ...{ ...TINY, train, hidden: [], stds: [1], epochs: 3200 },
        ...team,
      }),
  );
});

Deno.test("weightScaleSweep() gives the same numbers on workers for labels from 256 up", async () => {
  const x = new Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
  // As bytes 257, 300 and 513 would be 1, 44 and 1.
  const [list, typed] = [[257, 1, 300], Uint16Array.of(1, 257, 513)]
    .map((t) => ({ x, t: t as unknown as Uint8Array }));
  const few = { x, t: Uint8Array.of(1, 0, 2) };
  for (const [train, test] of [[list, typed], [few, typed]]) {
    const more = { train, test, batchSize: 3, epochs: 5, lr: 0.5 };
    await assertSameOnWorkers(
      2,
      (team) => weightScaleSweep({ ...TINY, stds: [1], ...more, ...team }),
    );
  }
});

Deno.test("weightScaleSweep() takes typed arrays, and scales of -0", async () => {
  const plain = await weightScaleSweep(options({ stds: [0.5, -0] }));
  const typed = {
    stds: Float64Array.of(0.5, -0),
    hidden: Uint16Array.of(12, 12),
  } as unknown as { stds: number[]; hidden: number[] };
  await assertSameOnWorkers(
    4,
    (team) => weightScaleSweep(options({ ...typed, ...team })),
  );
  assertEquals(await weightScaleSweep(options(typed)), plain);
  assertEquals(Object.is(plain[2].std, -0), true);
});

Deno.test("weightScaleSweep() has the post's constants and seed 1 unless told", async () => {
  const base = { stds: [0.5], train: line(), workers: 1 };
  const small = { hidden: [4], epochs: 2, batchSize: 500 };
  await assertDefaults(
    (options) => weightScaleSweep({ ...base, ...small, ...options }),
    { lr: [0.01, 0.0101], seed: [1, 2] },
  );
  await assertDefaults(
    (options) =>
      weightScaleSweep({ ...base, hidden: [4], epochs: 2, ...options }),
    { batchSize: [100, 101] },
  );
  await assertDefaults(
    (options) =>
      weightScaleSweep({ ...base, hidden: [4], batchSize: 500, ...options }),
    { epochs: [20, 21] },
  );
  await assertDefaults<{ hidden: number[] }>(
    (options) =>
      weightScaleSweep({ ...base, batchSize: 500, epochs: 2, ...options }),
    { hidden: [[100, 100, 100, 100, 100], [100, 100, 100, 100, 101]] },
  );
});

Deno.test("weightScaleSweep() rejects with what went wrong in a worker, and its stack", async () => {
  for (const workers of [1, 2]) {
    const error = await assertRejects(
      () => weightScaleSweep(options({ hidden: [0], workers })),
      RangeError,
      "Cannot make mlp: sizes[1] must be a whole number of at least 1, got 0 (job ",
    );
    assertStringIncludes(error.message, ' of 4: {"std":0.');
    assertStringIncludes(error.stack!, "mlp.ts");
  }
});

Deno.test("weightScaleSweep() takes widths and seeds: two runs for each, within each scale", async () => {
  const { stds } = options(), widths = [12, 5], seeds = ["a", 2];
  const lists = { widths, seeds };
  const runs = await weightScaleSweep(options(lists));
  assertEquals(
    runs.map(({ std, width, seed, batchNorm }) => ({
      ...{ std, width, seed, batchNorm },
    })),
    stds.flatMap((std) =>
      widths.flatMap((width) =>
        seeds.flatMap((seed) =>
          [false, true].map((batchNorm) => ({ std, width, seed, batchNorm }))
        )
      )
    ),
  );
  // Each is the run that it is alone.
  for (const width of widths) {
    for (const seed of seeds) {
      const one = { hidden: [width, width], seed };
      const own = runs.filter((run) => run.width === width && run.seed === seed)
        .map(({ width: _, seed: __, ...run }) => run);
      assertEquals(await weightScaleSweep(options(one)), own);
    }
  }
  const many = await weightScaleSweep(options({ seeds }));
  assertEquals(many.map(({ seed }) => seed).slice(0, 4), ["a", "a", 2, 2]);
  assertEquals("width" in many[0], false);
  await assertSameOnWorkers(
    16,
    (team) => weightScaleSweep(options({ ...lists, ...team })),
  );
});
