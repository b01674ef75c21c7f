import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  activations,
  Affine,
  BatchNormalization,
  he,
  Matrix,
  mlp,
  relu,
  seeded,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

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
