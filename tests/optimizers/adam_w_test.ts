import { assertEquals, assertGreater } from "@std/assert";
import {
  Adam,
  AdamW,
  l2Penalty,
  mapElements,
  Matrix,
  type Param,
  param,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import {
  assertRange,
  assertShapeKept,
  assertShowsHuge,
  assertWithoutEps,
  GRADIENTS,
  START,
  steps,
} from "./_optimizer.ts";
import { extremes } from "../_extremes.ts";

const constants = { lr: 0.1, beta1: 0.5, beta2: 0.75, eps: 0.01 };

Deno.test("AdamW decays w by 1 - lr weightDecay, then steps as Adam: three by hand", () => {
  const adam = steps(new Adam(constants));
  const adamSteps = adam.map((w, t) =>
    w.map((value, j) => value - (t === 0 ? START : adam[t - 1])[j])
  );
  // Adam's steps depend on the gradients alone.
  let w = START;
  const expected = GRADIENTS.map((_, t) =>
    w = w.map((value, j) => value * (1 - 0.1 * 0.5) + adamSteps[t][j])
  );
  assertCloseTo(
    new Matrix(steps(new AdamW({ ...constants, weightDecay: 0.5 }))),
    expected,
    1e-14,
  );
});

Deno.test("AdamW({ weightDecay: 0 }) is Adam, bit for bit", () => {
  assertEquals(
    steps(new AdamW({ ...constants, weightDecay: 0 })),
    steps(new Adam(constants)),
  );
});

Deno.test("AdamW has PyTorch's constants unless told", () => {
  assertEquals(
    steps(new AdamW({ lr: 0.1 })),
    steps(
      new AdamW({
        lr: 0.1,
        weightDecay: 0.01,
        beta1: 0.9,
        beta2: 0.999,
        eps: 1e-8,
      }),
    ),
  );
});

Deno.test("AdamW is not Adam with an L2 penalty, whose decay Adam rescales", () => {
  // Two weights alike, one with a gradient a hundred times the other's.
  const run = (optimizer: Adam | AdamW, lambda: number) => {
    const w = param("W", new Matrix([[1, 1]]));
    w.grad = new Matrix([[100, 1]]);
    l2Penalty({ lambda }).addGradients([w]);
    optimizer.update([w]);
    return w.value.getRow(0);
  };
  const [large, small] = run(new AdamW({ lr: 0.1, weightDecay: 0.5 }), 0);
  assertCloseTo(new Matrix([[large, small]]), [[0.85, 0.85]], 1e-9);
  // The first step of Adam is lr whatever the gradient: the penalty does nothing.
  assertCloseTo(
    new Matrix([run(new Adam({ lr: 0.1 }), 0.5)]),
    [[0.9, 0.9]],
    1e-9,
  );
});

Deno.test("AdamW decays every parameter unless told which", () => {
  const [all, weights] = [undefined, (p: { name: string }) => p.name === "W"]
    .map((decays) => {
      const params = ["W", "b"].map((name) => param(name, drawn("w", 2, 2)));
      // Without a gradient the decay is all that moves.
      new AdamW({ lr: 0.1, weightDecay: 0.5, decays }).update(params);
      return params.map(({ value }) => value);
    });
  const start = drawn("w", 2, 2), decayed = Matrix.mul(start, 0.95);
  assertCloseTo(all[0], decayed, 1e-15);
  assertCloseTo(all[1], decayed, 1e-15);
  assertCloseTo(weights[0], decayed, 1e-15);
  assertCloseTo(weights[1], start, 0);
  assertGreater(extremes(mapElements(start, Math.abs))[0], 0);
});

Deno.test("AdamW writes only into value, into the matrix that is there", () => {
  const w = param("W", drawn("w", 3, 4));
  w.grad = drawn("dw", 3, 4);
  const { value, grad } = w, gradient = grad.to2DArray();
  new AdamW({ lr: 0.1 }).update([w]);
  assertEquals([w.value === value, w.grad === grad], [true, true]);
  assertEquals(grad.to2DArray(), gradient);
});

Deno.test("AdamW has weightDecay .01, beta1 .9, beta2 .999 and eps 1e-8 unless told", async () => {
  await assertDefaults(
    (options) => steps(new AdamW({ lr: 0.1, ...options })),
    {
      weightDecay: [0.01, 0.0101],
      beta1: [0.9, 0.901],
      beta2: [0.999, 0.9991],
      eps: [1e-8, 1.01e-8],
    },
  );
});

Deno.test("AdamW decays all parameters unless told", async () => {
  await assertDefaults<{ decays: (param: Param) => boolean }>(
    (options) => {
      const params = ["W", "b"].map((name) =>
        param(name, new Matrix([[1, -2]]))
      );
      new AdamW({ lr: 0.1, ...options }).update(params);
      return params.map(({ value }) => value.to1DArray());
    },
    { decays: [() => true, ({ name }) => name === "W"] },
  );
});

Deno.test("new AdamW() refuses constants outside their ranges", () => {
  const make = (more: Record<string, number>) => new AdamW({ lr: 1, ...more });
  assertRange("AdamW", "lr", (lr) => make({ lr }), [0, -1]);
  assertRange("AdamW", "beta1", (beta1) => make({ beta1 }), [-1, 1]);
  assertRange("AdamW", "beta2", (beta2) => make({ beta2 }), [-1, 1]);
  assertRange("AdamW", "eps", (eps) => make({ eps }), [-1]);
  assertRange(
    "AdamW",
    "weightDecay",
    (weightDecay) => make({ weightDecay }),
    [-0.1],
  );
});

Deno.test("AdamW with eps 0 leaves alone what never had a gradient, and refuses lost squares", () => {
  assertWithoutEps(
    "AdamW",
    (eps) => new AdamW({ lr: 0.1, weightDecay: 0, eps }),
  );
});

Deno.test("AdamW refuses a parameter of another shape than at its first update", () => {
  assertShapeKept("AdamW", () => new AdamW({ lr: 0.1 }));
});

Deno.test("AdamW shows a gradient whose square is too large", () => {
  assertShowsHuge(new AdamW({ lr: 0.1 }));
});
