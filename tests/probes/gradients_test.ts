import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  activations,
  Affine,
  BatchNormalization,
  Dropout,
  gradientError,
  gradients,
  he,
  l2Penalty,
  type Layer,
  Matrix,
  mlp,
  numericalGradient,
  param,
  Relu,
  Residual,
  seeded,
  Sequential,
  SoftmaxCrossEntropy,
  Tanh,
  tanh,
  type Targets,
  zeros,
} from "weightlab";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { madeOf, passOn, Skip } from "../layers/_composite.ts";
import { batch, network } from "./_network.ts";

const affine = (fanIn: number, fanOut: number, name = "") =>
  new Affine(fanIn, fanOut, {
    init: he(),
    rng: seeded(`${fanIn}-${fanOut}${name}`),
  });

/** y = x + shift, N x features: d loss / d shift is d loss / d y. */
class Shift implements Layer {
  readonly name = "Shift";
  readonly params = [];
  readonly shift: Matrix;

  constructor(rows: number, columns: number) {
    this.shift = new Matrix(rows, columns);
  }

  forward(x: Matrix): Matrix {
    return Matrix.add(x, this.shift);
  }

  backward(dout: Matrix): Matrix {
    return dout;
  }

  clone(): Layer {
    return this;
  }
}

/** The same, inside of blocks, behind every layer; and where each shift is. */
function shifted(): { net: Sequential; shifts: Shift[] } {
  const shifts: Shift[] = [];
  const behind = (layer: Layer, columns: number): Layer[] => {
    const shift = new Shift(batch.x.rows, columns);
    shifts.push(shift);
    return [layer, shift];
  };
  const normalization = new BatchNormalization(5);
  normalization.gamma.value = drawn("gamma", 1, 5);
  const net = new Sequential([
    ...behind(affine(4, 5), 5),
    ...behind(
      new Residual([
        ...behind(affine(5, 5), 5),
        ...behind(normalization, 5),
        ...behind(
          new Skip([...behind(new Tanh(), 5), ...behind(affine(5, 5, "s"), 5)]),
          5,
        ),
      ], { shortcut: new Sequential(behind(affine(5, 5, "past"), 5)) }),
      5,
    ),
    ...behind(affine(5, 3), 3),
  ]);
  return { net, shifts };
}

function lossOf(net: Layer): number {
  const loss = new SoftmaxCrossEntropy();
  return loss.forward(net.forward(batch.x, "train"), batch.t);
}

Deno.test("gradients() agree with the numerical ones by each layer's output, within blocks too", () => {
  const { net, shifts } = shifted();
  const rows = gradients(net, batch);
  const at = new Map(rows.map(({ layer, values }) => [layer, values]));
  assertEquals(shifts.length, 9);
  for (const shift of shifts) {
    const numerical = numericalGradient(() => lossOf(net), shift.shift);
    assertLess(gradientError(at.get(shift)!, numerical), 1e-8);
  }
  // A shift changes nothing but what it is behind: d loss / d y in front of it is the same.
  rows.forEach(({ values }, i) => {
    const next = rows[i + 1];
    if (next?.layer instanceof Shift) assertEquals(values, next.values);
  });
});

Deno.test("gradients() agree with the numerical ones by every parameter", () => {
  const { net } = shifted();
  const params = gradients(net, batch).flatMap(({ params }) => params);
  // The same parameters, each once, though blocks have those of their layers too.
  assertEquals(params.length, net.params.length);
  const order = gradients(net, batch).flatMap(({ layer }) =>
    layer.layers ? [] : layer.params
  );
  for (const [i, { name, grad }] of params.entries()) {
    assertEquals(name, order[i].name);
    const numerical = numericalGradient(() => lossOf(net), order[i].value);
    // In front of a normalization a bias has none, and the difference is rounding.
    assertLess(gradientError(grad, numerical), 1e-6);
  }
});

Deno.test("gradients() of a worked example", () => {
  const first = affine(2, 2), last = affine(2, 2);
  first.W.value = new Matrix([[1, 0], [0, 1]]);
  last.W.value = new Matrix([[2, 0], [0, 2]]);
  const net = new Sequential([first, new Relu(), last]);
  // Outputs (2, 0), (0, 0): probabilities e^2 / (e^2 + 1) and 1/2.
  const p = 1 / (1 + Math.exp(-2));
  const data = { x: new Matrix([[1, -1], [-1, -3]]), t: [1, 0] };
  const [z, h, y] = gradients(net, data).map(({ values }) =>
    values.to2DArray()
  );
  const close = (got: number[][], want: number[][]) =>
    got.flat().forEach((value, i) => assertAlmostEquals(value, want.flat()[i]));
  close(y, [[p / 2, -p / 2], [-1 / 4, 1 / 4]]);
  close(h, [[p, -p], [-1 / 2, 1 / 2]]);
  close(z, [[p, 0], [0, 0]]);
});

