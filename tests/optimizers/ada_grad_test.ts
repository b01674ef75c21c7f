import { AdaGrad, Matrix } from "weightlab";
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

Deno.test("AdaGrad steps by h += g^2, w -= lr g / (sqrt h + eps): three by hand", () => {
  // h: (9, 1), (10, 5), (10.25, 5).
  const first = [1 - 0.1, -2 - 0.1];
  const second = [
    first[0] + 0.1 / Math.sqrt(10),
    first[1] - 0.2 / Math.sqrt(5),
  ];
  const third = [second[0] - 0.05 / Math.sqrt(10.25), second[1]];
  assertCloseTo(
    new Matrix(steps(new AdaGrad({ lr: 0.1, eps: 0 }))),
    [first, second, third],
    1e-15,
  );
});

Deno.test("AdaGrad adds eps to the root: 3 / (3 + 1)", () => {
  const [first] = steps(new AdaGrad({ lr: 0.1, eps: 1 }));
  assertCloseTo(new Matrix([first]), [[1 - 0.075, -2 - 0.05]], 1e-15);
});

Deno.test("AdaGrad writes only into value", () => {
  assertOptimizer(() => new AdaGrad({ lr: 0.1 }));
});

Deno.test("AdaGrad has eps 1e-10 unless told", async () => {
  await assertDefaults(
    (options) => steps(new AdaGrad({ lr: 0.1, ...options })),
    { eps: [1e-10, 1.1e-10] },
  );
});

Deno.test("new AdaGrad() refuses constants outside their ranges", () => {
  assertRange("AdaGrad", "lr", (lr) => new AdaGrad({ lr }), [0, -1]);
  assertRange("AdaGrad", "eps", (eps) => new AdaGrad({ lr: 1, eps }), [-1]);
});

Deno.test("AdaGrad with eps 0 leaves alone what never had a gradient, and refuses lost squares", () => {
  assertWithoutEps("AdaGrad", (eps) => new AdaGrad({ lr: 0.1, eps }));
});

Deno.test("AdaGrad refuses a parameter of another shape than at its first update", () => {
  assertShapeKept("AdaGrad", () => new AdaGrad({ lr: 0.1 }));
});

Deno.test("AdaGrad shows a gradient whose square is too large", () => {
  assertShowsHuge(new AdaGrad({ lr: 0.1 }));
});
