import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertLess,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import vm from "node:vm";
import * as weightlab from "weightlab";
import {
  accuracy,
  Adam,
  AdamW,
  constantRate,
  cosineDecay,
  type Data,
  GroupNormalization,
  he,
  type Initializer,
  l2Penalty,
  LayerNormalization,
  leakyRelu,
  linearWarmup,
  Matrix,
  MeanSquaredError,
  mlp,
  Momentum,
  normal,
  PRelu,
  pytorchLinear,
  relu,
  seeded,
  SGD,
  stepDecay,
  tanh,
  train as trainNetwork,
  WeightNormalizedAffine,
  xavier,
} from "weightlab";
import {
  trainAll,
  type TrainAllRun,
  type TrainPlan,
} from "weightlab/experiments";
import {
  ACTIVATIONS,
  AFFINES,
  INITIALIZERS,
  LOSSES,
  NORMALIZATIONS,
  OPTIMIZERS,
  PENALTIES,
  SCHEDULES,
} from "../../lib/experiments/_parts.ts";
import { drawn } from "../_property.ts";
import { assertSameOnWorkers } from "./_same_on_workers.ts";

/** Random examples of ten features in four classes, quicker than images. */
function examples(n: number): Data {
  const x = drawn(`examples ${n}`, n, 10);
  const t = x.to2DArray().map(([a, b]) => 2 * Number(a > 0) + Number(b > 0));
  return { x, t: Uint8Array.from(t) };
}

const train = examples(100), test = examples(40);

/** A small network; `more` of its plan. */
function plan(more: Partial<TrainPlan> = {}): TrainPlan {
  return {
    hidden: [12, 7],
    activation: "relu",
    init: "he",
    optimizer: { name: "SGD", lr: 0.1 },
    batchSize: 20,
    updates: 11,
    weightSeed: "weights",
    batchSeed: "batches",
    ...more,
  };
}

/** Everything that can be recorded. */
const ALL: Partial<TrainPlan> = {
  record: ["losses", "params"],
  evaluateEvery: 5,
};

const alone = { train, test, workers: 1 };

/** One run, on the calling thread. */
async function runOf(more: Partial<TrainPlan>): Promise<TrainAllRun> {
  const [run] = await trainAll([plan(more)], alone);
  return run;
}

/** Every digit of every number: assertEquals takes -0 for 0. */
const digits = (value: unknown) =>
  Deno.inspect(value, { depth: Infinity, iterableLimit: Infinity });

/** What `mlp` and `train` give by hand, as a run with everything recorded. */
function byHand(
  parts: Partial<Parameters<typeof mlp>[1]> = {},
  training: Partial<Parameters<typeof trainNetwork>[2]> = {},
  hidden: readonly number[] = [12, 7],
): Omit<TrainAllRun, "label"> {
  const net = mlp([10, ...hidden, 4], {
    activation: relu,
    init: he(),
    rng: seeded("weights"),
    ...parts,
  });
  const { losses, evaluatedAt, trainAccuracy, testAccuracy } = trainNetwork(
    net,
    train,
    {
      optimizer: new SGD({ lr: 0.1 }),
      batchSize: 20,
      updates: 11,
      rng: seeded("batches"),
      evaluateEvery: 5,
      test,
      ...training,
    },
  );
  return {
    trainAccuracy: accuracy(net, train),
    testAccuracy: accuracy(net, test),
    curve: { updates: evaluatedAt, trainAccuracy, testAccuracy },
    losses,
    params: net.params.map(({ name, value }) => ({ name, value })),
  };
}

/** Holds a plan to the same bits as the same network by hand. */
async function assertByHand(
  more: Partial<TrainPlan>,
  ...hand: Parameters<typeof byHand>
): Promise<void> {
  const { label: _, ...run } = await runOf({ ...ALL, ...more });
  const numbers = ({ params, ...rest }: Omit<TrainAllRun, "label">) =>
    digits({
      ...rest,
      params: params!.map(({ name, value }) => [name, value.to2DArray()]),
    });
  assertEquals(numbers(run), numbers(byHand(...hand)));
}

