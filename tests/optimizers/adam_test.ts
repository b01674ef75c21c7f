import { Adam, Matrix, param } from "weightlab";
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

Deno.test("Adam steps by algorithm 1: three steps by hand", () => {
  // beta1 = 1/2, beta2 = 3/4. m: (1.5, .5), (.25, 1.25), (.375, .625), over
  // 1/2, 3/4, 7/8; v: (9, 1) / 4, (31, 19) / 16, (97, 57) / 64, over 1/4, 7/16,
  // 37/64.
  const first = [1 - 0.1 * 3 / 3, -2 - 0.1 * 1 / 1];
  const second = [
    first[0] - 0.1 * (1 / 3) / Math.sqrt(31 / 7),
    first[1] - 0.1 * (5 / 3) / Math.sqrt(19 / 7),
  ];
  const third = [
    second[0] - 0.1 * (3 / 7) / Math.sqrt(97 / 37),
    second[1] - 0.1 * (5 / 7) / Math.sqrt(57 / 37),
  ];
  assertCloseTo(
    new Matrix(steps(new Adam({ lr: 0.1, beta1: 0.5, beta2: 0.75, eps: 0 }))),
    [first, second, third],
    1e-15,
  );
});

Deno.test("Adam's first step is lr along the gradient's sign, eps beside the root", () => {
  const [first] = steps(new Adam({ lr: 0.1, eps: 1 }));
  assertCloseTo(new Matrix([first]), [[1 - 0.075, -2 - 0.05]], 1e-14);
});

Deno.test("Adam counts each parameter's updates apart", () => {
  const adam = new Adam({ lr: 0.1, eps: 0 });
  const early = param("W", new Matrix([[0]])),
    late = param("W", new Matrix(1, 1));
  early.grad.fill(3);
  late.grad.fill(3);
  adam.update([early]);
  adam.update([early, late]);
  // Bias correction makes the late parameter's first step lr too.
  assertCloseTo(late.value, [[-0.1]], 1e-15);
  assertCloseTo(early.value, [[-0.2]], 1e-14);
});

Deno.test("Adam writes only into value", () => {
  assertOptimizer(() => new Adam({ lr: 0.1 }));
});

Deno.test("Adam has beta1 .9, beta2 .999 and eps 1e-8 unless told", async () => {
  await assertDefaults(
    (options) => steps(new Adam({ lr: 0.1, ...options })),
    { beta1: [0.9, 0.901], beta2: [0.999, 0.9991], eps: [1e-8, 1.01e-8] },
  );
});

Deno.test("new Adam() refuses constants outside their ranges", () => {
  assertRange("Adam", "lr", (lr) => new Adam({ lr }), [0, -1]);
  assertRange("Adam", "beta1", (beta1) => new Adam({ lr: 1, beta1 }), [-1, 1]);
  assertRange("Adam", "beta2", (beta2) => new Adam({ lr: 1, beta2 }), [-1, 1]);
  assertRange("Adam", "eps", (eps) => new Adam({ lr: 1, eps }), [-1]);
});

Deno.test("Adam with eps 0 leaves alone what never had a gradient, and refuses lost squares", () => {
  assertWithoutEps("Adam", (eps) => new Adam({ lr: 0.1, eps }));
});

Deno.test("Adam refuses a parameter of another shape than at its first update", () => {
  assertShapeKept("Adam", () => new Adam({ lr: 0.1 }));
});

Deno.test("Adam shows a gradient whose square is too large", () => {
  assertShowsHuge(new Adam({ lr: 0.1 }));
});
