import {
  assertEquals,
  assertGreater,
  assertInstanceOf,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import {
  accuracy,
  type Data,
  loadMnist,
  mlp,
  normal,
  relu,
  seeded,
  SGD,
  train as trainNetwork,
} from "weightlab";
import {
  outputScaleSweep,
  type OutputScaleSweepOptions,
} from "weightlab/experiments";
import { assertDefaults } from "../_defaults.ts";
import { line } from "./_line.ts";
import { drawn } from "../_property.ts";
import { assertSameOnWorkers } from "./_same_on_workers.ts";

/** Random examples of ten features in four classes, quicker than images. */
const x = drawn("examples", 100, 10);
const t = x.to2DArray().map(([a, b]) => 2 * Number(a > 0) + Number(b > 0));
const t256 = t.map((label) => 256 + label);
const train: Data = { x, t: Uint8Array.from(t) };

/** Two starts of small networks, and two seeds. */
function options(
  more: Partial<OutputScaleSweepOptions> = {},
): OutputScaleSweepOptions {
  const trials = [
    { hiddenStd: 0.5, outputStd: 0.1 },
    { hiddenStd: 0.5, outputStd: 0.1, eps: 1 },
  ];
  const constants = { hidden: [12, 12], batchSize: 20, updates: 20, lr: 0.1 };
  return { trials, seeds: [1, "b"], train, workers: 1, ...constants, ...more };
}

Deno.test("outputScaleSweep() gives a run for each trial and, within it, each seed", async () => {
  const { trials, seeds } = options(), runs = await outputScaleSweep(options());
  assertEquals(
    runs.map(({ trainAccuracy: _, ...start }) => start),
    trials.flatMap((trial) => seeds.map((seed) => ({ ...trial, seed }))),
  );
  assertNotEquals(runs[0].trainAccuracy, runs[2].trainAccuracy);
});

Deno.test("outputScaleSweep() gives the last layer's weights a scale of their own", async () => {
  // By hand, from the library's parts; the last hidden layer is as wide as the output.
  const [run] = await outputScaleSweep(options({
    trials: [{ hiddenStd: 0.3, outputStd: 2, eps: 0.01 }],
    hidden: [12, 4],
    seeds: [7],
    lr: 0.05,
  }));
  const stds = [0.3, 0.3, 2];
  const net = mlp([10, 12, 4, 4], {
    activation: relu,
    init: (rng, fanIn, fanOut) =>
      normal({ std: stds.shift()! })(rng, fanIn, fanOut),
    rng: seeded("weights 7"),
    batchNorm: { eps: 0.01 },
  });
  trainNetwork(net, train, {
    optimizer: new SGD({ lr: 0.05 }),
    batchSize: 20,
    updates: 20,
    rng: seeded("batches 7"),
  });
  assertEquals(run.trainAccuracy, accuracy(net, train));
});

Deno.test("outputScaleSweep() gives the same numbers on workers, and tells its progress", () =>
  assertSameOnWorkers(4, (team) => outputScaleSweep(options(team))));

Deno.test("outputScaleSweep() gives the same runs on workers whatever held the trials", async () => {
  /** Its fields are no properties of its own, which no worker would get. */
  class Trial {
    get hiddenStd() {
      return 0.5;
    }
    get outputStd() {
      return -0;
    }
  }
  const trials = [new Trial(), { hiddenStd: 1, outputStd: 1, eps: undefined }];
  const t = Uint16Array.from(t256) as unknown as Uint8Array;
  const more = { trials, train: { x, t } };
  await assertSameOnWorkers(
    4,
    (team) => outputScaleSweep(options({ ...more, ...team })),
  );
  const [run] = await outputScaleSweep(options(more));
  assertEquals([run.hiddenStd, run.outputStd, run.seed], [0.5, 0, 1]);
});

Deno.test("outputScaleSweep() on digits: a larger output layer mends a small start", async () => {
  const { train } = await loadMnist({ train: 300, test: 0 });
  const runs = await outputScaleSweep({
    trials: [
      { hiddenStd: 1e-4, outputStd: 1e-4 },
      { hiddenStd: 1e-4, outputStd: 0.0136 },
    ],
    seeds: [1],
    train,
    updates: 60,
    workers: 1,
  });
  assertGreater(runs[1].trainAccuracy, runs[0].trainAccuracy + 0.2);
});

Deno.test("outputScaleSweep() has the post's constants unless told", async () => {
  const base = {
    trials: [{ hiddenStd: 0.5, outputStd: 0.5 }],
    seeds: [1],
    train: line(),
    workers: 1,
  };
  const small = { hidden: [4], updates: 20, batchSize: 20 };
  await assertDefaults(
    (options) => outputScaleSweep({ ...base, ...small, ...options }),
    { lr: [0.01, 0.0101] },
  );
  await assertDefaults(
    (options) =>
      outputScaleSweep({ ...base, hidden: [4], updates: 20, ...options }),
    { batchSize: [100, 101] },
  );
  await assertDefaults(
    (options) =>
      outputScaleSweep({ ...base, hidden: [4], batchSize: 20, ...options }),
    { updates: [191, 192] },
  );
  await assertDefaults<{ hidden: number[] }>(
    (options) =>
      outputScaleSweep({ ...base, updates: 30, batchSize: 20, ...options }),
    { hidden: [[100, 100, 100, 100, 100], [100, 100, 100, 100, 101]] },
  );
});

Deno.test("outputScaleSweep() leaves eps to the layer unless told", async () => {
  const base = { seeds: [1], train: line(), workers: 1, hidden: [4] };
  await assertDefaults(
    async (options) => {
      const trials = [{ hiddenStd: 0.5, outputStd: 0.5, ...options }];
      const [run] = await outputScaleSweep({ ...base, trials, updates: 20 });
      return run.trainAccuracy;
    },
    { eps: [1e-6, 0.1] },
  );
});

Deno.test("outputScaleSweep() rejects, never throws", async () => {
  const promise = outputScaleSweep(options({ trials: [] }));
  assertInstanceOf(promise, Promise);
  await assertRejects(() => promise, RangeError, "trials must hold at least");
});

Deno.test("outputScaleSweep() takes widths, in place of those of all hidden layers", async () => {
  const { trials, seeds } = options(), widths = [6, 12];
  const runs = await outputScaleSweep(options({ widths }));
  assertEquals(
    runs.map(({ trainAccuracy: _, ...start }) => start),
    trials.flatMap((trial) =>
      widths.flatMap((width) =>
        seeds.map((seed) => ({ ...trial, width, seed }))
      )
    ),
  );
  for (const width of widths) {
    const alone = await outputScaleSweep(options({ hidden: [width, width] }));
    const own = runs.filter((run) => run.width === width)
      .map(({ width: _, ...run }) => run);
    assertEquals(own, alone);
  }
});
