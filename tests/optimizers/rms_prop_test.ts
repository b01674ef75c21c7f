import { Matrix, RMSProp } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import {
  assertOptimizer,
  assertRange,
  assertShapeKept,
  assertShowsHuge,
  assertWithoutEps,
  steps,
} from "./_optimizer.ts";

Deno.test("RMSProp steps by h = decay h + (1 - decay) g^2: three by hand", () => {
  // h with decay 3/4: (9, 1) / 4, then (31, 19) / 16, then (97, 57) / 64.
  const first = [1 - 0.1 * 3 / 1.5, -2 - 0.1 * 1 / 0.5];
  const second = [
    first[0] + 0.1 / Math.sqrt(31 / 16),
    first[1] - 0.2 / Math.sqrt(19 / 16),
  ];
  const third = [second[0] - 0.05 / Math.sqrt(97 / 64), second[1]];
  assertCloseTo(
    new Matrix(steps(new RMSProp({ lr: 0.1, decay: 0.75, eps: 0 }))),
    [first, second, third],
    1e-15,
  );
});

Deno.test("RMSProp adds eps to the root, and decays by .99 unless told", () => {
  const [first] = steps(new RMSProp({ lr: 0.1, eps: 0.7 }));
  // h = .01 (9, 1), roots (.3, .1).
  assertCloseTo(new Matrix([first]), [[1 - 0.3, -2 - 0.125]], 1e-14);
});

Deno.test("RMSProp writes only into value", () => {
  assertOptimizer(() => new RMSProp({ lr: 0.1 }));
});

Deno.test("RMSProp has decay .99 and eps 1e-8 unless told", async () => {
  await assertDefaults(
    (options) => steps(new RMSProp({ lr: 0.1, ...options })),
    { decay: [0.99, 0.991], eps: [1e-8, 1.01e-8] },
  );
});

Deno.test("new RMSProp() refuses constants outside their ranges", () => {
  assertRange("RMSProp", "lr", (lr) => new RMSProp({ lr }), [0, -1]);
  assertRange("RMSProp", "decay", (decay) => new RMSProp({ lr: 1, decay }), [
    -0.1,
    1,
  ]);
  assertRange("RMSProp", "eps", (eps) => new RMSProp({ lr: 1, eps }), [-1]);
});

Deno.test("RMSProp with eps 0 leaves alone what never had a gradient, and refuses lost squares", () => {
  assertWithoutEps("RMSProp", (eps) => new RMSProp({ lr: 0.1, eps }));
});

Deno.test("RMSProp refuses a parameter of another shape than at its first update", () => {
  assertShapeKept("RMSProp", () => new RMSProp({ lr: 0.1 }));
});

Deno.test("RMSProp shows a gradient whose square is too large", () => {
  assertShowsHuge(new RMSProp({ lr: 0.1 }));
});
