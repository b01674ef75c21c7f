import { assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import {
  Affine,
  covariateShift,
  he,
  type Layer,
  Matrix,
  Relu,
  Residual,
  seeded,
  Sequential,
  SGD,
  snapshot,
  SoftmaxCrossEntropy,
  zeros,
} from "weightlab";
import { Scaled, Skip } from "../layers/_composite.ts";
import { batch, network } from "./_network.ts";

function pass(net: Layer): void {
  const loss = new SoftmaxCrossEntropy();
  loss.forward(net.forward(batch.x, "train"), batch.t);
  net.backward(loss.backward());
}

const dot = (a: readonly Matrix[], b: readonly Matrix[]) =>
  a.reduce((sum, one, i) => sum + Matrix.mul(one, b[i]).sum(), 0);

Deno.test("covariateShift() compares each layer's gradient before and after the layers below step", () => {
  const lr = 0.3, shifts = covariateShift(network(), batch, { lr });
  const learning = network().layers.flatMap(({ params }, i) =>
    params.length > 0 ? [i] : []
  );
  assertEquals(shifts.map(({ name }) => name), [
    "Affine 1",
    "BatchNormalization 1",
    "Affine 2",
    "BatchNormalization 2",
    "Affine 3",
  ]);
  for (const [k, place] of learning.entries()) {
    const net = network();
    pass(net);
    const gradient = () =>
      snapshot(net.layers[place].params).map(({ grad }) => grad);
    const before = gradient();
    for (const below of net.layers.slice(0, place)) {
      new SGD({ lr }).update(below.params);
    }
    pass(net);
    const after = gradient();
    const apart = before.map((one, i) => Matrix.sub(one, after[i]));
    const { gradientNorm, distance, cosine } = shifts[k];
    assertAlmostEquals(gradientNorm, Math.sqrt(dot(before, before)), 1e-14);
    assertAlmostEquals(distance, Math.sqrt(dot(apart, apart)), 1e-13);
    const lengths = Math.sqrt(dot(before, before) * dot(after, after));
    assertAlmostEquals(cosine, dot(before, after) / lengths, 1e-12);
  }
});

Deno.test("covariateShift() is 0 in the first layer, and grows with the step above it", () => {
  const [near, far] = [0.01, 1].map((lr) =>
    covariateShift(network(), batch, { lr })
  );
  for (const [first] of [near, far]) {
    assertEquals(first.distance, 0);
    assertAlmostEquals(first.cosine, 1, 1e-12);
  }
  assertGreater(near[2].distance, 0);
  assertGreater(far[2].distance, near[2].distance);
  assertGreater(near[2].cosine, far[2].cosine);
});

Deno.test("covariateShift() has no cosine where a gradient is 0", () => {
  const rng = seeded("zero");
  const net = new Sequential([
    new Affine(4, 5, { init: he(), rng }),
    new Relu(),
    new Affine(5, 3, { init: zeros(), rng }),
  ]);
  const [first, last] = covariateShift(net, batch, { lr: 0.1 });
  assertEquals([first.gradientNorm, first.distance], [0, 0]);
  assertEquals(first.cosine, NaN);
  // Nothing below it moves, as no gradient comes through it.
  assertEquals(last.distance, 0);
  assertAlmostEquals(last.cosine, 1, 1e-12);
});

Deno.test("covariateShift() opens nested networks, and leaves them as they were", () => {
  const net = network();
  const nested = new Sequential([
    new Sequential(net.layers.slice(0, 3)),
    new Sequential(net.layers.slice(3)),
  ]);
  const before = JSON.stringify(net);
  assertEquals(
    covariateShift(nested, batch, { lr: 0.1 }),
    covariateShift(net, batch, { lr: 0.1 }),
  );
  assertEquals(JSON.stringify(net), before);
});

Deno.test("covariateShift() looks into layers within layers, in the order in which they run", () => {
  const lr = 0.3;
  const affine = (fanIn: number, fanOut: number, name: string) =>
    new Affine(fanIn, fanOut, { init: he(), rng: seeded(name) });
  const made = () => {
    const parts = [
      affine(4, 5, "a"),
      affine(5, 5, "b"),
      affine(5, 5, "c"),
      affine(5, 3, "d"),
    ];
    const [a, b, c, d] = parts;
    const scaled = new Scaled([new Skip([b, new Relu()]), c]);
    const own = parts.map(({ params }) => params);
    own.splice(3, 0, [scaled.scale]);
    return { own, net: new Sequential([a, new Residual(scaled), d]) };
  };
  const shifts = covariateShift(made().net, batch, { lr });
  assertEquals(shifts.map(({ name }) => name), [
    "Affine 1",
    "Residual 1 > Scaled 1 > Skip 1 > Affine 1",
    "Residual 1 > Scaled 1 > Affine 1",
    "Residual 1 > Scaled 1",
    "Affine 2",
  ]);
  shifts.forEach(({ distance }, i) => {
    const { net, own } = made();
    pass(net);
    const before = snapshot(own[i]).map(({ grad }) => grad);
    for (const below of own.slice(0, i)) new SGD({ lr }).update(below);
    pass(net);
    const apart = before.map((one, k) => Matrix.sub(one, own[i][k].grad));
    assertAlmostEquals(distance, Math.sqrt(dot(apart, apart)), 1e-13);
  });
});
