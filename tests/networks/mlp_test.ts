import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  accuracy,
  type Activation,
  ActivationLayer,
  Adam,
  Affine,
  BatchNormalization,
  columnVariances,
  constant,
  diagnose,
  Dropout,
  elu,
  gelu,
  geluTanh,
  gradientError,
  GroupNormalization,
  he,
  largestDifference,
  type Layer,
  LayerNormalization,
  leakyRelu,
  mapElements,
  Matrix,
  mlp,
  type MlpOptions,
  type Mode,
  normal,
  numericalGradient,
  type Param,
  PRelu,
  pytorchLinear,
  relu,
  RMSNormalization,
  seeded,
  selu,
  Sequential,
  SGD,
  sigmoid,
  silu,
  softplus,
  tanh,
  train,
  WeightNormalizedAffine,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed } from "../_property.ts";
import { extremes } from "../_extremes.ts";

function names(net: Sequential): string[] {
  return net.layers.map(({ name }) => name);
}

Deno.test("mlp() with batchNorm: { ghostSize } normalizes ghosts in every hidden layer", () => {
  const options = { activation: relu, init: he(), rng: seeded("ghosts") };
  const net = mlp([3, 5, 4, 2], { ...options, batchNorm: { ghostSize: 2 } });
  const norms = net.layers.filter((layer) =>
    layer instanceof BatchNormalization
  );
  assertEquals(norms.map(({ ghostSize }) => ghostSize), [2, 2]);
  const whole = mlp([3, 5, 4, 2], {
    ...options,
    rng: seeded("ghosts"),
    batchNorm: true,
  });
  const x = drawn("x", 6, 3);
  assertNotEquals(net.forward(x, "train"), whole.forward(x, "train"));
  assertEquals(net.forward(x, "train"), net.clone().forward(x, "train"));
});

Deno.test("mlp() puts batch normalization between affine map and activation", () => {
  const options = { activation: relu, init: he(), rng: seeded(1) };
  assertEquals(
    names(mlp([4, 3, 2], options)),
    ["Affine", "ReLU", "Affine"],
  );
  assertEquals(
    names(mlp([4, 3, 5, 2], { ...options, batchNorm: true })),
    ["Affine", "BatchNormalization", "ReLU"].concat(
      ["Affine", "BatchNormalization", "ReLU", "Affine"],
    ),
  );
  assertEquals(names(mlp([4, 2], { ...options, batchNorm: true })), ["Affine"]);
});

Deno.test("mlp() makes layers of the sizes asked for", () => {
  const net = mlp([4, 3, 5, 2], {
    activation: relu,
    init: he(),
    rng: seeded(1),
  });
  const shapes = net.layers.filter((layer) => layer instanceof Affine)
    .map(({ W }) => [W.value.rows, W.value.columns]);
  assertEquals(shapes, [[4, 3], [3, 5], [5, 2]]);
});

Deno.test("mlp() draws the weights first layer to last, the same with batchNorm", () => {
  const init = normal({ std: 1 }), rng = seeded("weights");
  const expected = [init(rng, 4, 3), init(rng, 3, 2)];
  for (const batchNorm of [false, true]) {
    const net = mlp([4, 3, 2], {
      activation: relu,
      init,
      rng: seeded("weights"),
      batchNorm,
    });
    const weights = net.params.filter(({ name }) => name === "W");
    weights.forEach(({ value }, i) => assertCloseTo(value, expected[i], 0));
  }
});

Deno.test("mlp({ biasInit }) draws W and b, layer by layer: PyTorch's start whole", () => {
  const start = pytorchLinear(), rng = seeded("weights");
  const expected = [[30, 20], [20, 10]].flatMap(([fanIn, fanOut]) => {
    const W = start(rng, fanIn, fanOut);
    return [W, start(rng, fanIn, fanOut).getRowVector(0)];
  });
  const net = mlp([30, 20, 10], {
    activation: relu,
    init: start,
    biasInit: start,
    rng: seeded("weights"),
  });
  assertEquals(net.params.map(({ name }) => name), ["W", "b", "W", "b"]);
  net.params.forEach(({ value }, i) => assertCloseTo(value, expected[i], 0));
  for (const [i, limit] of [[1, 1 / Math.sqrt(30)], [3, 1 / Math.sqrt(20)]]) {
    const largest = largestDifference(net.params[i].value, 0);
    assertLess(largest, limit);
    assertGreater(largest, limit / 2);
  }
});

