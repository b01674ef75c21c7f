import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertThrows,
} from "@std/assert";
import {
  activations,
  Adam,
  Affine,
  BatchNormalization,
  constant,
  defineActivation,
  diagnose,
  type Diagnosis,
  type DiagnosisBatch,
  Dropout,
  effectiveRank,
  Frozen,
  gelu,
  gradients,
  GroupNormalization,
  he,
  type Layer,
  LayerNormalization,
  leakyRelu,
  linear,
  Matrix,
  mlp,
  type MlpOptions,
  normal,
  PRelu,
  Relu,
  relu,
  Residual,
  RMSNormalization,
  seeded,
  Sequential,
  SGD,
  Sigmoid,
  sigmoid,
  SoftmaxCrossEntropy,
  softplus,
  Tanh,
  tanh,
  train,
  varianceScaling,
  varianceSplit,
  WeightNormalizedAffine,
  xavier,
  zeros,
} from "weightlab";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { passOn, Scaled, Skip } from "../layers/_composite.ts";
import { examples, network } from "../training/_examples.ts";
import { classifier, digits, inputs, stack } from "./_networks.ts";

/** Each problem's kind and layers. */
function found({ problems }: Diagnosis): [string, readonly number[]][] {
  return problems.map(({ kind, layers }) => [kind, layers]);
}

function std(x: Matrix): number {
  return Math.sqrt(varianceSplit(x).total);
}

Deno.test("diagnose() of a worked example", () => {
  // z = 2 x over (1, 3) and (-1, 1): ReLU gives (2, 6) and (0, 2).
  const affine = new Affine(2, 2, { init: zeros(), rng: seeded(1) });
  affine.W.value.set(0, 0, 2);
  affine.W.value.set(1, 1, 2);
  const net = new Sequential([affine, new Relu()]);
  const x = new Matrix([[1, -1], [3, 1]]);
  const { input, rows } = diagnose(net, x);
  assertEquals(input, { rms: Math.sqrt(3), rank: 1 });
  const [{ predicted, ...row }] = rows;
  assertEquals(row, {
    layer: 1,
    name: "Affine, ReLU",
    units: 2,
    mean: 2.5, // of 2, 6, 0, 2
    std: Math.sqrt(4.75), // 11 - 2.5^2
    between: 1.5, // 4 and 1
    within: Math.sqrt(2.5), // 4 and 1
    dead: 0,
    rank: 1,
    weightStd: 1, // of 2, 0, 0, 2
  });
  // q = 2 mean(W^2) 3 = 12, of which ReLU keeps 6, with mean sqrt(12 / 2 pi).
  assertAlmostEquals(predicted, Math.sqrt(6 - 6 / Math.PI), 1e-9);
});

Deno.test("diagnose() measures what the probes do, by layer", () => {
  const net = mlp([4, 8, 5, 3], {
    activation: tanh,
    init: xavier(),
    rng: seeded(1),
  });
  const { x } = examples(40);
  const outputs = activations(net, x).map(({ values }) => values);
  const { rows } = diagnose(net, x);
  assertEquals(rows.map(({ layer }) => layer), [1, 2, 3]);
  [outputs[1], outputs[3], outputs[4]].forEach((values, i) => {
    const { total, between, within } = varianceSplit(values);
    assertAlmostEquals(rows[i].mean, values.mean(), 1e-15);
    assertAlmostEquals(rows[i].std, Math.sqrt(total), 1e-15);
    assertAlmostEquals(rows[i].between, Math.sqrt(between), 1e-15);
    assertAlmostEquals(rows[i].within, Math.sqrt(within), 1e-15);
    assertAlmostEquals(rows[i].rank, effectiveRank(values), 1e-12);
  });
});

Deno.test("diagnose() measures the gradients of the batch's mean loss", () => {
  const net = network(), { x, t } = examples(40);
  const [affine1, relu1, affine2] = net.layers;
  const loss = new SoftmaxCrossEntropy();
  const { rows, ...diagnosis } = diagnose(net, { x, t });
  assertEquals(diagnosis.loss, loss.forward(net.forward(x, "train"), t));
  const dLogits = loss.backward();
  const dHidden = relu1.backward(affine2.backward(dLogits));
  affine1.backward(dHidden);
  assertAlmostEquals(rows[1].gradientStd!, std(dLogits), 1e-15);
  assertAlmostEquals(rows[0].gradientStd!, std(dHidden), 1e-15);
  [affine1, affine2].forEach((affine, i) => {
    const { grad } = (affine as Affine).W;
    assertAlmostEquals(rows[i].weightGradientStd!, std(grad), 1e-15);
  });
});

Deno.test("diagnose() gives log10 std(change of W) / std(W), by lr or an optimizer", () => {
  const net = network(), data = examples(40);
  const { rows } = diagnose(net, data, { lr: 0.3 });
  for (const { logUpdate, weightGradientStd, weightStd } of rows) {
    const ratio = 0.3 * weightGradientStd! / weightStd!;
    assertAlmostEquals(logUpdate!, Math.log10(ratio), 1e-9);
  }
  const sgd = diagnose(net, data, { optimizer: new SGD({ lr: 0.3 }) });
  assertEquals(sgd.rows, rows);
  // Adam's first step is lr for every weight that has a gradient, up or down.
  const adam = diagnose(net, data, { optimizer: new Adam({ lr: 0.01 }) });
  for (const { logUpdate, weightStd } of adam.rows) {
    assertAlmostEquals(logUpdate!, Math.log10(0.01 / weightStd!), 0.05);
  }
});

