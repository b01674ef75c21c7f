import {
  assertEquals,
  assertNotStrictEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  Adam,
  Affine,
  BatchNormalization,
  Dropout,
  Frozen,
  he,
  type Layer,
  LayerNormalization,
  Matrix,
  mlp,
  type Mode,
  relu,
  seeded,
  Sequential,
  SGD,
  train,
} from "weightlab";
import { leaves } from "../../lib/layers/leaves.ts";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** Normalization with a gamma, a beta and averages of its own. */
function usedNormalization(features: number): BatchNormalization {
  const layer = new BatchNormalization(features);
  layer.gamma.value.set(0, 1, -2);
  layer.beta.value.set(0, 0, 0.5);
  layer.forward(drawn("before", 9, features), "train");
  return layer;
}

/** Four layers to freeze, two to train; the same each time. */
function network(): Sequential {
  return mlp([4, 5, 5, 3], {
    activation: relu,
    init: he(),
    rng: seeded("frozen"),
    batchNorm: true,
  });
}

function frozenUpTo(net: Sequential, count: number): Sequential {
  return new Sequential(
    net.layers.map((layer, i) => i < count ? new Frozen(layer) : layer),
  );
}

Deno.test("Frozen runs its layer in infer mode, in either mode", () => {
  const x = drawn("x", 6, 3);
  const normalization = usedNormalization(3);
  const expected = normalization.clone().forward(x, "infer");
  const frozen = new Frozen(normalization);
  const { runningMean, runningVariance } = normalization;
  for (const mode of ["train", "infer"] as const) {
    assertUnchanged(
      () => assertCloseTo(frozen.forward(x, mode), expected, 0),
      runningMean,
      runningVariance,
    );
  }
  const rng = () => {
    throw new Error("drew a number");
  };
  const dropout = new Frozen(new Dropout(0.5, { rng }));
  assertCloseTo(dropout.forward(x, "train"), x, 0);
  assertCloseTo(dropout.backward(x), x, 0);
  // One example alone has no variance of its own, and needs none.
  assertEquals(frozen.forward(drawn("one", 1, 3), "train").rows, 1);
});

Deno.test("Frozen has no parameters; what looks into it finds its layer", () => {
  const affine = new Affine(3, 2, { init: he(), rng: seeded(1) });
  const frozen = new Frozen(affine);
  assertEquals(frozen.params, []);
  assertStrictEquals(frozen.layers[0], affine);
  assertEquals(leaves(new Sequential([frozen])), [affine]);
});

Deno.test("Frozen's gradient agrees with the numerical, in both modes", () => {
  const init = he(), rng = seeded(1);
  const layers: Layer[] = [
    new Affine(5, 5, { init, rng }),
    usedNormalization(5),
    new LayerNormalization(5),
    new Dropout(0.5, { rng }),
    new Sequential([new Affine(5, 4, { init, rng }), usedNormalization(4)]),
  ];
  const x = drawn("x", 6, 5);
  for (const layer of layers) {
    for (const mode of ["train", "infer"] as const) {
      const frozen = new Frozen(layer);
      const { columns } = frozen.forward(x, mode);
      assertGradients(frozen, x, drawn("dout", 6, columns), { mode });
    }
  }
});

Deno.test("a network's gradients through frozen layers agree with the numerical", () => {
  const net = network(), x = drawn("x", 7, 4), dout = drawn("dout", 7, 3);
  net.forward(drawn("before", 7, 4), "train");
  // In front of a batch normalization that is not frozen the gradient of b is 0.
  for (const frozen of [[1, 4], [0, 1, 4], [1, 3, 4], [1, 2, 4, 5, 6]]) {
    const fine = new Sequential(
      net.layers.map((layer, i) =>
        frozen.includes(i) ? new Frozen(layer) : layer
      ),
    );
    assertGradients(fine, x, dout);
  }
});

Deno.test("train() moves what is not frozen, and nothing within what is", () => {
  const data = {
    x: drawn("x", 20, 4),
    t: Uint8Array.from({ length: 20 }, (_, i) => i % 3),
  };
  for (const optimizer of [new SGD({ lr: 0.1 }), new Adam({ lr: 0.1 })]) {
    const net = network();
    net.forward(data.x, "train");
    const fine = frozenUpTo(net, 6);
    const [affine, normalization] = net.layers as [Affine, BatchNormalization];
    const last = net.layers[6] as Affine, start = last.W.value.clone();
    assertUnchanged(
      () =>
        train(fine, data, {
          optimizer,
          batchSize: 8,
          updates: 5,
          rng: seeded("batches"),
        }),
      ...[affine.W.value, affine.b.value, normalization.gamma.value],
      ...[normalization.runningMean, normalization.runningVariance],
    );
    // The layers are shared: the network that they came from has learned, too.
    assertEquals(last.W.value.to2DArray() === start.to2DArray(), false);
    assertCloseTo(
      net.forward(data.x, "infer"),
      fine.forward(data.x, "train"),
      0,
    );
  }
});

