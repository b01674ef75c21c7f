import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  accuracy,
  ActivationLayer,
  activations,
  Affine,
  BatchNormalization,
  columnMeans,
  columnSums,
  columnVariances,
  type Data,
  defineActivation,
  diagnose,
  Dropout,
  GroupNormalization,
  he,
  l2Penalty,
  type Layer,
  LayerNormalization,
  mapElements,
  matmul,
  type Matrix,
  mlp,
  type Mode,
  Momentum,
  type Optimizer,
  type Param,
  type Penalty,
  PRelu,
  Relu,
  relu,
  RMSNormalization,
  seeded,
  Sequential,
  SGD,
  SoftmaxCrossEntropy,
  takeRows,
  tanh,
  train,
  WeightNormalizedAffine,
  zipWith,
} from "weightlab";
import { drawn } from "../_property.ts";

// What a user's code is given during training, and what it makes there, is theirs: no later
// step and no other training writes into it.

const init = he();
const data: Data = {
  x: drawn("kept/x", 60, 6),
  t: Uint8Array.from({ length: 60 }, (_, i) => i % 3),
};

function network(): Sequential {
  const rng = seeded("kept");
  return mlp([6, 8, 8, 3], { activation: relu, init, rng, batchNorm: true });
}

function run(net: Layer, options: Partial<Parameters<typeof train>[2]> = {}) {
  return train(net, data, {
    optimizer: new SGD({ lr: 0.1 }),
    batchSize: 20,
    updates: 12,
    rng: seeded("kept batches"),
    evaluateEvery: 5,
    ...options,
  });
}

/** Matrices with what they held when they were kept. */
class Album {
  readonly #kept: { what: string; x: Matrix; then: number[][] }[] = [];

  /** Keeps a matrix itself, and its numbers apart. */
  keep(what: string, x: Matrix): Matrix {
    this.#kept.push({ what, x, then: x.to2DArray() });
    return x;
  }

