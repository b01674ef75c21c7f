import { assertAlmostEquals, assertThrows } from "@std/assert";
import { he, matmul, randn, relu, seeded, sigmoid, tanh } from "weightlab";
import { chi } from "weightlab/theory";

Deno.test("chi() of ReLU is sigmaW^2 / 2 at any length", () => {
  for (const q of [1e-20, 1, 1e20]) {
    assertAlmostEquals(chi(relu, { sigmaW: 3, q }), 4.5, 1e-11);
  }
});

Deno.test("chi() at length 0 is sigmaW^2 f'(0)^2", () => {
  assertAlmostEquals(chi(tanh, { sigmaW: 2, q: 0 }), 4, 1e-15);
  assertAlmostEquals(chi(sigmoid, { sigmaW: 2, q: 0 }), 0.25, 1e-15);
});

Deno.test("chi() is what a wide layer multiplies a small change by", () => {
  // One layer of 4,000 units: a change of size 1e-4 of inputs of length 1.7.
  const rng = seeded("chi"), n = 4000, size = 1e-4;
  const z = randn(rng, 1, n).mul(Math.sqrt(1.7));
  const moved = z.clone().add(randn(rng, 1, n).mul(size));
  const y = tanh(moved).sub(tanh(z));
  const change = matmul(y, he()(rng, n, 500));
  // The mean square of 500 numbers is known to 1 in sqrt(250), four times over.
  const ratio = change.dot(change) / 500 / size ** 2;
  assertAlmostEquals(
    ratio / chi(tanh, { sigmaW: Math.SQRT2, q: 1.7 }),
    1,
    4 / Math.sqrt(250),
  );
});

Deno.test("chi() refuses a length below 0", () => {
  assertThrows(
    () => chi(tanh, { sigmaW: 1, q: -1 }),
    RangeError,
    "Cannot take chi: q must be a finite number at least 0, got -1",
  );
});