Deno.test("a network trains to the bits that it has on what frozen layers make of the data", () => {
  const x = drawn("x", 20, 4),
    t = Uint8Array.from({ length: 20 }, (_, i) => i % 3);
  const options = () => ({
    optimizer: new Adam({ lr: 0.05 }),
    batchSize: 8,
    updates: 6,
    rng: seeded("batches"),
  });
  const net = network();
  net.forward(x, "train");
  const whole = frozenUpTo(net.clone(), 3);
  const history = train(whole, { x, t }, options());
  const first = new Sequential(net.layers.slice(0, 3));
  const rest = new Sequential(net.clone().layers.slice(3));
  const features = first.forward(x, "infer").clone();
  assertEquals(train(rest, { x: features, t }, options()), history);
  assertEquals(
    rest.params.map(({ value }) => value.to2DArray()),
    whole.params.map(({ value }) => value.to2DArray()),
  );
});

/** y = x; writes down which of its passes ran. */
class Watching implements Layer {
  readonly name = "Watching";
  readonly params = [];
  readonly ran: string[] = [];

  forward(x: Matrix, mode: Mode): Matrix {
    this.ran.push(mode);
    return x;
  }

  backward(dout: Matrix): Matrix {
    this.ran.push("backward");
    return dout;
  }
}

Deno.test("Sequential.setGradients() goes no further back than it must", () => {
  const affine = () => new Affine(3, 3, { init: he(), rng: seeded(1) });
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 3);
  const ran = (made: (watching: Watching) => Layer[]) => {
    const watching = new Watching(), net = new Sequential(made(watching));
    net.forward(x, "train");
    net.setGradients(dout);
    const got = net.params.map(({ grad }) => grad.to2DArray());
    net.backward(dout);
    assertEquals(net.params.map(({ grad }) => grad.to2DArray()), got);
    return watching.ran;
  };
  // The second "backward" is the one of backward().
  const both = ["infer", "backward", "backward"], once = ["infer", "backward"];
  assertEquals(ran((w) => [new Frozen(w), affine()]), once);
  assertEquals(ran((w) => [new Frozen(affine()), new Frozen(w)]), once);
  assertEquals(
    ran((w) => [new Frozen(affine()), new Frozen(w), affine()]),
    once,
  );
  assertEquals(ran((w) => [affine(), new Frozen(w)]), both);
  // A user's layer without parameters may be there to see the gradient.
  assertEquals(ran((w) => [w, new Frozen(affine())])[1], "backward");
  // So may a pass of a user's.
  assertEquals(
    ran((w) => {
      const frozen = new Frozen(w), backward = frozen.backward;
      frozen.backward = (dout) => backward.call(frozen, dout);
      frozen.setGradients = (dout) => void frozen.backward(dout);
      return [frozen, affine()];
    }),
    both,
  );
});

Deno.test("clone() of a Frozen clones its layer, and names one that cannot be", () => {
  const normalization = usedNormalization(3),
    frozen = new Frozen(normalization);
  const clone = frozen.clone(), x = drawn("x", 4, 3);
  assertNotStrictEquals(clone.layers[0], normalization);
  assertCloseTo(clone.forward(x, "train"), frozen.forward(x, "train"), 0);
  normalization.gamma.value.fill(9);
  assertEquals(clone.layers[0].params[0].value.get(0, 0), 1);
  assertThrows(
    () => new Frozen(new Watching()).clone(),
    TypeError,
    "Cannot clone Frozen: every layer must have a clone method, got Watching without one",
  );
});

Deno.test("a network may not hold a layer frozen and as it is", () => {
  const affine = new Affine(3, 3, { init: he(), rng: seeded(1) });
  assertThrows(
    () => new Sequential([affine, new Frozen(affine)]),
    RangeError,
    "Cannot make Sequential: layers must all be different, as each remembers one pass, got the Affine at layers[0] again at layers[1].layers[0]",
  );
});

Deno.test("Frozen refuses what is no layer, no mode, and no forward pass", () => {
  assertThrows(
    () => new Frozen(undefined as unknown as Layer),
    TypeError,
    "Cannot make Frozen: layer must be a layer, such as mlp() or new Relu() gives, got undefined",
  );
  const frozen = new Frozen(usedNormalization(2));
  assertThrows(
    () => frozen.forward(new Matrix(1, 2), "test" as Mode),
    RangeError,
    'Cannot run Frozen forward: mode must be "train" or "infer", got test',
  );
  assertThrows(
    () => frozen.clone().backward(new Matrix(1, 2)),
    Error,
    "Cannot run BatchNormalization backward: call forward first",
  );
});
