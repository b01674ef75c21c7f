import { Matrix, Momentum } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import {
  assertOptimizer,
  assertRange,
  assertShapeKept,
  steps,
} from "./_optimizer.ts";

Deno.test("Momentum steps by v = momentum v + lr g, w -= v: three steps by hand", () => {
  // v: (.3, .1), then .5 v + (-.1, .2) = (.05, .25), then (.075, .125).
  assertCloseTo(
    new Matrix(steps(new Momentum({ lr: 0.1, momentum: 0.5 }))),
    [[0.7, -2.1], [0.65, -2.35], [0.575, -2.475]],
    1e-15,
  );
});

Deno.test("Momentum has momentum .9 unless told", () => {
  assertCloseTo(
    new Matrix(steps(new Momentum({ lr: 0.1 }))),
    steps(new Momentum({ lr: 0.1, momentum: 0.9 })),
    0,
  );
});

Deno.test("Momentum writes only into value", () => {
  assertOptimizer(() => new Momentum({ lr: 0.1 }));
});

Deno.test("Momentum without momentum is Momentum of .9, bit for bit", async () => {
  await assertDefaults(
    (options) => steps(new Momentum({ lr: 0.1, ...options })),
    { momentum: [0.9, 0.901] },
  );
});

Deno.test("new Momentum() refuses constants outside their ranges", () => {
  assertRange("Momentum", "lr", (lr) => new Momentum({ lr }), [0, -1]);
  assertRange(
    "Momentum",
    "momentum",
    (momentum) => new Momentum({ lr: 1, momentum }),
    [-0.1, 1],
  );
});

Deno.test("Momentum refuses a parameter of another shape than at its first update", () => {
  assertShapeKept("Momentum", () => new Momentum({ lr: 0.1 }));
});
