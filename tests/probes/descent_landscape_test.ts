import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  ActivationLayer,
  Affine,
  descentLandscape,
  Dropout,
  he,
  type Layer,
  linear,
  Matrix,
  mlp,
  normal,
  relu,
  Residual,
  seeded,
  Sequential,
  SGD,
  snapshot,
  SoftmaxCrossEntropy,
} from "weightlab";
import { drawn } from "../_property.ts";
import { batch, network } from "./_network.ts";
import { passOn } from "../layers/_composite.ts";

/** The loss, and the gradients that are left in the network's parameters. */
function pass(net: Layer): number {
  const loss = new SoftmaxCrossEntropy();
  const value = loss.forward(net.forward(batch.x, "train"), batch.t);
  net.backward(loss.backward());
  return value;
}

/** The l2 length of the difference, or of `a` alone. */
function length(a: readonly Matrix[], b?: readonly Matrix[]): number {
  let sum = 0;
  a.forEach((one, i) => {
    const difference = b ? Matrix.sub(one, b[i]) : one;
    sum += Matrix.mul(difference, difference).sum();
  });
  return Math.sqrt(sum);
}

Deno.test("descentLandscape() is what a step of SGD comes to", () => {
  const steps = [0.01, 0.3, 2];
  const found = descentLandscape(network(), batch, { steps });
  const net = network();
  assertEquals(found.loss, pass(net));
  const start = snapshot(net.params).map(({ grad }) => grad);
  assertAlmostEquals(found.gradientNorm, length(start), 1e-14);
  assertEquals(found.steps.map(({ step }) => step), steps);
  for (const { step, loss, gradientDistance } of found.steps) {
    const moved = network();
    pass(moved);
    new SGD({ lr: step }).update(moved.params);
    assertEquals(loss, pass(moved));
    const grads = moved.params.map(({ grad }) => grad);
    assertAlmostEquals(gradientDistance, length(grads, start), 1e-13);
  }
});

Deno.test("descentLandscape() of a small step: the loss falls by s |g|^2, the gradient stays", () => {
  const { loss, gradientNorm, steps: [step] } = descentLandscape(
    network(),
    batch,
    { steps: [1e-5] },
  );
  const fall = (loss - step.loss) / (1e-5 * gradientNorm ** 2);
  assertAlmostEquals(fall, 1, 1e-3);
  assertLess(step.gradientDistance, 1e-3 * gradientNorm);
});

Deno.test("descentLandscape() leaves the network, and the pass it remembers, as they were", () => {
  const net = network(), twin = network();
  const other = drawn("other", 7, 4), dout = drawn("dout", 7, 3);
  for (const one of [net, twin]) one.forward(other, "train");
  const state = () => JSON.stringify(net);
  const before = state();
  descentLandscape(net, batch, { steps: [1, 10] });
  assertEquals(state(), before);
  assertEquals(
    net.backward(dout).to2DArray(),
    twin.backward(dout).to2DArray(),
  );
});

Deno.test("descentLandscape() drops nothing, and draws no mask", () => {
  let draws = 0;
  const source = seeded("mask"), rng = () => (draws++, source());
  const affine = () => new Affine(4, 3, { init: he(), rng: seeded("affine") });
  const options = { steps: [0.1] };
  const dropped = descentLandscape(
    new Sequential([affine(), new Dropout(0.5, { rng })]),
    batch,
    options,
  );
  const plain = descentLandscape(new Sequential([affine()]), batch, options);
  assertEquals(dropped, plain);
  assertEquals(draws, 0);
});

Deno.test("descentLandscape() of a network that diverges is not finite, and no error", () => {
  const net = mlp([4, 6, 5, 3], {
    activation: relu,
    init: normal({ std: 1 }),
    rng: seeded("far"),
  });
  const { loss, steps: [near, far] } = descentLandscape(net, batch, {
    steps: [0.1, 1e200],
  });
  assertEquals([loss, near.loss].map(Number.isFinite), [true, true]);
  assertEquals(Number.isFinite(far.loss), false);
  assertEquals(Number.isFinite(far.gradientDistance), false);
});

Deno.test("descentLandscape() needs a network that can be cloned", () => {
  const layer = passOn();
  assertThrows(
    () => descentLandscape(layer, batch, { steps: [1] }),
    TypeError,
    "Cannot measure a descent: net must have a clone method, as steps are tried on its clone, got { name, params, forward, backward } without one",
  );
});

Deno.test("descentLandscape() drops nothing within blocks either", () => {
  const never = () => {
    throw new Error("drew a number");
  };
  const affine = () => new Affine(4, 3, { init: he(), rng: seeded("affine") });
  const landscape = (inner: Layer) =>
    descentLandscape(
      new Sequential([affine(), new Residual(inner)]),
      batch,
      { steps: [0.1] },
    );
  assertEquals(
    landscape(new Dropout(0.5, { rng: never })),
    landscape(new ActivationLayer(linear)),
  );
});