Deno.test("diagnose() without labels gives no gradients and no loss", () => {
  const net = network(), { x } = examples(40);
  for (const batch of [x, { x }]) {
    const diagnosis = diagnose(net, batch);
    assertEquals("loss" in diagnosis, false);
    for (const row of diagnosis.rows) {
      assertEquals("gradientStd" in row || "logUpdate" in row, false);
    }
  }
});

Deno.test("diagnose() opens nested networks", () => {
  const flat = stack(relu, he(), { layers: 3 });
  const nested = new Sequential([
    new Sequential(flat.layers.slice(0, 3)),
    new Sequential([new Sequential(flat.layers.slice(3))]),
  ]);
  assertEquals(diagnose(nested, inputs), diagnose(flat, inputs));
});

Deno.test("diagnose() counts a layer from each affine map, and from a second activation", () => {
  const rng = seeded(1), init = he();
  const affine = () => new Affine(3, 3, { init, rng });
  const net = new Sequential([
    new Dropout(0.5, { rng }),
    affine(),
    new BatchNormalization(3),
    new Relu(),
    new Dropout(0.5, { rng }),
    new Sigmoid(),
    affine(),
    affine(),
    new Tanh(),
  ]);
  assertEquals(diagnose(net, drawn("x", 20, 3)).rows.map(({ name }) => name), [
    "Dropout, Affine, BatchNormalization, ReLU, Dropout",
    "sigmoid",
    "Affine",
    "Affine, tanh",
  ]);
  const [alone] = diagnose(new Sigmoid(), drawn("x", 20, 3)).rows;
  assertEquals([alone.name, alone.units], ["sigmoid", 3]);
  assertEquals("weightStd" in alone, false);
});

Deno.test("diagnose() normalizes with the batch's statistics, and drops nothing", () => {
  // Before training the running averages are 0, and of no use.
  const net = new Sequential([
    new Affine(100, 100, { init: normal({ std: 3 }), rng: seeded(1) }),
    new BatchNormalization(100),
    new Dropout(0.9, { rng: seeded(2) }),
  ]);
  const { rows: [row], problems } = diagnose(net, inputs);
  assertAlmostEquals(row.within, 1, 1e-6);
  assertAlmostEquals(row.between, 0, 1e-6);
  assertEquals(row.predicted, 1);
  assertEquals(problems, []);
});

Deno.test("diagnose() knows every normalization: theory, and what mends a quiet network", () => {
  const deep = (normalization: (features: number) => Layer) => {
    const options = { activation: sigmoid, init: xavier(), rng: seeded("w") };
    const net = mlp([100, 100, 100, 100, 100, 100, 10], {
      ...options,
      normalization,
    });
    return diagnose(net, inputs);
  };
  for (
    const normalization of [
      (features: number) => new BatchNormalization(features),
      (features: number) => new BatchNormalization(features, { ghostSize: 50 }),
    ]
  ) {
    const { rows, problems } = deep(normalization);
    assertEquals(problems, []);
    for (const { predicted, std } of rows.slice(0, 5)) {
      assertAlmostEquals(predicted, 0.2083, 1e-4); // sigmoid of N(0, 1)
      assertAlmostEquals(std, predicted, 0.01);
    }
  }
  // These take away an example's size, not a neuron's mean.
  for (
    const normalization of [
      (features: number) => new LayerNormalization(features),
      (features: number) => new RMSNormalization(features),
      (features: number) => new GroupNormalization(features, { groups: 5 }),
    ]
  ) {
    const { rows, problems: [quiet] } = deep(normalization);
    assertEquals([quiet.kind, quiet.layers.at(-1)], ["quiet", 6]);
    assertMatch(
      quiet.advice,
      /Put batch normalization in place of (Layer|RMS|Group)Normalization\./,
    );
    assertAlmostEquals(rows[4].std, rows[4].predicted, 0.02);
  }
});

/** A small network with labels, its parts as told. */
function small(more: Partial<MlpOptions>): Diagnosis {
  const net = mlp([20, 30, 30, 4], {
    activation: leakyRelu({ slope: 0.25 }),
    init: he({ slope: 0.25 }),
    rng: seeded("small"),
    ...more,
  });
  const data = {
    x: drawn("small", 100, 20),
    t: Uint8Array.from({ length: 100 }, (_, i) => i % 4),
  };
  return diagnose(net, data, { optimizer: new SGD({ lr: 0.1 }) });
}

