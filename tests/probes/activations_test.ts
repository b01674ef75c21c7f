import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  activations,
  Affine,
  BatchNormalization,
  gradients,
  he,
  type Layer,
  Matrix,
  mlp,
  Relu,
  relu,
  Residual,
  seeded,
  Sequential,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { madeOf, Skip } from "../layers/_composite.ts";

function network() {
  return mlp([4, 3, 5, 2], {
    activation: relu,
    init: he(),
    rng: seeded(1),
    batchNorm: true,
  });
}

Deno.test("activations() names each layer by its kind and number, first to last", () => {
  const names = activations(network(), drawn("x", 6, 4)).map(({ name }) =>
    name
  );
  assertEquals(names, [
    "Affine 1",
    "BatchNormalization 1",
    "ReLU 1",
    "Affine 2",
    "BatchNormalization 2",
    "ReLU 2",
    "Affine 3",
  ]);
});

Deno.test("activations() gives each layer's output; the last is the network's", () => {
  const net = network(), x = drawn("x", 6, 4);
  const outputs = assertUnchanged(() => activations(net, x), x);
  outputs.forEach(({ layer }, i) => assertStrictEquals(layer, net.layers[i]));
  const [first] = outputs;
  assertCloseTo(first.values, (net.layers[0] as Affine).forward(x), 0);
  assertCloseTo(outputs.at(-1)!.values, net.forward(x, "infer"), 0);
  assertEquals(outputs.map(({ values }) => [values.rows, values.columns]), [
    ...[[6, 3], [6, 3], [6, 3]],
    ...[[6, 5], [6, 5], [6, 5]],
    [6, 2],
  ]);
});

Deno.test("activations() leaves running averages and parameters as they were", () => {
  const net = network();
  const norms = net.layers.filter((l) => l instanceof BatchNormalization);
  assertUnchanged(
    () => activations(net, drawn("x", 6, 4)),
    ...norms.flatMap((l) => [l.runningMean, l.runningVariance]),
    ...net.params.map(({ value }) => value),
  );
});

Deno.test("activations() refuses a batch that does not fit the network", () => {
  assertThrows(
    () => activations(network(), new Matrix(6, 5)),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 6 x 5",
  );
});

Deno.test("activations() of any network has N x width of each layer, and changes nothing", () => {
  const sizes = fc.array(size, { minLength: 2, maxLength: 5 });
  holds(fc.property(sizes, size, seed, (sizes, n, seed) => {
    const rng = seeded(seed);
    const net = mlp(sizes, { activation: relu, init: he(), rng });
    const x = drawn(seed, n, sizes[0]);
    const outputs = assertUnchanged(
      () => activations(net, x),
      x,
      ...net.params.flatMap(({ value, grad }) => [value, grad]),
    );
    const hidden = sizes.slice(1, -1).flatMap((width) => [width, width]);
    assertEquals(
      outputs.map(({ values }) => [values.rows, values.columns]),
      [...hidden, sizes.at(-1)!].map((width) => [n, width]),
    );
  }));
});

/** Blocks three deep, of the library's and of a user's. */
function deep() {
  const affine = (fanIn: number, fanOut: number, name: string) =>
    new Affine(fanIn, fanOut, { init: he(), rng: seeded(name) });
  const parts = {
    first: affine(4, 3, "first"),
    inner: affine(3, 3, "inner"),
    innermost: affine(3, 3, "innermost"),
    last: affine(3, 2, "last"),
  };
  const { first, inner, innermost, last } = parts;
  const block = new Residual([
    inner,
    new Skip([new Relu(), new Residual(innermost)]),
  ]);
  return { ...parts, block, net: new Sequential([first, block, last]) };
}

