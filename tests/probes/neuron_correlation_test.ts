import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { mapElements, Matrix, neuronCorrelation } from "weightlab";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("neuronCorrelation() of a worked example: r = .5", () => {
  // Centred (-1, 0, 1) and (0, -1, 1): product 1, norms sqrt(2).
  const values = new Matrix([[1, 5], [2, 4], [3, 6]]);
  assertAlmostEquals(
    assertUnchanged(() => neuronCorrelation(values), values),
    0.5,
    1e-14,
  );
});

Deno.test("neuronCorrelation() takes every pair once, without sign, scale or offset", () => {
  const values = new Matrix([[1, 5, -2], [2, 4, -4], [3, 6, -6]]);
  // r_12 = .5, r_13 = -1, r_23 = -.5.
  assertAlmostEquals(neuronCorrelation(values), 2 / 3, 1e-14);
  const scaled = mapElements(values, (v) => 1e-6 * v + 0.5);
  assertAlmostEquals(neuronCorrelation(scaled), 2 / 3, 1e-9);
});

Deno.test("neuronCorrelation() of independent neurons is sqrt(2 / (pi N))", () => {
  const r = neuronCorrelation(drawn("independent", 400, 60));
  // |r| is half normal with a variance of 1 / N; over 1,770 pairs its mean scatters by
  // .6 / sqrt(400 x 1770) = .0007.
  assertAlmostEquals(r, Math.sqrt(2 / Math.PI / 400), 0.003);
});

Deno.test("neuronCorrelation() refuses fewer than two of each, and a constant neuron", () => {
  assertThrows(
    () => neuronCorrelation(new Matrix([[1, 2]])),
    RangeError,
    "Cannot correlate neurons: values must be at least 2 x 2, got 1 x 2",
  );
  assertThrows(
    () => neuronCorrelation(new Matrix([[1, 2], [3, 2]])),
    RangeError,
    "each must vary over the examples, got a variance of 0 for neuron 2",
  );
});

Deno.test("neuronCorrelation() refuses a neuron that is constant, whatever its value", () => {
  for (const value of [0.1, 1, -0.7, 1 / 3, 1e300, 1e-300, 0]) {
    for (const n of [3, 6, 7, 10, 100]) {
      const x = drawn("x", n, 3);
      for (let i = 0; i < n; i++) x.set(i, 1, value);
      assertThrows(
        () => neuronCorrelation(x),
        RangeError,
        "Cannot correlate neurons: each must vary over the examples, got a variance of 0 for neuron 2",
      );
    }
  }
});

Deno.test("neuronCorrelation() does not see the sizes, at the ends of what is a number", () => {
  const x = drawn("size", 20, 3), right = neuronCorrelation(x);
  for (
    const sizes of [[1020, 0, -1000], [600, -600, 700], [-540, -540, -540]]
  ) {
    const scaled = x.clone().mulRowVector(sizes.map((k) => 2 ** k));
    assertEquals(neuronCorrelation(scaled), right);
  }
});