Deno.test("trainAll() of a worked example: one update of one weight matrix", async () => {
  // From zeros both classes have probability 1/2: dW = x^T (1/2 - 1, 1/2).
  const data = { x: new Matrix([[2]]), t: Uint8Array.of(0) };
  const two = { x: new Matrix([[2], [2]]), t: Uint8Array.of(0, 1) };
  const [run] = await trainAll([plan({
    hidden: [],
    init: "zeros",
    batchSize: 1,
    updates: 1,
    record: ["losses", "params"],
  })], { train: data, test: two, workers: 1 });
  const [W, b] = run.params!;
  assertEquals([W.name, W.value.to2DArray()], ["W", [[0.1, -0.1]]]);
  assertEquals([b.name, b.value.to2DArray()], ["b", [[0.05, -0.05]]]);
  assertEquals(run.losses, [Math.LN2]);
  assertEquals([run.trainAccuracy, run.testAccuracy], [1, 0.5]);
});

Deno.test("trainAll() gives what mlp() and train() give by hand, bit for bit", async () => {
  await assertByHand({});
  await assertByHand(
    {
      activation: { name: "leakyRelu", slope: 0.3 },
      optimizer: { name: "AdamW", lr: 0.02, weightDecay: 0.1, beta1: 0.8 },
      penalty: { name: "l2Penalty", lambda: 0.01 },
    },
    { activation: leakyRelu({ slope: 0.3 }) },
    {
      optimizer: new AdamW({ lr: 0.02, weightDecay: 0.1, beta1: 0.8 }),
      penalty: l2Penalty({ lambda: 0.01 }),
    },
  );
  await assertByHand({ loss: "MeanSquaredError" }, {}, {
    loss: new MeanSquaredError(),
  });
  await assertByHand(
    { batchSize: 31, updates: 7, evaluateEvery: 2, weightSeed: 3 },
    { rng: seeded(3) },
    { batchSize: 31, updates: 7, evaluateEvery: 2 },
  );
});

Deno.test("trainAll() changes learning rates as train() does, and clips gradients", async () => {
  await assertByHand(
    { optimizer: { name: "SGD", lr: { name: "constantRate", lr: 0.3 } } },
    {},
    { optimizer: new SGD({ lr: constantRate({ lr: 0.3 }) }) },
  );
  const decay = { lr: 0.2, updates: 9, end: 0.01 };
  await assertByHand(
    { optimizer: { name: "SGD", lr: { name: "cosineDecay", ...decay } } },
    {},
    { optimizer: new SGD({ lr: cosineDecay(decay) }) },
  );
  const warmup = { updates: 3, start: 0.01 }, momentum = 0.8;
  await assertByHand(
    {
      optimizer: {
        name: "Momentum",
        momentum,
        lr: { name: "linearWarmup", ...warmup, then: 0.1 },
      },
      clipNorm: 0.4,
    },
    {},
    {
      optimizer: new Momentum({
        lr: linearWarmup({ ...warmup, then: 0.1 }),
        momentum,
      }),
      clipNorm: 0.4,
    },
  );
  const steps = { lr: 0.1, every: 2, factor: 0.5 };
  await assertByHand(
    {
      optimizer: {
        name: "Adam",
        beta2: 0.9,
        lr: {
          name: "linearWarmup",
          ...warmup,
          then: {
            name: "linearWarmup",
            updates: 2,
            then: { name: "stepDecay", ...steps },
          },
        },
      },
    },
    {},
    {
      optimizer: new Adam({
        lr: linearWarmup({
          ...warmup,
          then: linearWarmup({ updates: 2, then: stepDecay(steps) }),
        }),
        beta2: 0.9,
      }),
    },
  );
});

Deno.test("trainAll() takes what is made with layers: slopes that learn, normalized weights", async () => {
  await assertByHand({ activation: { name: "PRelu", slope: 0.1 } }, {
    activation: (features: number) => new PRelu(features, { slope: 0.1 }),
  });
  await assertByHand(
    { affine: "WeightNormalizedAffine", biasInit: "pytorchLinear" },
    {
      affine: (...asked) => new WeightNormalizedAffine(...asked),
      biasInit: pytorchLinear(),
    },
  );
  await assertByHand({ affine: "Affine" });
});