Deno.test("mlp({ biasInit: constant() }) gives every bias one value", () => {
  const net = mlp([4, 3, 2], {
    activation: relu,
    init: he(),
    biasInit: constant({ value: 0.1 }),
    rng: seeded(1),
    batchNorm: true,
  });
  const biases = net.params.filter(({ name }) => name === "b");
  assertEquals(
    biases.map(({ value }) => value.to2DArray()),
    [[[0.1, 0.1, 0.1]], [[0.1, 0.1]]],
  );
});

Deno.test("mlp() hands batchNorm's options to each BatchNormalization", () => {
  const net = mlp([4, 3, 2], {
    activation: relu,
    init: he(),
    rng: seeded(1),
    batchNorm: { runningVariance: 7 },
  });
  const layer = net.layers[1];
  assert(layer instanceof BatchNormalization);
  assertEquals(layer.runningVariance.to2DArray(), [[7, 7, 7]]);
});

Deno.test("mlp() puts another normalization at the same place, a new one each time", () => {
  const widths: number[] = [];
  const net = mlp([4, 3, 5, 2], {
    activation: relu,
    init: he(),
    rng: seeded(1),
    normalization: (features) => {
      widths.push(features);
      return new LayerNormalization(features);
    },
  });
  assertEquals(widths, [3, 5]);
  assertEquals(
    names(net),
    ["Affine", "LayerNormalization", "ReLU"].concat(
      ["Affine", "LayerNormalization", "ReLU", "Affine"],
    ),
  );
  assertEquals(net.forward(drawn("x", 6, 4), "train").columns, 2);
});

Deno.test("mlp() of a worked example: 1 -> 2 -> 1 by hand", () => {
  const net = mlp([1, 2, 1], {
    activation: relu,
    init: constant({ value: 2 }),
    rng: seeded(1),
  });
  const y = net.forward(drawn("x", 1, 1).fill(3), "infer");
  assertEquals(y.to2DArray(), [[24]]); // 2 * 6 + 2 * 6
});

const ACTIVATIONS = [sigmoid, tanh, relu, leakyRelu({ slope: 0.2 })].concat(
  [elu({ alpha: 0.5 }), selu, gelu, geluTanh, silu, softplus],
);

for (const activation of ACTIVATIONS) {
  for (const batchNorm of [false, true]) {
    const title = `${activation.name}${batchNorm ? " with batchNorm" : ""}`;
    Deno.test(`mlp()'s gradients agree with the numerical: ${title}`, () => {
      for (const mode of ["train", "infer"] as const) {
        const net = randomMlp(activation, batchNorm);
        const x = drawn("x", 12, 6);
        assertOffTheKinks(net, x, mode);
        const dout = drawn("dout", 12, 3);
        const silent = mode === "train" && batchNorm ? biasesBefore(net) : [];
        assertGradients(without(silent, net), x, dout, { mode });
        // Central differences of what is constant are rounding alone, so these
        // have no relative error; their gradient is 0.
        for (const b of silent) assertLess(largestDifference(b.grad, 0), 1e-13);
      }
    });
  }
}

/** Every parameter random: biases, gammas and betas too. */
function randomMlp(activation: Activation, batchNorm: boolean): Sequential {
  const net = mlp([6, 7, 5, 3], {
    activation,
    init: he(),
    rng: seeded("mlp"),
    batchNorm: batchNorm && { runningVariance: 1 },
  });
  net.params.forEach((p, i) => {
    const { rows, columns } = p.value;
    if (p.name !== "W") p.value = drawn(`param ${i}`, rows, columns);
  });
  return net;
}

/** The biases in front of batch normalization, which takes them out again. */
function biasesBefore(net: Sequential): Param[] {
  return net.layers.flatMap((layer, i) =>
    layer instanceof Affine && net.layers[i + 1] instanceof BatchNormalization
      ? [layer.b]
      : []
  );
}