Deno.test("diagnose() takes PReLU for the activation that it is: a leaky ReLU's diagnosis", () => {
  const { rows, ...leaky } = small({});
  const named = rows.map((row) => ({
    ...row,
    name: row.name.replace("leaky ReLU", "PReLU"),
  }));
  assertEquals(named.map(({ name }) => name), [
    "Affine, PReLU",
    "Affine, PReLU",
    "Affine",
  ]);
  for (const features of [true, false]) {
    const prelu = small({
      activation: (width: number) => new PRelu(features ? width : undefined),
    });
    prelu.rows.forEach((row, i) => {
      assertAlmostEquals(row.predicted, named[i].predicted, 1e-12);
      assertEquals({ ...row, predicted: named[i].predicted }, named[i]);
    });
    assertEquals(prelu.problems, leaky.problems);
  }
});

Deno.test("diagnose() calls a PReLU unit dead whose own slope is flat, and a lost slope diverged", () => {
  const layer = new PRelu(4);
  layer.a.value = new Matrix([[0, 0.25, 0.001, 0]]);
  const x = new Matrix([[-1, -1, -1, 1], [-2, -2, -2, -1]]);
  const { rows: [{ dead, name }] } = diagnose(layer, x);
  assertEquals([dead, name], [0.5, "PReLU"]);
  for (const lost of [NaN, Infinity]) {
    layer.a.value.set(0, 1, lost);
    assertEquals(found(diagnose(layer, x)), [["diverged", [1]]]);
  }
});

Deno.test("diagnose() sees through weight normalization: W is what v and g make", () => {
  const plain = small({});
  const net = small({
    affine: (...asked) => new WeightNormalizedAffine(...asked),
  });
  net.rows.forEach((row, i) => {
    const { name, logUpdate, ...numbers } = row;
    const { name: other, logUpdate: _, ...expected } = plain.rows[i];
    assertEquals(name, other.replace("Affine", "WeightNormalizedAffine"));
    for (const [key, value] of Object.entries(expected)) {
      assertAlmostEquals(numbers[key as keyof typeof numbers]!, value, 1e-9);
    }
    assert(Number.isFinite(logUpdate));
  });
  assertEquals(net.problems, plain.problems);
});

Deno.test("diagnose() gives a weight-normalized layer's update of W, and leaves the layer alone", () => {
  const layer = new WeightNormalizedAffine(6, 3, {
    init: he(),
    rng: seeded("update"),
  });
  const data = {
    x: drawn("x", 20, 6),
    t: Array.from({ length: 20 }, (_, i) => i % 3),
  };
  layer.forward(data.x);
  const W = layer.W.value.clone();
  const { rows: [{ logUpdate }] } = assertUnchanged(
    () => diagnose(layer, data, { optimizer: new SGD({ lr: 0.5 }) }),
    ...[layer.v, layer.g, layer.b, layer.W].map(({ value }) => value),
  );
  const loss = new SoftmaxCrossEntropy();
  loss.forward(layer.forward(data.x), data.t);
  layer.backward(loss.backward());
  new SGD({ lr: 0.5 }).update(layer.params);
  layer.makeWeights();
  const change = std(Matrix.sub(layer.W.value, W));
  assertAlmostEquals(logUpdate!, Math.log10(change / std(W)), 1e-12);
});

Deno.test("diagnose() counts saturated values where the slope is below 1 % of the steepest", () => {
  // sigmoid: .0025 at |z| = 5.9865; tanh: .01 at 2.9932.
  const counts = [
    { layer: new Sigmoid(), z: [5.98, 5.99, -5.98, -5.99, 0, 0] },
    { layer: new Tanh(), z: [2.99, 3, -2.99, -3, 0, 0] },
  ].map(({ layer, z }) =>
    diagnose(layer, new Matrix(z.map((v) => [v, 0]))).rows[0]
  );
  for (const row of counts) {
    assertAlmostEquals(row.saturated!, 2 / 12, 1e-15);
    assertEquals(row.dead, 0);
  }
  // Both examples of the first unit are flat, one of the second.
  const [{ dead }] = diagnose(new Tanh(), new Matrix([[9, 9], [-9, 0]])).rows;
  assertEquals(dead, 0.5);
});

Deno.test("diagnose() calls a ReLU unit dead that gives 0 for every example", () => {
  const { rows: [row] } = diagnose(
    new Relu(),
    new Matrix([[-1, 0, -1, 1], [-2, 0, 1, 1]]),
  );
  assertEquals(row.dead, 0.5);
  assertEquals("saturated" in row, false);
});

const posts: [
  name: string,
  net: Sequential,
  found: [string, number[]][],
  predicted: number[],
][] = [
  [
    "sigmoid, std 1: saturated",
    stack(sigmoid, normal({ std: 1 })),
    [["saturated", [1, 2, 3, 4, 5]]],
    [.459, .440, .438, .438, .438],
  ],
  [
    "sigmoid, std .01: quiet",
    stack(sigmoid, normal({ std: 0.01 })),
    [["quiet", [2, 3, 4, 5]]],
    [.0249, .0125, .0125, .0125, .0125],
  ],
  [
    "sigmoid, Xavier: quiet",
    stack(sigmoid, xavier()),
    [["quiet", [3, 4, 5]]],
    [.208, .127, .121, .121, .121],
  ],
  [
    "ReLU, std .01: the signal fades",
    stack(relu, normal({ std: 0.01 })),
    [["fading signal", [1, 2, 3, 4, 5]]],
    [.0584, .00413, .000292, .0000206, .00000146],
  ],
  [
    "ReLU, He: sound",
    stack(relu, he()),
    [],
    [.826, .826, .826, .826, .826],
  ],
  [
    "tanh, Xavier: sound",
    stack(tanh, xavier()),
    [],
    [.628, .486, .408, .358, .322],
  ],
];