  /** Holds what was kept to what it held, after another training of the same shapes. */
  check(): void {
    run(network());
    accuracy(network(), data);
    assert(this.#kept.length > 0);
    for (const { what, x, then } of this.#kept) {
      assertEquals(x.to2DArray(), then, what);
    }
  }
}

Deno.test("train(): what onProgress computes and keeps stays as it was", () => {
  const album = new Album(), net = network();
  const batch = data.t.subarray(0, 20);
  const some = { x: takeRows(data.x, [...batch.keys()]), t: batch };
  run(net, {
    onProgress() {
      for (const { name, values } of activations(net, some.x)) {
        album.keep(name, values);
      }
      const loss = new SoftmaxCrossEntropy();
      loss.forward(album.keep("y", net.forward(some.x, "train")), some.t);
      album.keep("dx", net.backward(album.keep("dout", loss.backward())));
      album.keep("relu", relu(some.x));
      album.keep("chained", tanh.backward(some.x, some.x, some.x));
      album.keep("taken", takeRows(some.x, [0]));
    },
  });
  album.check();
});

Deno.test("train(): what onProgress does to the passes changes no training", () => {
  const quiet = run(network()), net = network();
  const loud = run(net, {
    onProgress() {
      accuracy(net, data);
      diagnose(net, data);
      run(network(), { updates: 2 });
      net.forward(data.x, "infer");
    },
  });
  assertEquals(loud, quiet);
});

/** Momentum of matrices made by the library's own functions, and kept. */
class MatrixMomentum implements Optimizer {
  readonly #v = new Map<Param, Matrix>();
  readonly #album: Album;
  constructor(album: Album) {
    this.#album = album;
  }
  update(params: readonly Param[]): void {
    for (const param of params) {
      const { value, grad } = param;
      const down = mapElements(grad, (g) => -0.1 * g);
      const old = this.#v.get(param);
      const v = old ? zipWith(old, down, (v, d) => 0.9 * v + d) : down;
      this.#v.set(param, this.#album.keep("v", v));
      this.#album.keep("means", columnMeans(grad));
      this.#album.keep("sums", columnSums(grad));
      this.#album.keep("variances", columnVariances(grad));
      this.#album.keep("squares", matmul(grad, grad, { transposeA: true }));
      value.add(v);
    }
  }
}

Deno.test("train(): a user's optimizer may keep what map, zipWith, matmul and columns give", () => {
  const album = new Album();
  const { losses } = run(network(), { optimizer: new MatrixMomentum(album) });
  const theirs = run(network(), {
    optimizer: new Momentum({ lr: 0.1, momentum: 0.9 }),
  }).losses;
  for (const [i, loss] of losses.entries()) {
    assert(Math.abs(loss - theirs[i]) < 1e-12, `loss ${i}: ${loss}`);
  }
  album.check();
});

Deno.test("train(): a user's penalty may keep what it makes", () => {
  const album = new Album(), own = l2Penalty({ lambda: 0.01 });
  const penalty: Penalty = {
    loss: (params) => {
      for (const { value } of params) {
        album.keep(
          "w",
          mapElements(value, (w) => w * w),
        );
      }
      return own.loss(params);
    },
    addGradients: (params) => {
      own.addGradients(params);
      album.keep("sum", zipWith(params[0].grad, params[0].value, (g) => g));
    },
  };
  assertEquals(run(network(), { penalty }), run(network(), { penalty: own }));
  album.check();
});

/** A layer of a user's around another: keeps what it is given and what it gets. */
class Watched implements Layer {
  readonly name = "Watched";
  readonly params: readonly Param[];
  readonly #inner: Layer;
  readonly #album: Album;
  constructor(inner: Layer, album: Album) {
    this.#inner = inner;
    this.#album = album;
    this.params = inner.params;
  }
  forward(x: Matrix, mode: Mode): Matrix {
    this.#album.keep(`${this.#inner.name} x`, x);
    const y = this.#inner.forward(x, mode);
    return this.#album.keep(`${this.#inner.name} y`, y);
  }
  backward(dout: Matrix): Matrix {
    this.#album.keep(`${this.#inner.name} dout`, dout);
    return this.#album.keep("dx", this.#inner.backward(dout));
  }
}

/** Every layer of the library's that may stand between two of width 8. */
function inner(): Layer[] {
  const rng = seeded("inner");
  return [
    new Affine(8, 8, { init, rng }),
    new Relu(),
    new ActivationLayer(tanh),
    new BatchNormalization(8),
    new BatchNormalization(8, { ghostSize: 10 }),
    new LayerNormalization(8),
    new RMSNormalization(8),
    new GroupNormalization(8, { groups: 2 }),
    new WeightNormalizedAffine(8, 8, { init, rng }),
    new PRelu(8),
    new Dropout(0.2, { rng }),
    new Sequential([new Affine(8, 8, { init, rng }), new Relu()]),
  ];
}

function around(layer: Layer): Sequential {
  const rng = seeded("around");
  return new Sequential([
    new Affine(6, 8, { init, rng }),
    layer,
    new Affine(8, 3, { init, rng }),
  ]);
}

for (const [i, { name }] of inner().entries()) {
  Deno.test(`train(): a user's layer around ${name} may keep its input, output and gradients`, () => {
    const album = new Album();
    const watched = run(around(new Watched(inner()[i], album)));
    assertEquals(watched, run(around(inner()[i])));
    album.check();
  });
}

Deno.test("train(): a user's network may keep them, as may a layer with setGradients", () => {
  const album = new Album(), net = around(new Relu());
  assertEquals(run(new Watched(net, album)), run(around(new Relu())));
  const first = around(new Relu());
  class Setting extends Watched {
    setGradients(dout: Matrix): void {
      album.keep("setGradients", dout);
      first.setGradients(dout);
    }
  }
  assertEquals(run(new Setting(first, album)), run(around(new Relu())));
  album.check();
});

Deno.test("train(): a class that inherits a layer of the library's may keep them, as may who replaces a pass", () => {
  const album = new Album();
  class Kept extends Relu {
    override forward(z: Matrix): Matrix {
      return album.keep("y", super.forward(album.keep("z", z)));
    }
  }
  assertEquals(run(around(new Kept())), run(around(new Relu())));
  const layer = new Relu(), { backward } = layer;
  layer.backward = (dout) =>
    album.keep("dx", backward.call(layer, album.keep("dout", dout)));
  assertEquals(run(around(layer)), run(around(new Relu())));
  album.check();
});

Deno.test("train(): a setGradients that inherits or replaces the library's may keep its gradient", () => {
  const album = new Album(), rng = seeded("first");
  class Kept extends Affine {
    override setGradients(dout: Matrix): void {
      super.setGradients(album.keep("dout", dout));
    }
  }
  run(new Sequential([new Kept(6, 3, { init, rng })]));
  const layer = new Affine(6, 3, { init, rng });
  layer.setGradients = (dout) =>
    Affine.prototype.setGradients.call(layer, album.keep("replaced", dout));
  run(new Sequential([layer]));
  album.check();
});

Deno.test("train(): generators and functions of numbers may keep what a network gives them", () => {
  const album = new Album(), other = network(), x = data.x.clone();
  const keeping = <T>(value: T, what: string): T => {
    album.keep(what, other.forward(x, "infer"));
    return value;
  };
  const source = seeded("keeping");
  let draws = 0;
  const rng = () => draws++ % 50 === 0 ? keeping(source(), "rng") : source();
  const mine = defineActivation(
    "mine",
    (z) => draws++ % 50 === 0 ? keeping(z, "f") : z,
    () => draws++ % 50 === 0 ? keeping(1, "derivative") : 1,
  );
  run(around(new ActivationLayer(mine)), { rng });
  run(around(new Dropout(0.2, { rng })));
  album.check();
});

Deno.test("train(): an activation's own passes may keep them", () => {
  const album = new Album();
  const f = defineActivation("mine", (z) => z, () => 1, {
    forward: (z) => album.keep("y", mapElements(album.keep("z", z), (z) => z)),
    backward: (dy, z, y) => {
      for (const x of [dy, z, y]) album.keep("backward", x);
      return album.keep("dz", mapElements(dy, (d) => d));
    },
  });
  run(around(new ActivationLayer(f)));
  album.check();
});

Deno.test("backward() of a pass that train(), accuracy() or diagnose() made throws and changes no gradient", () => {
  const dout = drawn("dout", 60, 3);
  const later: Record<string, (net: Sequential) => void> = {
    train: (net) => run(net),
    accuracy: (net) => accuracy(net, data),
    "a pass, then accuracy": (net) => {
      net.forward(data.x, "train");
      accuracy(net, data);
    },
  };
  for (const [what, pass] of Object.entries(later)) {
    const net = network();
    pass(net);
    const before = net.params.map(({ grad }) => grad.to2DArray());
    for (const backward of ["backward", "setGradients"] as const) {
      assertThrows(
        () => net[backward](dout),
        Error,
        "Cannot run Affine backward: call forward first",
        what,
      );
    }
    assertEquals(net.params.map(({ grad }) => grad.to2DArray()), before);
    // A pass of one's own is there for ever.
    net.forward(data.x, "train");
    const dx = net.backward(dout).to2DArray();
    run(network());
    diagnose(net, data);
    assertEquals(net.backward(dout).to2DArray(), dx);
  }
  for (const layer of inner()) {
    const net = around(layer);
    accuracy(net, data);
    const name = layer.name === "Sequential" ? "ReLU" : layer.name;
    assertThrows(
      () => layer.backward(drawn("dout", 60, 8)),
      Error,
      `Cannot run ${name} backward: call forward first`,
    );
  }
});

Deno.test("train() in onProgress: a backward of the step that is over throws", () => {
  const net = network();
  assertThrows(
    () => run(net, { onProgress: () => net.backward(drawn("dout", 20, 3)) }),
    Error,
    "Cannot run Affine backward: call forward first",
  );
});