/** The network with some of its parameters left out of the check. */
function without(params: Param[], net: Sequential): Layer {
  return {
    name: net.name,
    params: net.params.filter((p) => !params.includes(p)),
    forward: (x, mode) => net.forward(x, mode),
    backward: (dout) => net.backward(dout),
  };
}

/** A nudge of h must take no unit across ReLU's kink, or the slopes differ. */
function assertOffTheKinks(
  net: Sequential,
  x: Matrix,
  mode: Mode,
): void {
  let z = x;
  for (const layer of net.layers) {
    if (layer instanceof ActivationLayer) {
      assertGreater(extremes(mapElements(z, Math.abs))[0], 2e-4);
    }
    z = layer.forward(z, mode);
  }
}

Deno.test("mlp() refuses fewer than two sizes, and sizes that are no counts", () => {
  const options = { activation: relu, init: he(), rng: seeded(1) };
  for (const sizes of [[], [784]]) {
    assertThrows(
      () => mlp(sizes, options),
      RangeError,
      `Cannot make mlp: sizes must name the input and the output at least, got [${sizes}]`,
    );
  }
  assertThrows(
    () => mlp([4, 0, 2], options),
    RangeError,
    "Cannot make mlp: sizes[1] must be a whole number of at least 1, got 0",
  );
});

Deno.test("mlp() refuses two normalizations, and one that is no layer", () => {
  const options = {
    activation: relu,
    init: he(),
    rng: seeded(1),
    normalization: (features: number) => new LayerNormalization(features),
  };
  for (const batchNorm of [true, {}]) {
    assertThrows(
      () => mlp([4, 3, 2], { ...options, batchNorm }),
      RangeError,
      "Cannot make mlp: there must be one normalization, got both batchNorm and normalization",
    );
  }
  assertEquals(
    mlp([4, 3, 2], { ...options, batchNorm: false }).layers.length,
    4,
  );
  assertThrows(
    () =>
      mlp([4, 3, 2], {
        ...options,
        normalization: (() => undefined) as unknown as () => Layer,
      }),
    TypeError,
    "Cannot make mlp: what normalization gives must be a layer, such as mlp() or new Relu() gives, got undefined",
  );
});
Deno.test("mlp() takes activations that learn, each of its layer's width, and normalization before them", () => {
  const options = {
    activation: (features: number) => new PRelu(features),
    init: he({ slope: 0.25 }),
    rng: seeded("weights"),
    batchNorm: true,
  };
  const net = mlp([4, 3, 5, 2], options);
  assertEquals(
    names(net),
    ["Affine", "BatchNormalization", "PReLU"].concat(
      ["Affine", "BatchNormalization", "PReLU", "Affine"],
    ),
  );
  const slopes = net.layers.filter((layer) => layer instanceof PRelu);
  assertEquals(slopes.map(({ a }) => a.value.columns), [3, 5]);
  // Until they learn they are leaky ReLUs, and the weights are drawn alike.
  const leaky = mlp([4, 3, 5, 2], {
    ...options,
    activation: leakyRelu({ slope: 0.25 }),
    rng: seeded("weights"),
  });
  const x = drawn("x", 6, 4), dout = drawn("dout", 6, 2);
  assertEquals(
    net.forward(x, "train").to2DArray(),
    leaky.forward(x, "train").to2DArray(),
  );
  assertEquals(
    net.backward(dout).to2DArray(),
    leaky.backward(dout).to2DArray(),
  );
});

Deno.test("mlp({ affine }) makes every affine map of the same draws", () => {
  const start = pytorchLinear();
  const make = (more: Partial<MlpOptions>) =>
    mlp([4, 3, 5, 2], {
      activation: tanh,
      init: start,
      biasInit: start,
      rng: seeded("weights"),
      ...more,
    });
  const plain = make({});
  const net = make({
    affine: (...asked) => new WeightNormalizedAffine(...asked),
  });
  assertEquals(
    names(net),
    ["WeightNormalizedAffine", "tanh", "WeightNormalizedAffine", "tanh"]
      .concat("WeightNormalizedAffine"),
  );
  const x = drawn("x", 6, 4);
  assertCloseTo(net.forward(x, "train"), plain.forward(x, "train"), 1e-14);
  assertGradients(net, x, drawn("dout", 6, 2), { bar: 1e-7 });
});