for (const [name, net, expected, predicted] of posts) {
  Deno.test(`diagnose() of the post's networks: ${name}`, () => {
    const diagnosis = diagnose(net, inputs);
    assertEquals(found(diagnosis), expected);
    // The drawn weights' std is off by up to 1 %, which ReLU layers multiply.
    diagnosis.rows.forEach(({ predicted: value, std }, i) => {
      assertAlmostEquals(value / predicted[i], 1, 0.05);
      assertAlmostEquals(std / value, 1, 0.3);
    });
  });
}

Deno.test("diagnose() finds the same for other draws of the post's weights", () => {
  const inits = [
    { f: sigmoid, init: normal({ std: 1 }), kinds: ["saturated"] },
    { f: sigmoid, init: normal({ std: 0.01 }), kinds: ["quiet"] },
    { f: sigmoid, init: xavier(), kinds: ["quiet"] },
    { f: relu, init: normal({ std: 0.01 }), kinds: ["fading signal"] },
    { f: relu, init: he(), kinds: [] },
    { f: tanh, init: xavier(), kinds: [] },
  ];
  for (const { f, init, kinds } of inits) {
    for (const seed of ["a", "b", "c"]) {
      const { problems } = diagnose(stack(f, init, { seed }), inputs);
      assertEquals(
        problems.map(({ kind }) => kind),
        kinds,
        `${f.name} ${seed}`,
      );
    }
  }
});

Deno.test("diagnose() says what it found, with numbers, and what to do", () => {
  const quiet = diagnose(stack(sigmoid, xavier()), inputs);
  const { within, std } = quiet.rows[2];
  assertMatch(
    quiet.problems[0].advice,
    /^Layers 3 to 5 are quiet about the input/,
  );
  const numbers = [within, std].map((v) => Number(v.toPrecision(2)));
  assert(
    quiet.problems[0].advice.includes(
      `within-neuron std ${numbers[0]} of ${numbers[1]} in layer 3`,
    ),
  );
  assertMatch(quiet.problems[0].advice, /Put batch normalization before/);
  assertMatch(
    quiet.verdict,
    /^Not sound: 1 problem in 5 layers: quiet \(layers 3 to 5\)\. First: Layers/,
  );
  const fading = diagnose(stack(relu, normal({ std: 0.01 })), inputs);
  assertMatch(
    fading.problems[0].advice,
    /Draw W with std sqrt\(2 \/ fanIn\), as he\(\) does: 0\.14 in layer 1, where it is 0\.01\./,
  );
  const sound = diagnose(stack(relu, he()), inputs);
  assertEquals(sound.verdict, "Sound: no problem found in 5 layers.");
});

Deno.test("diagnose() names a start for each function that is 0 at 0, and it is sound", () => {
  const small = inputs.subMatrix(0, 299, 0, 99);
  const starts = [
    { f: relu, call: "he()", init: he() },
    { f: tanh, call: "xavier()", init: xavier() },
    { f: linear, call: "xavier()", init: xavier() },
    {
      f: gelu,
      call: "varianceScaling({ scale: 2.35 })",
      init: varianceScaling({ scale: 2.35 }),
    },
  ];
  for (const { f, call, init } of starts) {
    const [{ advice }] =
      diagnose(stack(f, normal({ std: 1e-3 })), small).problems;
    assert(advice.includes(`as ${call} does`), advice);
    assertEquals(diagnose(stack(f, init), small).problems, []);
  }
  const [quiet] = diagnose(stack(softplus, xavier()), small).problems;
  assertEquals(quiet.kind, "quiet");
  assert(!quiet.advice.includes("Draw W"));
});

Deno.test("diagnose() finds units that are all alike, from zero or any constant", () => {
  for (const value of [0, 0.1]) {
    const diagnosis = diagnose(stack(sigmoid, constant({ value })), inputs);
    assertEquals(found(diagnosis), [["alike", [1, 2, 3, 4, 5]]]);
    assertEquals(diagnosis.rows[4].weightStd, 0);
  }
  // Classes have labels of their own: an output layer of zeros is a sound start.
  const net = network();
  const last = (net.layers[2] as Affine).W.value;
  last.fill(0);
  assertEquals(found(diagnose(net, examples(100), { lr: 0.1 })), []);
});

Deno.test("diagnose() finds the dead layer, and blames nothing behind it", () => {
  const net = stack(relu, he());
  (net.layers[4] as Affine).b.value.fill(-100);
  const diagnosis = diagnose(net, inputs);
  assertEquals(found(diagnosis), [["dead", [3]]]);
  assertEquals(diagnosis.rows[2].dead, 1);
  assertMatch(
    diagnosis.problems[0].advice,
    /^Layer 3 is dead: of the units, 100 %/,
  );
});