Deno.test("gradients() have the names, the layers and the shapes of activations()", () => {
  const { net } = shifted();
  const outputs = activations(net, batch.x), rows = gradients(net, batch);
  assertEquals(rows.map(({ name }) => name), outputs.map(({ name }) => name));
  rows.forEach(({ layer, values }, i) => {
    assertStrictEquals(layer, outputs[i].layer);
    assertEquals(
      [values.rows, values.columns],
      [outputs[i].values.rows, outputs[i].values.columns],
    );
  });
  assertEquals(gradients(affine(4, 3), batch).map(({ name }) => name), [
    "Affine 1",
  ]);
});

Deno.test("gradients() are those of training: the batch's statistics, nothing dropped", () => {
  const net = network(), loss = new SoftmaxCrossEntropy();
  const rows = gradients(net, batch);
  loss.forward(net.forward(batch.x, "train"), batch.t);
  net.backward(loss.backward());
  const params = rows.flatMap(({ params }) => params);
  params.forEach(({ grad }, i) => assertEquals(grad, net.params[i].grad));

  const never = () => {
    throw new Error("drew a number");
  };
  const dropped = (layers: Layer[]) =>
    gradients(new Sequential([affine(4, 3), ...layers]), batch)[0].values;
  const dropout = () => new Dropout(0.5, { rng: never });
  assertEquals(dropped([dropout()]), dropped([]));
  assertEquals(
    dropped([new Residual(dropout())]),
    dropped([new Residual(new Shift(12, 3))]),
  );
});

Deno.test("gradients() leave the network, and the pass that it remembers, as they were", () => {
  const made = () => {
    const { net } = shifted();
    net.forward(drawn("other", 12, 4), "train");
    return net;
  };
  const net = made(), twin = made();
  const inner = (layer: Layer): Layer[] => [
    layer,
    ...layer.layers?.flatMap(inner) ?? [],
  ];
  const keys = () => inner(net).map((layer) => Reflect.ownKeys(layer));
  const before = keys();
  const [norm] = inner(net).filter((l) => l instanceof BatchNormalization);
  assertUnchanged(
    () => gradients(net, batch),
    batch.x,
    norm.runningMean,
    norm.runningVariance,
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
  );
  assertEquals(keys(), before);
  const dout = drawn("dout", 12, 3);
  assertEquals(net.backward(dout), twin.backward(dout));
});

Deno.test("gradients() are the caller's: no later pass writes into them", () => {
  const net = network(),
    numbers = () =>
      rows.flatMap(({ values, params }) => [
        values.to2DArray(),
        ...params.map(({ grad }) => grad.to2DArray()),
      ]);
  const rows = gradients(net, batch), before = numbers();
  gradients(net, { x: drawn("other", 12, 4), t: batch.t });
  assertEquals(numbers(), before);
});