Deno.test("TrainPlan names schedules by the names and constants that they have", () => {
  type Optimizer = TrainPlan["optimizer"];
  const then = { name: "stepDecay", lr: 1, every: 3 } as const;
  const warmup = { name: "linearWarmup", updates: 3 } as const;
  const fit: Optimizer[] = [
    { name: "SGD", lr: { name: "linearWarmup", updates: 3, then: 0.1 } },
    { name: "AdamW", lr: { ...warmup, then: { ...warmup, then } } },
  ];
  const refused: Optimizer[] = [
    // @ts-expect-error: there is no such schedule.
    { name: "SGD", lr: { name: "cosinDecay", lr: 0.1, updates: 100 } },
    // @ts-expect-error: it lacks `updates`.
    { name: "SGD", lr: { name: "cosineDecay", lr: 0.1 } },
    // @ts-expect-error: it has one too many.
    { name: "SGD", lr: { name: "constantRate", lr: 0.1, updates: 100 } },
    // @ts-expect-error: so has the one within.
    { name: "SGD", lr: { ...warmup, then: { ...then, factr: 1 } } },
    // @ts-expect-error: no schedule's first rate is one.
    { name: "SGD", lr: { name: "stepDecay", every: 3, lr: then } },
    // @ts-expect-error: nor is an optimizer's momentum.
    { name: "Momentum", lr: 0.1, momentum: then },
    // @ts-expect-error: a function is no data.
    { name: "SGD", lr: (update: number) => 1 / update },
    // @ts-expect-error: none does without constants.
    { name: "SGD", lr: "constantRate" },
  ];
  assertEquals([fit.length, refused.length], [2, 8]);
});

Deno.test("trainAll() normalizes as mlp() does, by batch and by example", async () => {
  await assertByHand({ normalization: "BatchNormalization" }, {
    batchNorm: true,
  });
  const eps = 0.1, convention = "keras" as const;
  await assertByHand(
    { normalization: { name: "BatchNormalization", eps, convention } },
    { batchNorm: { eps, convention } },
  );
  await assertByHand(
    { normalization: { name: "LayerNormalization", eps } },
    { normalization: (features) => new LayerNormalization(features, { eps }) },
  );
  const groups = 3, hidden = [12, 6];
  await assertByHand(
    { hidden, normalization: { name: "GroupNormalization", groups, eps } },
    {
      normalization: (features) =>
        new GroupNormalization(features, { groups, eps }),
    },
    {},
    hidden,
  );
});

Deno.test("trainAll() draws weights and biases layer by layer", async () => {
  const layers = [normal({ std: 0.2 }), xavier(), normal({ std: 2 })];
  const inits = () => {
    const left = [...layers];
    const init: Initializer = (...asked) => left.shift()!(...asked);
    return init;
  };
  const list = [{ name: "normal", std: 0.2 }, "xavier", {
    name: "normal",
    std: 2,
  }] as const;
  await assertByHand({ init: list }, { init: inits() });
  await assertByHand({ biasInit: list }, { biasInit: inits() });
  await assertByHand({ biasInit: "pytorchLinear" }, {
    biasInit: pytorchLinear(),
  });
  await assertByHand({ activation: "tanh", biasStd: 0.2 }, {
    activation: tanh,
    biasInit: (rng, _, fanOut) => normal({ std: 0.2 })(rng, 1, fanOut),
  });
});

Deno.test("trainAll() records no more than it is asked for", async () => {
  const { label, ...run } = await runOf({});
  assertEquals(label, undefined);
  assertEquals(Object.keys(run), ["trainAccuracy", "testAccuracy"]);
  const [without] = await trainAll([plan(ALL)], { train, workers: 1 });
  assertEquals("testAccuracy" in without, false);
  assertEquals(Object.keys(without.curve!), ["updates", "trainAccuracy"]);
  const last = await runOf({ evaluateEvery: 3 });
  assertEquals(last.curve!.updates, [1, 4, 7, 10]);
  assertEquals(last.trainAccuracy, run.trainAccuracy);
});