Deno.test("mlp() trains PReLU, group normalization and weight normalization", () => {
  const x = drawn("x", 60, 6);
  const t = Uint8Array.from(x.to2DArray(), ([a, b]) => Number(a * b > 0));
  const networks: Partial<MlpOptions>[] = [
    { activation: (features: number) => new PRelu(features) },
    { activation: () => new PRelu() },
    {
      normalization: (features) =>
        new GroupNormalization(features, { groups: 4 }),
    },
    { affine: (...asked) => new WeightNormalizedAffine(...asked) },
  ];
  for (const more of networks) {
    const net = mlp([6, 16, 16, 2], {
      activation: relu,
      init: he(),
      rng: seeded("weights"),
      ...more,
    });
    const { losses } = train(net, { x, t }, {
      optimizer: new Adam({ lr: 0.01 }),
      batchSize: 30,
      updates: 150,
      rng: seeded("batches"),
    });
    assertLess(losses.at(-1)!, 0.2 * losses[0]);
    assertEquals(accuracy(net, { x, t }), 1);
  }
});

Deno.test("mlp() of PReLU and of weight normalization shows in train() that it diverges, and goes on", () => {
  const data = {
    x: drawn("x", 20, 3),
    t: Uint8Array.from(Array(20).keys(), (i) => i % 2),
  };
  const networks: Partial<MlpOptions>[] = [
    { activation: (features: number) => new PRelu(features) },
    { affine: (...asked) => new WeightNormalizedAffine(...asked) },
  ];
  for (const more of networks) {
    const net = mlp([3, 8, 8, 2], {
      activation: relu,
      init: he(),
      rng: seeded("diverges"),
      ...more,
    });
    const { losses } = train(net, data, {
      optimizer: new SGD({ lr: 1e200 }),
      batchSize: 10,
      updates: 6,
      rng: seeded("batches"),
    });
    assert(Number.isFinite(losses[0]));
    assertEquals(losses.at(-1), NaN);
    assertEquals(diagnose(net, data).problems[0].kind, "diverged");
  }
});

const NETWORKS = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 6 }), {
    minLength: 2,
    maxLength: 5,
  }),
  activation: fc.constantFrom(sigmoid, tanh, relu),
  batchNorm: fc.boolean(),
  dropout: fc.boolean(),
  mode: fc.constantFrom<Mode>("train", "infer"),
  seed,
});

Deno.test("mlp() of any sizes: N x last out, N x first back; its seed decides every bit", () => {
  holds(fc.property(NETWORKS, seed, ({ sizes, seed, ...rest }, other) => {
    const { activation, batchNorm } = rest;
    const make = (seed: number) =>
      mlp(sizes, { activation, batchNorm, init: he(), rng: seeded(seed) });
    const bits = (net: Sequential) =>
      net.params.map(({ value }) => value.to2DArray());
    const net = make(seed), first = sizes[0], last = sizes.at(-1)!;
    const y = net.forward(drawn("x", 5, first), rest.mode);
    const dx = net.backward(drawn("dout", 5, last));
    assertEquals([y.rows, y.columns, dx.rows, dx.columns], [5, last, 5, first]);
    assertEquals(bits(make(seed)), bits(net));
    fc.pre(other !== seed);
    assertNotEquals(bits(make(other)), bits(net));
  }));
});