Deno.test("activations() looks into layers within layers, three deep: what they are made of, then they", () => {
  const { net, first, inner, innermost, block, last } = deep();
  const x = drawn("x", 6, 4);
  const outputs = activations(net, x);
  assertEquals(outputs.map(({ name }) => name), [
    "Affine 1",
    "Residual 1 > Affine 1",
    "Residual 1 > Skip 1 > ReLU 1",
    "Residual 1 > Skip 1 > Residual 1 > Affine 1",
    "Residual 1 > Skip 1 > Residual 1",
    "Residual 1 > Skip 1",
    "Residual 1",
    "Affine 2",
  ]);
  const at = new Map(outputs.map(({ layer, values }) => [layer, values]));
  const z = first.forward(x), h = inner.forward(z), r = relu(h);
  const skipped = innermost.forward(r).add(r).add(h);
  assertEquals(at.get(inner), h);
  // The user's block has written into the sum that it was given; what is told of is as it was.
  const [residual] = outputs.filter(({ name }) =>
    name.endsWith("> Residual 1")
  );
  assertEquals(residual.values, innermost.forward(r).add(r));
  assertEquals(at.get(block), Matrix.add(skipped, z));
  assertEquals(at.get(last), net.forward(x, "infer"));
});

Deno.test("activations() counts the layers of a network within as if they stood there", () => {
  const affine = (name: string) =>
    new Affine(4, 4, { init: he(), rng: seeded(name) });
  const layers = [affine("a"), new Relu(), affine("b"), affine("c")];
  const nested = new Sequential([
    layers[0],
    new Sequential([layers[1], new Sequential([layers[2]])]),
    layers[3],
  ]);
  const x = drawn("x", 3, 4);
  assertEquals(activations(nested, x), activations(new Sequential(layers), x));
});

Deno.test("activations() of a layer that does not name what it is made of shows it alone", () => {
  const inner = new Affine(4, 4, { init: he(), rng: seeded(1) });
  const block = new Skip([inner], { names: false });
  const [{ name, values }, ...more] = activations(
    new Sequential([block]),
    drawn("x", 3, 4),
  );
  assertEquals([name, more], ["Skip 1", []]);
  assertEquals(values, block.forward(drawn("x", 3, 4), "infer"));
});

Deno.test("activations() refuses a layer that names one that does not run", () => {
  const idle = new Relu(), runs = new Relu();
  const block = madeOf([runs, idle], {
    forward: (x) => runs.forward(x),
    backward: (dout) => runs.backward(dout),
  });
  assertThrows(
    () => activations(new Sequential([block]), drawn("x", 3, 4)),
    RangeError,
    "Cannot look into the layers: Made 1 > ReLU 2 must run forward once in a pass",
  );
});

Deno.test("activations() of blocks changes nothing, and leaves nothing on the layers", () => {
  const { net } = deep();
  const layers = (layer: Layer): Layer[] => [
    layer,
    ...layer.layers?.flatMap(layers) ?? [],
  ];
  const keys = () => layers(net).map((layer) => Reflect.ownKeys(layer));
  const before = keys(), x = drawn("x", 6, 4);
  assertUnchanged(
    () => activations(net, x),
    x,
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
  );
  assertThrows(() => activations(net, new Matrix(6, 5)));
  assertEquals(keys(), before);
});

Deno.test("activations() of a single layer, and of a block, as gradients() has them", () => {
  const affine = new Affine(4, 4, { init: he(), rng: seeded(1) });
  const x = drawn("x", 6, 4), t = [0, 1, 2, 3, 0, 1];
  for (const net of [affine, new Residual(affine.clone())]) {
    const outputs = activations(net, x);
    assertEquals(
      outputs.map(({ name }) => name),
      gradients(net, { x, t }).map(({ name }) => name),
    );
    assertCloseTo(outputs.at(-1)!.values, net.forward(x, "infer"), 0);
  }
});

Deno.test("activations() and gradients() stay, whatever a layer does with what it gave", () => {
  class Reuses implements Layer {
    readonly name = "Reuses";
    readonly params = [];
    readonly #y = new Matrix(6, 4);
    readonly #dx = new Matrix(6, 4);
    forward(x: Matrix) {
      return this.#y.mul(0).add(x);
    }
    backward(dout: Matrix) {
      return this.#dx.mul(0).add(dout);
    }
    clone() {
      return this;
    }
  }
  const affine = new Affine(4, 4, { init: he(), rng: seeded(1) });
  const net = new Sequential([new Reuses(), affine, new Reuses()]);
  const t = [0, 1, 2, 3, 0, 1], x = drawn("x", 6, 4);
  const values = (x: Matrix) =>
    [...activations(net, x), ...gradients(net, { x, t })]
      .map(({ values }) => values);
  assertUnchanged(() => values(drawn("other", 6, 4)), ...values(x));
});
