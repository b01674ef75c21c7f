import { Matrix, SGD } from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertOptimizer, assertRange, steps } from "./_optimizer.ts";

Deno.test("SGD steps by w -= lr g: three steps by hand", () => {
  assertCloseTo(
    new Matrix(steps(new SGD({ lr: 0.1 }))),
    [[0.7, -2.1], [0.8, -2.3], [0.75, -2.3]],
    1e-15,
  );
});

Deno.test("SGD writes only into value", () => {
  assertOptimizer(() => new SGD({ lr: 0.1 }));
});

Deno.test("new SGD() refuses an lr that is not above 0", () => {
  assertRange("SGD", "lr", (lr) => new SGD({ lr }), [0, -0.1]);
});