Deno.test("gradients({ loss }) takes any loss, and targets that are a matrix", () => {
  /** Half the mean of the squared distances. */
  class Squares {
    #apart = new Matrix(0, 0);
    readonly given: Matrix[] = [];
    forward(outputs: Matrix, t: Targets): number {
      const targets = t as Matrix;
      this.given.push(outputs);
      this.#apart = Matrix.sub(outputs, targets);
      return Matrix.mul(this.#apart, this.#apart).sum() / 2 / outputs.rows;
    }
    backward(): Matrix {
      return Matrix.div(this.#apart, this.#apart.rows);
    }
  }
  const layer = affine(4, 2), t = drawn("t", 12, 2), loss = new Squares();
  const data = { x: batch.x, t };
  const [{ values, params }] = gradients(layer, data, { loss });
  const apart = Matrix.sub(layer.forward(batch.x), t).div(12);
  assertEquals(values, apart);
  layer.backward(apart);
  assertEquals(params.map(({ grad }) => grad), layer.params.map((p) => p.grad));
  // What the loss was given is its own.
  const y = loss.given[0].clone();
  gradients(layer, data, { loss });
  assertEquals(loss.given[0], y);
  // The default, by another's hand.
  const own = gradients(affine(4, 3), batch, {
    loss: new SoftmaxCrossEntropy(),
  });
  assertEquals(
    own.map(({ values }) => values),
    gradients(affine(4, 3), batch).map(({ values }) => values),
  );
});

Deno.test("gradients() of any network: each example's sum to 0 over the outputs, and 1 / N in all", () => {
  const widths = fc.array(size, { minLength: 1, maxLength: 4 });
  holds(fc.property(widths, size, seed, (widths, n, seed) => {
    const rng = seeded(seed);
    const net = mlp([3, ...widths, 4], { activation: tanh, init: he(), rng });
    const data = {
      x: drawn(seed, n, 3),
      t: Array.from({ length: n }, (_, i) => i % 4),
    };
    const rows = gradients(net, data);
    for (const row of rows.at(-1)!.values.to2DArray()) {
      assertAlmostEquals(row.reduce((sum, g) => sum + g, 0), 0, 1e-15);
    }
    // Twice the same examples: each weighs half, the parameters' gradients are the same.
    const twice = gradients(net, {
      x: new Matrix([...data.x.to2DArray(), ...data.x.to2DArray()]),
      t: [...data.t, ...data.t],
    });
    rows.forEach(({ values, params }, i) => {
      const [half] = [
        twice[i].values.subMatrix(0, n - 1, 0, values.columns - 1),
      ];
      assertLess(gradientError(half.mul(2), values), 1e-12);
      params.forEach(({ grad }, k) =>
        assertLess(gradientError(twice[i].params[k].grad, grad), 1e-12)
      );
    });
  }));
});

Deno.test("gradients() of a block whose last layer starts at zero reach what is before the block", () => {
  const last = new Affine(5, 5, { init: zeros(), rng: seeded(1) });
  const net = new Sequential([
    affine(4, 5),
    new Residual([affine(5, 5), new Tanh(), last]),
    affine(5, 3),
  ]);
  const at = new Map(
    gradients(net, batch).map(({ name, values }) => [name, values.norm()]),
  );
  assertEquals(at.get("Residual 1 > Affine 1"), 0);
  assertEquals(at.get("Affine 1"), at.get("Residual 1"));
});

Deno.test("gradients() name the layer that has no clone, or whose clone is another", () => {
  const own = passOn();
  assertThrows(
    () => gradients(new Sequential([affine(4, 3), own]), batch),
    TypeError,
    "Cannot clone Sequential: every layer must have a clone method, got Own without one",
  );
  assertThrows(
    () => gradients(new Skip([affine(4, 4)], { clones: false }), batch),
    TypeError,
    "Cannot compute gradients: net must have a clone method",
  );
  const changed = Object.assign(new Skip([new Relu()]), {
    clone: () => new Skip([new Tanh()]),
  });
  assertThrows(
    () => gradients(new Sequential([affine(4, 3), changed]), batch),
    RangeError,
    "Cannot compute gradients: the clone of net must be made of layers like its own, got Skip 1 > tanh 1, which net has not",
  );
});

Deno.test("gradients() refuse a layer whose backward does not run that of what it names", () => {
  const made = (): Layer => {
    const inner = affine(4, 3);
    return {
      ...madeOf([inner], {
        forward: (x) => inner.forward(x),
        backward: (dout) => new Matrix(dout.rows, 4),
      }),
      clone: made,
    };
  };
  assertThrows(
    () => gradients(new Sequential([made()]), batch),
    RangeError,
    "Cannot compute gradients: Made 1 > Affine 1 must run backward once in a pass",
  );
});

Deno.test("gradients() have no part in a penalty, which is no loss", () => {
  assertThrows(
    () =>
      gradients(network(), batch, {
        loss: l2Penalty({ lambda: 1 }) as unknown as SoftmaxCrossEntropy,
      }),
    TypeError,
    "Cannot compute gradients: loss must be a loss, such as new SoftmaxCrossEntropy(), got { loss, addGradients }",
  );
});

Deno.test("gradients() of a network whose clone has its parameters change nothing", () => {
  const inner = affine(4, 3);
  const shares: Layer = {
    name: "Shares",
    params: inner.params,
    forward: (x) => inner.forward(x),
    backward: (dout) => inner.backward(dout),
    clone: () => shares,
  };
  const params = inner.params.map(({ name, value }) => ({
    ...param(name, value),
    value,
  }));
  const halves = { ...shares, clone: () => ({ ...shares, params }) };
  for (const layer of [shares, halves]) {
    assertUnchanged(
      () =>
        assertThrows(
          () => gradients(new Sequential([affine(4, 4), layer]), batch),
          RangeError,
          "Cannot compute gradients: the clone of net must share no parameter with it, as steps are tried there, got W in both; give the clone of the layer that has it one of its own, by param()",
        ),
      ...inner.params.flatMap(({ value, grad }) => [value, grad]),
    );
  }
});