Deno.test("diagnose() finds deep ReLU layers that tell hardly anything apart", () => {
  const deep = () => stack(relu, he(), { layers: 50 });
  const few = inputs.subMatrix(0, 299, 0, 99);
  const { problems, rows } = diagnose(deep(), few);
  const collapsed = problems.find(({ kind }) => kind === "collapsed")!;
  assertEquals(collapsed.layers.at(-1), 50);
  assertLess(rows[49].rank, 2);
  assertGreater(rows[4].rank, 10);
  // Two classes need no more than one direction.
  const two = new Affine(100, 2, { init: xavier(), rng: seeded(1) });
  const binary = diagnose(new Sequential([deep(), two]), few);
  assert(binary.problems.every(({ kind }) => kind !== "collapsed"));
});

Deno.test("diagnose() finds gradients that vanish or explode, and loud outputs", async () => {
  const { batch } = await digits();
  const kinds = (net: Layer) => found(diagnose(net, batch));
  assertEquals(kinds(classifier({ init: he() })), []);
  assertEquals(kinds(classifier({ init: he(), batchNorm: true })), []);
  assertEquals(kinds(classifier({ init: xavier(), activation: tanh })), []);
  assertEquals(kinds(classifier({ init: normal({ std: 0.01 }) })), [
    ["fading signal", [2, 3, 4, 5]],
    ["vanishing gradient", [1, 2, 3, 4, 5]],
  ]);
  const loud = kinds(classifier({ init: normal({ std: 1 }) }));
  assertEquals(loud.map(([kind]) => kind), [
    "exploding signal",
    "exploding gradient",
    "overconfident",
  ]);
  const quiet = kinds(classifier({ init: xavier(), activation: sigmoid }));
  assertEquals(quiet.map(([kind]) => kind), ["quiet", "vanishing gradient"]);
});

Deno.test("diagnose() finds batch normalization that eps mutes", async () => {
  const { batch } = await digits();
  const init = normal({ std: 1e-4 });
  const eps = (eps: number) =>
    diagnose(classifier({ init, batchNorm: { eps } }), batch);
  assertEquals(eps(1e-6).problems[0].kind, "muted normalization");
  assertMatch(eps(1e-6).problems[0].advice, /Make eps smaller\./);
  const kinds = eps(1e-12).problems.map(({ kind }) => kind);
  assertEquals(kinds, ["vanishing gradient"]); // through the output layer
});

Deno.test("diagnose() finds learning rates that are too large or too small, and training agrees", async () => {
  const { train: data, batch } = await digits();
  const start = () => classifier({ init: he() });
  const finalLoss = (lr: number) => {
    const optimizer = new SGD({ lr });
    const options = { optimizer, batchSize: 100, rng: seeded("batches") };
    const { losses } = train(start(), data, { ...options, updates: 100 });
    return losses.slice(-10).reduce((sum, loss) => sum + loss / 10, 0);
  };
  const kinds = (lr: number) =>
    diagnose(start(), batch, { lr }).problems.map(({ kind }) => kind);
  assertEquals(kinds(1), ["large updates"]);
  assert(!(finalLoss(1) < 1.5)); // NaN, or near guessing's 2.3
  assertEquals(kinds(0.1), []);
  assertLess(finalLoss(0.1), 0.6);
  assertEquals(kinds(0.001), ["small updates"]);
  assertGreater(finalLoss(0.001), 2);
  // Normalization bears what a plain network does not.
  const normalized = classifier({ init: he(), batchNorm: true });
  assertEquals(diagnose(normalized, batch, { lr: 1 }).problems, []);
  const [large] = diagnose(normalized, batch, { lr: 100 }).problems;
  assertEquals(large.kind, "large updates");
});

Deno.test("diagnose() of a network that has diverged says so, and nothing else", async () => {
  const { train: data, batch } = await digits();
  const net = classifier({ init: normal({ std: 1 }) });
  const optimizer = new SGD({ lr: 0.01 });
  const options = { optimizer, batchSize: 100, rng: seeded("batches") };
  train(net, data, { ...options, updates: 20 });
  const diagnosis = diagnose(net, batch, { lr: 1 });
  assertEquals(found(diagnosis), [["diverged", [1, 2, 3, 4, 5, 6]]]);
  assertEquals(diagnosis.loss, NaN);
  assertEquals(diagnosis.rows[0].std, NaN);
  assertEquals(diagnosis.rows[0].dead, NaN);
  assertMatch(diagnosis.problems[0].advice, /W of layer 1 is not finite/);
});

Deno.test("diagnose() during training: a network that has learned is sound", async () => {
  const { train: data, batch } = await digits();
  for (const batchNorm of [false, true]) {
    const net = classifier({ init: he(), batchNorm });
    const lr = 0.1, verdicts: string[] = [];
    train(net, data, {
      optimizer: new SGD({ lr }),
      batchSize: 100,
      updates: 150,
      rng: seeded("batches"),
      onProgress: ({ done }) => {
        if (done % 50 === 0) {
          verdicts.push(diagnose(net, batch, { lr }).verdict);
        }
      },
    });
    assertEquals(
      verdicts,
      new Array(3).fill("Sound: no problem found in 6 layers."),
    );
  }
});

