import {
  assertEquals,
  assertGreater,
  assertInstanceOf,
  assertLess,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import {
  accuracy,
  Affine,
  type Data,
  loadMnist,
  Matrix,
  mlp,
  normal,
  seeded,
  SGD,
  tanh,
  train as trainNetwork,
} from "weightlab";
import { depthSweep, type DepthSweepOptions } from "weightlab/experiments";
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

const train = examples(100);

/** Two depths and two scales of small networks. */
function options(more: Partial<DepthSweepOptions> = {}): DepthSweepOptions {
  const constants = { width: 12, batchSize: 20, updates: 20, workers: 1 };
  return { depths: [1, 4], sigmaWs: [1, 2], train, ...constants, ...more };
}

Deno.test("depthSweep() gives a run for each depth and, within it, each scale", async () => {
  const runs = await depthSweep(options());
  assertEquals(runs.map(({ depth, sigmaW }) => [depth, sigmaW]), [
    [1, 1],
    [1, 2],
    [4, 1],
    [4, 2],
  ]);
  for (const { trainAccuracy } of runs) {
    assertEquals(trainAccuracy >= 0 && trainAccuracy <= 1, true);
  }
});

Deno.test("depthSweep() trains tanh networks by SGD from sigmaW and sigmaB", async () => {
  // By hand, from the library's parts.
  const [{ trainAccuracy }] = await depthSweep(options({
    depths: [3],
    sigmaWs: [1.5],
    sigmaB: 0.2,
    lr: 0.05,
    seed: 7,
  }));
  const net = mlp([10, 12, 12, 12, 4], {
    activation: tanh,
    init: (rng, fanIn, fanOut) =>
      normal({ std: 1.5 / Math.sqrt(fanIn) })(rng, fanIn, fanOut),
    biasInit: (rng, _, fanOut) => normal({ std: 0.2 })(rng, 1, fanOut),
    rng: seeded("7/weights/3/1.5"),
  });
  const biases = net.layers.flatMap((layer) =>
    layer instanceof Affine ? layer.b.value.to1DArray() : []
  );
  assertGreater(Math.max(...biases), 0.1);
  trainNetwork(net, train, {
    optimizer: new SGD({ lr: 0.05 }),
    batchSize: 20,
    updates: 20,
    rng: seeded("7/batches"),
  });
  assertEquals(trainAccuracy, accuracy(net, train));
});

Deno.test("depthSweep() gives a network the same run whatever the others", async () => {
  const runs = await depthSweep(options());
  assertEquals(await depthSweep(options({ sigmaWs: [2] })), [runs[1], runs[3]]);
  assertEquals(await depthSweep(options({ seed: "1" })), runs);
  assertNotEquals(await depthSweep(options({ seed: 2 })), runs);
});

Deno.test("depthSweep() gives the same numbers on workers, and tells its progress", () =>
  assertSameOnWorkers(4, (team) => depthSweep(options(team))));

Deno.test("depthSweep() gives the same numbers on workers for labels from 256 up, and takes typed arrays", async () => {
  const x = drawn("wide labels", 3, 10);
  const t = [257, 1, 300] as unknown as Uint8Array;
  const lists = {
    depths: Uint8Array.of(1, 2),
    sigmaWs: Float64Array.of(1, 2),
  } as unknown as { depths: number[]; sigmaWs: number[] };
  const more = { ...lists, train: { x, t }, lr: 0.1 };
  await assertSameOnWorkers(
    4,
    (team) => depthSweep(options({ ...more, ...team })),
  );
  const runs = await depthSweep(options(more));
  assertEquals(runs.map(({ depth }) => depth), [1, 1, 2, 2]);
});

Deno.test("depthSweep() on digits: deep in the ordered phase nothing is learned", async () => {
  const { train } = await loadMnist({ train: 200, test: 0 });
  const runs = await depthSweep({
    depths: [2, 20],
    sigmaWs: [0.8],
    sigmaB: Math.sqrt(0.05),
    train,
    width: 30,
    lr: 0.1,
    updates: 60,
    workers: 1,
  });
  const [shallow, deep] = runs.map(({ trainAccuracy }) => trainAccuracy);
  assertGreater(shallow, 0.7);
  assertLess(deep, 0.2);
});

const EMPTY: Data = { x: new Matrix(0, 10), t: new Uint8Array(0) };

const WRONG: [Partial<DepthSweepOptions>, string][] = [
  [{ depths: [] }, "depths must hold at least one number, got 0"],
  [{ sigmaWs: [] }, "sigmaWs must hold at least one number, got 0"],
  [{ depths: [2, 0] }, "depths must be a whole number of at least 1, got 0"],
  [{ sigmaWs: [1, 0] }, "sigmaWs must be a finite number above 0, got 0"],
  [{ sigmaB: -1 }, "sigmaB must be a finite number at least 0, got -1"],
  [
    { train: EMPTY },
    "train must have a label for each row, and at least one row, got 0 rows and 0 labels",
  ],
  [{ width: 0 }, "width must be a whole number of at least 1, got 0"],
  [{ batchSize: 0 }, "batchSize must be a whole number of at least 1, got 0"],
  [{ updates: 0 }, "updates must be a whole number of at least 1, got 0"],
  [{ workers: 0 }, "workers must be a whole number of at least 1, got 0"],
  [{ lr: -1 }, "lr must be a finite number above 0, got -1"],
];

for (const [more, message] of WRONG) {
  const [name] = Object.keys(more);
  Deno.test(`depthSweep() rejects, never throws: ${name}, ${message}`, async () => {
    const promise = depthSweep(options(more));
    assertInstanceOf(promise, Promise);
    await assertRejects(() => promise, RangeError, message);
  });
}

Deno.test("depthSweep() has no biases, width 50, lr .01, 200 updates of 50 and seed 1 unless told", async () => {
  const base = {
    depths: [1],
    sigmaWs: [1.2, 2],
    train: line(),
    workers: 1,
  };
  await assertDefaults(
    (options) => depthSweep({ ...base, updates: 30, ...options }),
    {
      sigmaB: [0, 0.05],
      width: [50, 51],
      seed: [1, 2],
    },
  );
  await assertDefaults(
    (options) => depthSweep({ ...base, depths: [2], updates: 20, ...options }),
    { batchSize: [50, 51] },
  );
  await assertDefaults(
    (options) =>
      depthSweep({
        ...base,
        depths: [2],
        sigmaWs: [2],
        batchSize: 5,
        ...options,
      }),
    { lr: [0.01, 0.0102], updates: [200, 201] },
  );
});

Deno.test("depthSweep() rejects a seed that is none", async () => {
  await assertRejects(() => depthSweep(options({ seed: NaN })), TypeError);
});

Deno.test("depthSweep() takes widths and seeds: a run for each, within each depth and scale", async () => {
  const widths = [12, 5], seeds = [1, "b"];
  const lists = { width: undefined, widths, seeds };
  const runs = await depthSweep(options({ ...lists, depths: [4, 1] }));
  assertEquals(
    runs.map(({ trainAccuracy: _, ...start }) => start),
    [4, 1].flatMap((depth) =>
      [1, 2].flatMap((sigmaW) =>
        widths.flatMap((width) =>
          seeds.map((seed) => ({ depth, sigmaW, width, seed }))
        )
      )
    ),
  );
  // Each is the run that it is alone.
  for (const { width, seed, ...run } of runs) {
    const { depth, sigmaW } = run;
    const one = { depths: [depth], sigmaWs: [sigmaW], width, seed };
    assertEquals(await depthSweep(options(one)), [run]);
  }
  const many = await depthSweep(options({ seeds }));
  assertEquals(many.map(({ seed }) => seed), [1, "b", 1, "b", 1, "b", 1, "b"]);
  assertEquals("width" in many[0], false);
  await assertSameOnWorkers(
    16,
    (team) => depthSweep(options({ ...lists, ...team })),
  );
});