Deno.test("trainAll() has outputs for classes that only held-out examples have", async () => {
  const t = test.t.map((label) => label + 2);
  const [run] = await trainAll([plan(ALL)], {
    ...alone,
    test: { ...test, t },
  });
  assertEquals(run.params!.at(-1)!.value.columns, 6);
});

/** The constants that a name cannot do without, or that tell it from another. */
const NEEDED: Readonly<Record<string, object>> = {
  constant: { value: 0.1 },
  GroupNormalization: { groups: 2 },
  lecun: { distribution: "uniform" },
  normal: { std: 0.1 },
  PRelu: { slope: 0.2 },
  sparse: { sparsity: 0.5, std: 0.1 },
  truncatedNormal: { std: 0.1 },
  uniform: { limit: 0.1 },
  varianceScaling: { scale: 3 },
  l2Penalty: { lambda: 0.1 },
  constantRate: { lr: 0.1 },
  cosineDecay: { lr: 0.1, updates: 9 },
  linearWarmup: { updates: 4, then: 0.1 },
  stepDecay: { lr: 0.1, every: 4 },
};

/** Hidden layers whose features fill two groups. */
const EVEN = [12, 8];

/** Each table with the part of a plan that it is for, and which files make its parts. */
const TABLES = [
  {
    part: "activation",
    table: ACTIVATIONS,
    // What learns is a layer.
    files: /^\.\/activations\/|\/p_relu\.ts$/,
  },
  { part: "init", table: INITIALIZERS, files: /^\.\/initializers\// },
  {
    part: "normalization",
    table: NORMALIZATIONS,
    files: /^\.\/layers\/\w+_normalization\.ts$/,
  },
  { part: "affine", table: AFFINES, files: /^\.\/layers\/\w*affine\.ts$/ },
  { part: "optimizer", table: OPTIMIZERS, files: /^\.\/optimizers\// },
  { part: "optimizer.lr", table: SCHEDULES, files: /^\.\/schedules\// },
  { part: "penalty", table: PENALTIES, files: /_penalty\.ts$/ },
  {
    part: "loss",
    table: LOSSES,
    files: /^\.\/losses\/(?!\w*_penalty\.ts$)/,
  },
] as const;

/** What of those files is no part of its kind. */
const OTHERS = [
  ...["defineActivation", "gain", "gainTable", "gaussianMean"],
  // Of classes of several outputs the first is no loss.
  ...["SigmoidCrossEntropy", "softmax", "clipGradients"],
];

/** What a plan of one of the parts needs beside its name. */
const constantsOf = (part: string, name: string) =>
  part === "optimizer" ? { lr: 0.01 } : NEEDED[name];

/** A plan's part, as a table has it. */
function partOf(part: string, named: unknown): Partial<TrainPlan> {
  const [whole, inner] = part.split(".");
  const optimizer = { name: "SGD", [inner]: named };
  return { [whole]: inner === undefined ? named : optimizer };
}

for (const { part, table, files } of TABLES) {
  Deno.test(`trainAll() knows every ${part} of the library, by its name there`, async () => {
    const face = await Deno.readTextFile("lib/mod.ts");
    const exported = [...face.matchAll(/export \{([^}]*)\} from "([^"]*)"/g)]
      .filter(([, , from]) => files.test(from))
      .flatMap(([, names]) => names.split(",").map((name) => name.trim()))
      .filter((name) => /^\w+$/.test(name) && !OTHERS.includes(name));
    assertEquals(
      Object.keys(table).sort(),
      exported.sort(),
      "its table in lib/experiments/_parts.ts has a line for each",
    );
    assertEquals(exported.every((name) => name in weightlab), true);
  });

  for (const name of Object.keys(table)) {
    Deno.test(`trainAll() trains with ${part} ${name}, and refuses a constant that it has not`, async () => {
      const constants = constantsOf(part, name);
      const named = { name, ...constants };
      const run = await runOf({
        ...partOf(part, named),
        hidden: EVEN,
        record: ["losses", "params"],
      })
        .catch((cause) => {
          throw new Error(`add what ${name} needs to NEEDED`, { cause });
        });
      assert(run.losses!.every(Number.isFinite));
      if (constants === undefined) {
        const short = await runOf({
          ...partOf(part, name),
          hidden: EVEN,
          record: ["losses", "params"],
        });
        assertEquals(digits(short), digits(run));
      }
      const error = await assertRejects(
        () => runOf(partOf(part, { ...named, typo: 1 })),
        TypeError,
        `Cannot train networks: plans[0].${part} must be`,
      );
      assertStringIncludes(error.message, "got typo");
    });
  }
}

Deno.test("trainAll() tells parts of one kind apart", async () => {
  for (const { part, table } of TABLES) {
    const runs = await trainAll(
      Object.keys(table).map((name) =>
        plan({
          ...partOf(part, { name, ...constantsOf(part, name) }),
          hidden: EVEN,
          biasInit: "pytorchLinear",
          record: ["losses"],
        })
      ),
      alone,
    );
    const different = new Set(runs.map(({ losses }) => digits(losses)));
    assertEquals([part, different.size], [part, runs.length]);
  }
});

/** Plans that differ in everything, so that each takes another time. */
const plans = [
  plan({ ...ALL, label: "plain" }),
  plan({ ...ALL, label: { std: -0, deep: [1, null] }, hidden: [] }),
  plan({ ...ALL, hidden: [30, 30, 30], normalization: "BatchNormalization" }),
  plan({ ...ALL, optimizer: { name: "Adam", lr: 0.01 }, activation: "gelu" }),
  plan({ ...ALL, updates: 100, record: ["params"] }),
  plan({
    ...{ ...ALL, activation: "PRelu", affine: "WeightNormalizedAffine" },
    optimizer: {
      name: "AdamW",
      lr: {
        name: "linearWarmup",
        updates: 4,
        then: { name: "cosineDecay", lr: 0.01, updates: 7 },
      },
    },
    clipNorm: 0.5,
  }),
];

Deno.test("trainAll() gives the same runs for any number of workers, in the order of the plans", async () => {
  await assertSameOnWorkers(
    plans.length,
    (team) => trainAll(plans, { train, test, ...team }),
  );
  const runs = await trainAll(plans, { train, test, workers: 3 });
  assertEquals(digits(runs), digits(await trainAll(plans, alone)));
  assertEquals(
    runs.map(({ label }) => label),
    plans.map(({ label }) => label),
  );
  assertEquals(runs.map(({ params }) => params!.length), [6, 2, 14, 6, 6, 11]);
});

Deno.test("trainAll() gives a network the same run whatever the others", async () => {
  const runs = await trainAll(plans, alone);
  for (const [i, one] of plans.entries()) {
    assertEquals(await trainAll([one], alone), [runs[i]]);
  }
  assertEquals(await trainAll([], { train, workers: 2 }), []);
});

Deno.test("trainAll() hands over parameters of any size, for labels up to 65,535", async () => {
  const x = new Matrix([[1, 0.5], [0, 1]]);
  const t = Uint16Array.of(65535, 300) as unknown as Uint8Array;
  const wide = plan({
    hidden: [9],
    batchSize: 2,
    updates: 2,
    record: ["params"],
  });
  const [here, there] = await Promise.all([1, 2].map(async (workers) => {
    const [run] = await trainAll([wide], { train: { x, t }, workers });
    return run.params!.map(({ value }) => value);
  }));
  assertEquals([here[2].rows, here[2].columns], [9, 65536]);
  for (const [i, value] of here.entries()) {
    assertInstanceOf(there[i], Matrix);
    const [a, b] = [value, there[i]].map((m) =>
      Float64Array.from(m.to1DArray())
    );
    assertEquals(new Uint8Array(a.buffer), new Uint8Array(b.buffer));
  }
});

Deno.test("trainAll() gives matrices that belong to the caller", async () => {
  const [run] = await trainAll([plan(ALL)], alone);
  const before = digits(run);
  run.params![0].value.set(0, 0, 7);
  assertEquals((await trainAll([plan(ALL)], alone)).map(digits), [before]);
  assertEquals(run.params![0].value.transpose().rows, 12);
});

Deno.test("trainAll() rejects with what a network threw, and its label or its plan", async () => {
  // Whether there are features enough the layer says, when it is made.
  const failing = plan({ activation: "sigmoid", hidden: [1], init: "he" });
  const normalization = { name: "LayerNormalization" } as const;
  for (const workers of [1, 2]) {
    for (
      const [label, told] of [
        [{ width: 1 }, '(job 2 of 3: {"width":1})'],
        [undefined, '(job 2 of 3: {"hidden":[1],"activation":"sigmoid",'],
      ] as const
    ) {
      const wrong = { ...failing, normalization, label };
      const error = await assertRejects(
        () => trainAll([plan(), wrong, plan()], { train, workers }),
        RangeError,
        "features must be a whole number of at least 2, got 1",
      );
      assertStringIncludes(error.message, told);
      assertStringIncludes(error.stack!, "layer_normalization.ts");
    }
  }
});

Deno.test("trainAll() checks all plans before it trains the first", async () => {
  const seen: unknown[] = [];
  const wrong = plan({ optimizer: { name: "Adam", lr: 0 } });
  const promise = trainAll([plan(), plan(), wrong], {
    train,
    workers: 1,
    onProgress: (progress) => seen.push(progress),
  });
  assertInstanceOf(promise, Promise);
  const message =
    "Cannot train networks: plans[2].optimizer.lr must be a finite number above 0, got 0";
  const error = await assertRejects(() => promise, RangeError, message);
  assertStringIncludes(error.stack!, `RangeError: ${message}\n`);
  assertEquals(seen, []);
});

Deno.test("trainAll() stops at once when it is interrupted, and can be called again", async () => {
  const state = globalThis as { interrupted?: () => unknown };
  for (const workers of [1, 2]) {
    state.interrupted = () =>
      trainAll([plan(), plan({ updates: 1e6 })], { train, workers });
    // As the notebook's square does it: what runs ends, and no `finally` runs.
    assertThrows(
      () => vm.runInThisContext("interrupted()", { timeout: 1500 }),
      Error,
      "timed out",
    );
    delete state.interrupted;
    assertEquals(await runOf({}), await runOf({}));
  }
});

Deno.test("trainAll() tells its progress, and ends with what onProgress throws", async () => {
  const seen: unknown[] = [];
  await trainAll([plan(), plan()], {
    ...alone,
    onProgress: (progress) => seen.push(progress),
  });
  const total = 2;
  assertEquals(seen, [0, 1, 2].map((done) => ({ done, total })));
  for (const workers of [1, 2]) {
    await assertRejects(
      () =>
        trainAll([plan(), plan()], {
          train,
          workers,
          onProgress({ done }) {
            if (done > 0) throw new Error("enough");
          },
        }),
      Error,
      "enough",
    );
  }
});

Deno.test({
  name: "trainAll() on workers without the permission to read says so at once",
  permissions: { read: false },
  async fn() {
    const begun = performance.now();
    await assertRejects(
      () => trainAll([plan(), plan()], { train, workers: 2 }),
      Deno.errors.NotCapable,
      "Cannot start workers: it needs the permission --allow-read=/",
    );
    assertLess(performance.now() - begun, 5000);
    assertEquals((await trainAll([plan()], alone)).length, 1);
  },
});

Deno.test("trainAll() of 10,000 small plans takes less than 16 kB of memory a plan", async () => {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tests/experiments/_many_plans.ts", "2"],
  }).output();
  const text = new TextDecoder();
  const { networks, bytes } = JSON.parse(
    text.decode(stdout) || text.decode(stderr),
  );
  assertEquals(networks, 10_000);
  assertLess(bytes / networks, 16_000);
});

Deno.test("trainAll() leaves its plans as they were, and takes typed arrays", async () => {
  const hidden = Uint16Array.of(12, 7) as unknown as number[];
  const frozen = Object.freeze(plan({ ...ALL, hidden }));
  const before = digits(frozen);
  const [run] = await trainAll([frozen], alone);
  assertEquals(digits(frozen), before);
  assertEquals(digits(run), digits(await runOf(ALL)));
  // A plan is data: written as JSON and read again it is the same network.
  const read = JSON.parse(JSON.stringify(frozen));
  assertEquals(digits(await runOf({ ...read, hidden: [12, 7] })), digits(run));
});