Deno.test("diagnose() of a single layer", () => {
  const layer = new Affine(100, 10, { init: xavier(), rng: seeded(1) });
  const diagnosis = diagnose(layer, inputs);
  assertEquals(diagnosis.verdict, "Sound: no problem found in 1 layer.");
  assertAlmostEquals(diagnosis.rows[0].predicted, 1, 0.03);
});

Deno.test("diagnose() starts the theory again behind a layer it does not know", () => {
  const shift: Layer = {
    name: "Shift",
    params: [],
    forward: (x) => Matrix.add(x, 3),
    backward: (dout) => dout,
  };
  const rng = seeded(1), init = normal({ std: 0.1 });
  const net = new Sequential([
    new Affine(100, 100, { init, rng }),
    shift,
    new Affine(100, 100, { init, rng }),
  ]);
  const [first, second] = diagnose(net, inputs).rows;
  assertAlmostEquals(first.predicted, first.std, 1e-12);
  assertAlmostEquals(second.predicted, Math.sqrt(10), 0.1);
});

Deno.test("diagnose() refuses what is no network, no batch, and options that clash", () => {
  const net = network(), { x, t } = examples(10);
  const refused = (
    [netLike, batch, options]: [unknown, unknown, unknown?],
    kind: typeof RangeError | typeof TypeError,
    message: string,
  ) =>
    assertThrows(
      () =>
        diagnose(
          netLike as Layer,
          batch as DiagnosisBatch,
          options as { lr: number },
        ),
      kind,
      message,
    );
  refused(
    [undefined, x],
    TypeError,
    "Cannot diagnose: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  );
  refused(
    [null, x],
    TypeError,
    "net must be a layer, such as mlp() or new Relu() gives, got null",
  );
  refused(
    [net, undefined],
    TypeError,
    "Cannot diagnose: batch must be a matrix or hold one as x, got undefined",
  );
  refused(
    [net, { x: [[1]] }],
    TypeError,
    "batch must be a matrix or hold one as x, got { x }",
  );
  for (const rows of [0, 1]) {
    refused(
      [net, new Matrix(rows, 4)],
      RangeError,
      `Cannot diagnose: batch must hold at least 2 examples, got ${rows}`,
    );
  }
  refused(
    [net, Matrix.ones(5, 4)],
    RangeError,
    "Cannot diagnose: batch must hold examples that differ, got 5 that are all alike",
  );
  refused(
    [net, new Matrix([[1, 2, NaN, 4], [1, 2, 3, 4]])],
    RangeError,
    "Cannot diagnose: batch.x must hold finite numbers, got NaN in row 0, column 2",
  );
  refused(
    [net, drawn("wide", 3, 5)],
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 3 x 5",
  );
  refused(
    [net, { x, t: t.subarray(1) }],
    RangeError,
    "Cannot diagnose: batch must have a label for each row, got 10 rows and 9 labels",
  );
  refused(
    [net, { x, t: new Uint8Array(10).fill(3) }],
    RangeError,
    "Cannot compute the loss: targets must hold classes in 0 .. 2, as the network has 3 outputs, got 3 for example 0",
  );
  for (const lr of [0, -1, NaN, Infinity]) {
    refused(
      [net, { x, t }, { lr }],
      RangeError,
      `Cannot diagnose: lr must be a finite number above 0, got ${lr}`,
    );
  }
  refused(
    [net, { x, t }, { lr: 1, optimizer: new SGD({ lr: 1 }) }],
    RangeError,
    "Cannot diagnose: options must give lr or optimizer, got both",
  );
  refused(
    [net, x, { lr: 1 }],
    RangeError,
    "Cannot diagnose: batch must have labels t for an update to be computed, got none with lr 1",
  );
});

Deno.test("diagnose() of a gradient that is not finite says that this is so", () => {
  // Its output is z, its slope none: only the way back shows it.
  const steep = defineActivation("steep", (z) => z, () => Infinity);
  const net = mlp([4, 3, 2], {
    activation: steep,
    init: he(),
    rng: seeded("steep"),
  });
  const { problems } = diagnose(net, {
    x: drawn("steep", 10, 4),
    t: Array.from({ length: 10 }, (_, i) => i % 2),
  });
  assertEquals(problems.map(({ kind }) => kind), ["diverged"]);
  assertMatch(problems[0].advice, /the gradient of layer 1 is not finite/);
});

const HE = he();

function affineOf(fanIn: number, fanOut: number, init = HE) {
  return new Affine(fanIn, fanOut, { init, rng: seeded(`${fanIn}/${fanOut}`) });
}

Deno.test("diagnose() of blocks: rows of what they are made of, then of their own output", () => {
  const net = new Sequential([
    affineOf(4, 6),
    new Relu(),
    new Residual([
      affineOf(6, 6),
      new BatchNormalization(6),
      new Relu(),
      new Skip([affineOf(6, 6), new Tanh()]),
    ], { shortcut: affineOf(6, 6) }),
    affineOf(6, 3),
  ]);
  const data = examples(60);
  const { rows, notes } = diagnose(net, data, { lr: 0.1 });
  assertEquals(rows.map(({ layer, name }) => `${layer} ${name}`), [
    "1 Affine, ReLU",
    "2 Residual 1 > Affine, BatchNormalization, ReLU",
    "3 Residual 1 > Skip 1 > Affine, tanh",
    "4 Residual 1 > Skip 1",
    "5 Residual 1 > Affine",
    "6 Residual 1",
    "7 Affine",
  ]);
  assertEquals(notes, [
    "Fading signal, quiet, collapsed and vanishing gradient were not looked for in layers 2 to 5: the signal goes past.",
  ]);
  // Each is measured as the probes do.
  const twin = net.clone();
  const shift = gradients(net, data), loss = new SoftmaxCrossEntropy();
  assertEquals(
    diagnose(net, data).loss,
    loss.forward(twin.forward(data.x, "train"), data.t),
  );
  const at = (name: string) => shift.find((one) => one.name === name)!.values;
  assertEquals(rows[5].gradientStd, std(at("Residual 1")));
  assertEquals(rows[3].gradientStd, std(at("Residual 1 > Skip 1")));
  assertEquals(rows[4].gradientStd, std(at("Residual 1 > Affine 2")));
  // z is what goes into the activation.
  assertEquals(rows[2].gradientStd, std(at("Residual 1 > Skip 1 > Affine 1")));
  assertEquals(rows.map(({ weightStd }) => weightStd !== undefined), [
    ...[true, true, true, false, true, false, true],
  ]);
  assertEquals(rows.map(({ logUpdate }) => logUpdate !== undefined), [
    ...[true, true, true, false, true, false, true],
  ]);
});

Deno.test("diagnose() of a block of a user's that is no more than a chain judges it as one", () => {
  const layers = [affineOf(100, 100), new Sigmoid()];
  class Chain extends Sequential {
    override readonly name = "Chain" as "Sequential";
    override forward(...args: Parameters<Sequential["forward"]>) {
      return super.forward(...args);
    }
    override clone() {
      return new Chain(super.clone().layers);
    }
  }
  const quiet = (first: Layer) =>
    new Sequential([
      first,
      ...stack(sigmoid, xavier(), { layers: 4 }).layers,
    ]);
  const flat = diagnose(quiet(new Sequential(layers)), inputs);
  const chain = diagnose(quiet(new Chain(layers)), inputs);
  assertEquals(found(flat).map(([kind]) => kind), ["quiet"]);
  assertEquals(found(chain).map(([kind]) => kind), ["quiet"]);
  assertEquals(
    chain.rows.map(({ name }) => name),
    [
      "Chain 1 > Affine, sigmoid",
      "Chain 1",
      ...Array(4).fill("Affine, sigmoid"),
    ],
  );
  assertEquals("notes" in chain, false);
  const measured = ({ rows }: Diagnosis) =>
    rows.map(({ std, within, predicted }) => [std, within, predicted]);
  const [first, , ...rest] = measured(chain);
  const expected = measured(flat);
  assertEquals(first, expected[0]);
  assertEquals(
    rest.map(([std, within]) => [std, within]),
    expected.slice(1).map(([std, within]) => [std, within]),
  );
});

Deno.test("diagnose() of a deep residual network under He's weights, with zeros at each end: sound", () => {
  const blocks = Array.from({ length: 10 }, () =>
    new Residual([
      new BatchNormalization(100),
      new Relu(),
      affineOf(100, 100),
      new BatchNormalization(100),
      new Relu(),
      affineOf(100, 100, zeros()),
    ]));
  const net = new Sequential([...blocks, affineOf(100, 10, xavier())]);
  const t = Array.from({ length: inputs.rows }, (_, i) => i % 10);
  const { problems, rows } = diagnose(net, { x: inputs, t });
  assertEquals(problems, []);
  assertEquals(rows.at(-2)!.std, rows[3].std);
});

Deno.test("diagnose() finds what is wrong within a block, and says where", () => {
  const dead = affineOf(20, 20);
  dead.b.value.fill(-100);
  const net = new Sequential([
    affineOf(20, 20),
    new Relu(),
    new Residual(new Skip([dead, new Relu(), affineOf(20, 20)])),
    affineOf(20, 3),
  ]);
  const { problems, verdict } = diagnose(net, drawn("x", 100, 20));
  assertEquals(problems.map(({ kind, layers }) => [kind, layers]), [
    ["dead", [2]],
  ]);
  assertMatch(
    verdict,
    /dead \(layer 2\)\. First: Layer 2 \(in Residual 1 > Skip 1\) is dead: /,
  );
});

Deno.test("diagnose() says which layers hold others that they do not name", () => {
  const silent = new Skip([affineOf(4, 4), new BatchNormalization(4)], {
    names: false,
    name: "Block",
  });
  const { verdict, notes, rows } = diagnose(
    new Sequential([silent, new Relu(), affineOf(4, 3)]),
    examples(40),
  );
  const said =
    "Block 1 is one layer here: it holds Affine and BatchNormalization, and has no layers that name them.";
  assertEquals(notes, [said]);
  assertEquals(verdict, `Sound: no problem found in 2 layers. ${said}`);
  assertEquals(rows[0].name, "Block, ReLU");
});

Deno.test("diagnose() of a block without clone runs it in infer mode, with what it is made of", () => {
  const norm = new BatchNormalization(4, { runningVariance: 1 });
  const inner = affineOf(4, 4);
  const block = new Skip([inner, norm], { clones: false });
  const net = new Sequential([block, affineOf(4, 3)]);
  const { notes, rows } = assertUnchanged(
    () => diagnose(net, examples(40), { lr: 1 }),
    norm.runningMean,
    norm.runningVariance,
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
  );
  assertEquals(
    notes![0],
    'Skip 1 has no clone method, or a layer of it has none: it and what it is made of ran in "infer" mode, and their updates were not looked at.',
  );
  assertEquals(rows.map(({ logUpdate }) => logUpdate !== undefined), [
    ...[false, false, true],
  ]);
});

Deno.test("diagnose() of what is made of a layer without clone runs it as it runs that layer", () => {
  const own = passOn();
  const norm = new BatchNormalization(4), data = examples(40);
  const inner = [affineOf(4, 4), norm, own];
  const made = [new Residual(inner), new Residual(own, { shortcut: norm })];
  for (const layer of [...made, new Frozen(new Sequential(inner)), made[0]]) {
    const net = new Sequential([layer, affineOf(4, 3)]);
    const { rows, notes = [] } = assertUnchanged(
      () => diagnose(net, data, { lr: 1 }),
      ...norm.buffers.map(({ value }) => value),
      ...net.params.flatMap(({ value, grad }) => [value, grad]),
    );
    assert(rows.at(-1)!.logUpdate !== undefined);
    assertEquals(rows[0].logUpdate, undefined);
    if (layer instanceof Frozen) continue;
    assertEquals(
      notes[0],
      'Residual 1 has no clone method, or a layer of it has none: it and what it is made of ran in "infer" mode, and their updates were not looked at.',
    );
  }
});

Deno.test("diagnose() leaves what a layer made of layers has of its own, with a clone or without", () => {
  for (const clone of [Scaled.prototype.clone, undefined]) {
    const block = Object.assign(new Scaled([affineOf(4, 4)]), { clone });
    block.scale.grad.set(0, 0, 7);
    const adam = new Adam({ lr: 1 });
    const net = new Sequential([block, affineOf(4, 3)]);
    assertUnchanged(
      () => diagnose(net, examples(40), { optimizer: adam }),
      ...net.params.flatMap(({ value, grad }) => [value, grad]),
    );
  }
});

Deno.test("diagnose() asks of frozen batch normalization no more than its running averages give", () => {
  const norm = new BatchNormalization(4, { runningVariance: 100 });
  const network = (frozen: boolean) =>
    new Sequential([
      affineOf(4, 4),
      frozen ? new Frozen(norm) : norm,
      new Relu(),
      affineOf(4, 3),
    ]);
  const net = network(true), data = examples(40);
  const { rows: [{ predicted, std }], problems } = diagnose(net, data);
  assert(problems.every(({ kind }) => kind !== "muted normalization"));
  assert(predicted / std > 0.5 && predicted / std < 2, `${predicted}, ${std}`);
  // What goes by the batch is asked for more.
  assertGreater(diagnose(network(false), data).rows[0].predicted, 4 * std);
});

Deno.test("diagnose() of a network that is one block", () => {
  const net = new Residual([affineOf(20, 20), new Relu(), affineOf(20, 20)]);
  const { rows, problems } = diagnose(net, {
    x: drawn("x", 60, 20),
    t: Array.from({ length: 60 }, (_, i) => i % 20),
  });
  assertEquals(rows.map(({ name }) => name), [
    "Affine, ReLU",
    "Affine",
    "Residual",
  ]);
  assertEquals(problems, []);
});

Deno.test("diagnose() leaves nothing on the layers", () => {
  const inner = new Relu(), block = new Skip([inner], { clones: false });
  const net = new Sequential([affineOf(4, 4), block]);
  const keys = () => [net, block, inner].map((l) => Reflect.ownKeys(l));
  const before = keys();
  diagnose(net, examples(20));
  assertThrows(() =>
    diagnose(net, { x: drawn("x", 20, 4), t: Array(20).fill(9) })
  );
  assertEquals(keys(), before);
});

Deno.test("diagnose() of frozen layers: as they run, and no update of theirs", () => {
  const norm = new BatchNormalization(6, { runningVariance: 4 });
  const layers = [affineOf(4, 6), norm, new Relu()];
  const net = new Sequential([
    ...layers.map((layer) => new Frozen(layer)),
    affineOf(6, 3),
  ]);
  const data = examples(40);
  const { rows, loss } = assertUnchanged(
    () => diagnose(net, data, { lr: 1 }),
    norm.runningMean,
    norm.runningVariance,
    ...layers.flatMap(({ params }) => params.map(({ value }) => value)),
  );
  assertEquals(rows.map(({ name }) => name), [
    "Affine, BatchNormalization, ReLU",
    "Affine",
  ]);
  assertEquals(
    loss,
    new SoftmaxCrossEntropy().forward(net.forward(data.x, "infer"), data.t),
  );
  assertEquals(rows.map(({ logUpdate }) => logUpdate !== undefined), [
    ...[false, true],
  ]);
});
