import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  gradientError,
  he,
  l2Penalty,
  Matrix,
  mlp,
  numericalGradient,
  type Param,
  param,
  seeded,
  SoftmaxCrossEntropy,
  tanh,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** A W of squares 30 and a gamma, each with a gradient from elsewhere. */
function parameters() {
  const W = param("W", new Matrix([[1, -2], [3, 4]]));
  const gamma = param("gamma", new Matrix([[5, 6]]));
  W.grad = new Matrix([[10, 20], [30, 40]]);
  gamma.grad = new Matrix([[7, 8]]);
  return { W, gamma, params: [W, gamma] };
}

Deno.test("l2Penalty() is lambda/2 sum W^2, its gradient lambda W: worked 2 x 2", () => {
  const { W, gamma, params } = parameters();
  const penalty = l2Penalty({ lambda: 0.5 });
  const loss = assertUnchanged(
    () => penalty.loss(params),
    ...params.flatMap(({ value, grad }) => [value, grad]),
  );
  assertEquals(loss, 7.5);
  assertUnchanged(
    () => penalty.addGradients(params),
    W.value,
    gamma.value,
    gamma.grad,
  );
  assertEquals(W.grad.to2DArray(), [[10.5, 19], [31.5, 42]]);
});

Deno.test("l2Penalty() penalizes what it is told to", () => {
  const { W, gamma, params } = parameters();
  const penalty = l2Penalty({ lambda: 2, penalizes: (p) => p === gamma });
  assertEquals(penalty.loss(params), 61);
  assertUnchanged(() => penalty.addGradients(params), W.grad);
  assertEquals(gamma.grad.to2DArray(), [[17, 20]]);
});

Deno.test("l2Penalty({ lambda: 0 }) adds nothing", () => {
  const { params } = parameters();
  const penalty = l2Penalty({ lambda: 0 });
  assertEquals(penalty.loss(params), 0);
  assertUnchanged(
    () => penalty.addGradients(params),
    ...params.map(({ grad }) => grad),
  );
});

Deno.test("l2Penalty()'s gradient on a network's loss agrees with the numerical", () => {
  const net = mlp([4, 5, 3], {
    activation: tanh,
    init: he(),
    rng: seeded("weights"),
    batchNorm: true,
  });
  for (const p of net.params) {
    if (p.name !== "W") p.value = drawn(p.name, p.value.rows, p.value.columns);
  }
  const x = drawn("x", 8, 4), labels = [0, 1, 2, 0, 1, 2, 2, 1];
  const loss = new SoftmaxCrossEntropy(), penalty = l2Penalty({ lambda: 0.7 });
  const total = () =>
    loss.forward(net.forward(x, "train"), labels) + penalty.loss(net.params);
  const before = total();
  net.backward(loss.backward());
  penalty.addGradients(net.params);
  for (const { name, value, grad } of net.params) {
    const expected = numericalGradient(total, value);
    assertLess(gradientError(grad, expected), 1e-8, name);
  }
  // The penalty is no small part of what was checked.
  assertGreater(penalty.loss(net.params) / before, 0.1);
});

Deno.test("l2Penalty() with plain steps shrinks a weight by 1 - lr lambda", () => {
  const lambda = 0.5, lr = 0.1;
  const W = param("W", drawn("w", 2, 3));
  const start = W.value.to2DArray();
  l2Penalty({ lambda }).addGradients([W]);
  const next = Matrix.sub(W.value, Matrix.mul(W.grad, lr));
  assertCloseTo(next, new Matrix(start).mul(1 - lr * lambda), 1e-15);
  assertAlmostEquals(next.get(0, 0) / start[0][0], 0.95);
});

Deno.test("l2Penalty() of weights whose squares are too large or too small", () => {
  const of = (lambda: number, ...weights: number[]) =>
    l2Penalty({ lambda }).loss(
      weights.map((w) => param("W", new Matrix([[w]]))),
    );
  assertAlmostEquals(of(1e-300, 3e200, -4e200) / 12.5e100, 1, 1e-15);
  assertAlmostEquals(of(1e300, 3e-200, 4e-200) / 12.5e-100, 1, 1e-15);
  assertAlmostEquals(of(2e300, 3e-161, 0) / 9e-22, 1, 1e-15);
  assertEquals(of(1, 1e200), Infinity);
  assertEquals(of(0, 1e200), 0);
  assertEquals(of(1, NaN, 3), NaN);
  assertEquals([of(1), of(1, 0)], [0, 0]);
});

Deno.test("l2Penalty() penalizes the parameters named W unless told", async () => {
  const params = ["W", "b", "gamma", "beta"].map((name, i) =>
    param(name, new Matrix([[i + 1, -i]]))
  );
  await assertDefaults<{ penalizes: (param: Param) => boolean }>(
    (options) => {
      const penalty = l2Penalty({ lambda: 0.5, ...options });
      for (const param of params) param.grad = new Matrix([[1, 1]]);
      penalty.addGradients(params);
      return [penalty.loss(params), params.map(({ grad }) => grad.to1DArray())];
    },
    {
      penalizes: [({ name }) => name === "W", ({ name }) => name !== "b"],
    },
  );
});

Deno.test("l2Penalty() refuses a lambda below 0", () => {
  for (const lambda of [-1, NaN, Infinity]) {
    assertThrows(
      () => l2Penalty({ lambda }),
      RangeError,
      `Cannot make an L2 penalty: lambda must be a finite number at least 0, got ${lambda}`,
    );
  }
});

Deno.test("l2Penalty()'s constants are read by name, and assigning to one throws", () => {
  const penalizes = () => true;
  const penalty = l2Penalty({ lambda: 0.5, penalizes });
  assertEquals([penalty.lambda, penalty.penalizes], [0.5, penalizes]);
  assertEquals(
    l2Penalty({ lambda: 0 }).penalizes(param("b", new Matrix(1, 1))),
    false,
  );
  const loose = penalty as unknown as Record<string, unknown>;
  assertThrows(
    () => loose.lambda = 1,
    TypeError,
    "Cannot set lambda of an L2 penalty: it must stay as it was given, 0.5, got 1; make another",
  );
  assertThrows(() => loose.penalizes = 1, TypeError, "Cannot set penalizes");
  assertEquals(penalty.loss([param("b", new Matrix([[2]]))]), 1);
});