Deno.test("mlp()'s gradients agree with the numerical for random small networks", () => {
  holds(
    fc.property(
      NETWORKS,
      ({ sizes, activation, batchNorm, dropout, ...rest }) => {
        const { seed } = rest, mode = dropout ? "infer" : rest.mode;
        const rng = seeded(seed);
        const plain = mlp(sizes, {
          activation,
          init: he(),
          rng,
          batchNorm: batchNorm && { runningVariance: 1 },
        });
        const layers = plain.layers.flatMap((layer) =>
          dropout && layer instanceof ActivationLayer
            ? [layer, new Dropout(0.5, { rng })]
            : [layer]
        );
        const net = new Sequential(layers);
        net.params.forEach((p, i) => {
          const { rows, columns } = p.value;
          if (p.name !== "W") p.value = drawn(`${seed}/${i}`, rows, columns);
        });
        const x = drawn(`x${seed}`, 12, sizes[0]);
        const dout = drawn(`dout${seed}`, 12, sizes.at(-1)!);
        fc.pre(isSmooth(net, x, mode));
        const silent = mode === "train" && batchNorm ? biasesBefore(net) : [];
        assertNetGradients(net, x, dout, mode);
        for (const b of silent) assertLess(largestDifference(b.grad, 0), 1e-12);
      },
    ),
    40,
  );
});

/**
 * Holds gradients to the numerical, relatively where they are above 1. A chain of narrow
 * sigmoids has some of 1e-5, of which the sums' rounding, 2^-52 |sum| / h, leaves no eight
 * digits.
 */
function assertNetGradients(
  net: Sequential,
  x: Matrix,
  dout: Matrix,
  mode: Mode,
): void {
  const sum = () => Matrix.mul(net.forward(x, mode), dout).sum();
  net.forward(x, mode);
  const dx = net.backward(dout);
  for (const { value, grad } of [{ value: x, grad: dx }, ...net.params]) {
    const error = gradientError(grad, numericalGradient(sum, value), 1);
    assertLess(error, 1e-8);
  }
}

/** What is not everywhere differentiable, or not twice. */
const KINKED: readonly Activation[] = [relu, leakyRelu(), elu(), selu];

// An eps as large as this leaves nothing so steep that differences would not follow.
const NORMALIZATIONS: fc.Arbitrary<(features: number) => Layer> = fc
  .constantFrom(
    (features) => new LayerNormalization(features, { eps: 0.5 }),
    (features) => new RMSNormalization(features, { eps: 0.5 }),
    (features) => new BatchNormalization(features, { ghostSize: 4, eps: 0.5 }),
  );

Deno.test("mlp({ normalization })'s gradients agree with the numerical, whatever the activation", () => {
  const functions = fc.constantFrom(
    ...KINKED,
    sigmoid,
    tanh,
    gelu,
    geluTanh,
    silu,
    softplus,
  );
  holds(
    fc.property(
      NETWORKS,
      NORMALIZATIONS,
      functions,
      ({ sizes, mode, seed }, normalization, activation) => {
        // One feature has no variance in an example.
        const widths = sizes.map((size) => size + 1);
        const net = mlp(widths, {
          activation,
          normalization,
          init: he(),
          rng: seeded(seed),
        });
        net.params.forEach((p, i) => {
          const { rows, columns } = p.value;
          if (p.name !== "W") p.value = drawn(`${seed}/${i}`, rows, columns);
        });
        const x = drawn(`x${seed}`, 12, widths[0]);
        const dout = drawn(`dout${seed}`, 12, widths.at(-1)!);
        fc.pre(isSmooth(net, x, mode));
        assertNetGradients(net, x, dout, mode);
      },
    ),
    40,
  );
});

/** Whether no nudge takes a unit across a kink, and no feature is near constant. */
function isSmooth(net: Sequential, x: Matrix, mode: Mode): boolean {
  let z = x;
  for (const layer of net.layers) {
    const hasKinks = layer instanceof ActivationLayer &&
      KINKED.includes(layer.activation);
    if (hasKinks && extremes(mapElements(z, Math.abs))[0] < 1e-3) return false;
    const divides = layer instanceof BatchNormalization && mode === "train";
    if (divides && extremes(columnVariances(z))[0] < 0.1) return false;
    z = layer.forward(z, mode);
  }
  return true;
}

Deno.test("mlp() has no batch normalization unless asked for", async () => {
  const parts = { activation: relu, init: he() };
  await assertDefaults<Pick<MlpOptions, "batchNorm">>(
    (options) =>
      mlp([2, 3, 1], { ...parts, rng: seeded(1), ...options }).params
        .map(({ name }) => name),
    { batchNorm: [false, true] },
  );
});
