import { assertEquals, assertThrows } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  he,
  type Layer,
  Matrix,
  type Mode,
  Relu,
  seeded,
  Sequential,
  Sigmoid,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn } from "../_property.ts";

/** y = factor x + shift; remembers the modes it was run in. */
class Line implements Layer {
  readonly name = "Line";
  readonly params = [];
  readonly modes: Mode[] = [];

  constructor(readonly factor: number, readonly shift: number) {}

  forward(x: Matrix, mode: Mode): Matrix {
    this.modes.push(mode);
    return Matrix.mul(x, this.factor).add(this.shift);
  }

  backward(dout: Matrix): Matrix {
    return Matrix.mul(dout, this.factor);
  }
}

Deno.test("Sequential runs its layers in order, and back", () => {
  const lines = [new Line(2, 1), new Line(10, 0)];
  const net = new Sequential(lines);
  assertEquals(net.forward(new Matrix([[3]]), "train").to2DArray(), [[70]]);
  assertEquals(net.backward(new Matrix([[1]])).to2DArray(), [[20]]);
  net.forward(new Matrix([[3]]), "infer");
  for (const line of lines) assertEquals(line.modes, ["train", "infer"]);
});

Deno.test("Sequential has the parameters of all layers, first to last", () => {
  const options = { init: he(), rng: seeded(1) };
  const first = new Affine(4, 3, options), last = new Affine(3, 2, options);
  const net = new Sequential([first, new Sigmoid(), last]);
  assertEquals(net.params, [first.W, first.b, last.W, last.b]);
  assertEquals(new Sequential([net]).params, net.params);
});

Deno.test("Sequential's gradients agree with the numerical, nested or not", () => {
  const rng = seeded("sequential"), init = he();
  const layers = [
    new Affine(4, 5, { init, rng }),
    new Sigmoid(),
    new Affine(5, 3, { init, rng }),
  ];
  const x = drawn("x", 6, 4), dout = drawn("dout", 6, 3);
  const flat = new Sequential(layers);
  const nested = new Sequential([
    new Sequential(layers.slice(0, 2)),
    layers[2],
  ]);
  assertGradients(flat, x, dout);
  assertGradients(nested, x, dout);
  assertCloseTo(nested.forward(x, "train"), flat.forward(x, "train"), 0);
});

Deno.test("Sequential keeps its own list of layers", () => {
  const layers = [new Line(2, 0)];
  const net = new Sequential(layers);
  layers.push(new Line(0, 0));
  assertEquals(net.layers.length, 1);
  assertEquals(net.forward(new Matrix([[1]]), "infer").to2DArray(), [[2]]);
});

Deno.test("new Sequential() refuses no layers", () => {
  assertThrows(
    () => new Sequential([]),
    RangeError,
    "Cannot make Sequential: layers must hold at least one layer, got 0",
  );
});

Deno.test("Sequential.setGradients() sets what backward() sets, whatever comes first", () => {
  const affine = new Affine(4, 3, { init: he(), rng: seeded(1) });
  const x = drawn("x", 6, 4), dout = drawn("dout", 6, 3);
  // A sigmoid has no way back that leaves out dx.
  for (const layers of [[affine], [new Sigmoid(), affine]]) {
    const net = new Sequential(layers);
    net.forward(x, "train");
    net.backward(dout);
    const expected = net.params.map(({ grad }) => grad.to2DArray());
    for (const { grad } of net.params) grad.fill(NaN);
    net.setGradients(dout);
    assertEquals(net.params.map(({ grad }) => grad.to2DArray()), expected);
  }
});

for (const kind of ["Affine", "BatchNormalization"]) {
  const made = (): Layer => {
    if (kind === "BatchNormalization") return new BatchNormalization(5);
    return new Affine(5, 5, { init: he(), rng: seeded("pair") });
  };

  Deno.test(`Sequential gives the bits of ${kind} and ReLU one after the other`, () => {
    const x = drawn("x", 7, 5), dout = drawn("dout", 7, 5);
    for (const mode of ["train", "infer"] as const) {
      for (const broken of [false, true]) {
        if (broken) x.set(3, 2, NaN);
        const [first, second] = [made(), new Relu()];
        const net = new Sequential([made(), new Relu()]);
        const y = second.forward(first.forward(x, mode));
        assertEquals(net.forward(x, mode), y);
        const dx = first.backward(second.backward(dout));
        assertEquals(net.backward(dout), dx);
        for (const [i, { grad }] of net.params.entries()) {
          assertEquals(grad, first.params[i].grad);
        }
      }
    }
  });

  Deno.test(`Sequential runs the forward of ${kind} and of ReLU that somebody put in its place`, () => {
    const x = drawn("x", 7, 5), ran: string[] = [];
    /** Writes down that a layer's own forward ran. */
    const watched = (layer: Layer): Layer => {
      const forward = layer.forward;
      layer.forward = (x, mode) => {
        ran.push(layer.name);
        return forward.call(layer, x, mode);
      };
      return layer;
    };
    const want = new Sequential([made(), new Relu()]).forward(x, "train");
    const nets = [
      new Sequential([watched(made()), new Relu()]),
      new Sequential([made(), watched(new Relu())]),
    ];
    for (const net of nets) assertEquals(net.forward(x, "train"), want);
    assertEquals(ran, [kind, "ReLU"]);
  });
}
