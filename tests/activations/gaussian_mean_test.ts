import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { gaussianMean, relu, sigmoid, tanh } from "weightlab";

/** Variances from far below to far above what networks have. */
const VARIANCES = [1e-30, 1e-6, 0.3, 1, 100, 1e6, 1e12, 1e30];

Deno.test("gaussianMean() of a power is its moment: 1, 0, v, 0, 3 v^2, 15 v^3", () => {
  for (const v of VARIANCES) {
    const moments = [1, 0, v, 0, 3 * v ** 2, 0, 15 * v ** 3];
    moments.forEach((moment, power) => {
      const size = v ** (power / 2);
      const mean = gaussianMean((x) => x ** power, v);
      assertAlmostEquals(mean / size, moment / size, 1e-11);
    });
  }
});

Deno.test("gaussianMean() of kinks and jumps at 0: ReLU, its square and its slope", () => {
  for (const v of VARIANCES) {
    const std = Math.sqrt(v);
    const first = gaussianMean(relu, v) / std;
    assertAlmostEquals(first, 1 / Math.sqrt(2 * Math.PI), 1e-12);
    assertAlmostEquals(gaussianMean((x) => relu(x) ** 2, v) / v, 0.5, 1e-12);
    assertAlmostEquals(gaussianMean((x) => relu.derivative(x), v), 0.5, 1e-12);
  }
});

Deno.test("gaussianMean() closes in on kinks and jumps wherever they are", () => {
  // P(x > .3 std) and E max(0, x - .3 std), from tables of the normal distribution.
  for (const v of VARIANCES) {
    const edge = 0.3 * Math.sqrt(v);
    const share = gaussianMean((x) => x > edge ? 1 : 0, v);
    assertAlmostEquals(share, 0.3820885778110474, 1e-9);
    const above = gaussianMean((x) => Math.max(0, x - edge), v);
    assertAlmostEquals(
      above / Math.sqrt(v),
      0.38138781546052414 - 0.3 * 0.3820885778110474,
      1e-9,
    );
  }
});

Deno.test("gaussianMean() of tanh's slope squared at large variance: 4 / (3 sqrt(2 pi v))", () => {
  // The slope is a spike of width 1 in a density that is flat there: its integral is 4/3.
  for (const v of [1e8, 1e16, 1e30]) {
    const mean = gaussianMean((x) => tanh.derivative(x) ** 2, v);
    const expected = 4 / 3 / Math.sqrt(2 * Math.PI);
    assertAlmostEquals(mean * Math.sqrt(v), expected, 1e-8);
  }
});

Deno.test("gaussianMean() agrees with a dense sum: tanh, sigmoid, variance .01 to 100", () => {
  for (const f of [tanh, sigmoid]) {
    for (const v of [0.01, 1, 100]) {
      const square = (x: number) => f(x) ** 2;
      // The trapezoid rule on an analytic integrand is exact to rounding at this step.
      let sum = 0;
      for (let i = -100_000; i <= 100_000; i++) {
        const z = i / 10_000;
        sum += square(Math.sqrt(v) * z) * Math.exp(-z * z / 2);
      }
      const dense = sum / 10_000 / Math.sqrt(2 * Math.PI);
      assertAlmostEquals(gaussianMean(square, v), dense, 1e-11);
    }
  }
});

Deno.test("gaussianMean() around another mean", () => {
  assertAlmostEquals(gaussianMean((x) => x * x, 4, 3), 13, 1e-11);
  assertAlmostEquals(gaussianMean((x) => x, 1e-20, 3), 3, 1e-14);
  // The kink at 0 lies two standard deviations to the left of the mean.
  const density = Math.exp(-2) / Math.sqrt(2 * Math.PI);
  const expected = density + 2 * 0.9772498680518208;
  assertAlmostEquals(gaussianMean(relu, 1, 2), expected, 1e-12);
  assertAlmostEquals(gaussianMean(relu, 1e12, 2e6) / 1e6, expected, 1e-12);
});

Deno.test("gaussianMean() of variance 0 is the function at the mean", () => {
  assertEquals(gaussianMean(tanh, 0), 0);
  assertEquals(gaussianMean(sigmoid, 0, 2), sigmoid(2));
});

Deno.test("gaussianMean() of a function that gives NaN is NaN", () => {
  assertEquals(gaussianMean(() => NaN), NaN);
});

Deno.test("gaussianMean() ends for a function without any smoothness", () => {
  let seen = 0;
  const wild = (x: number) => {
    seen++;
    return Math.sin(1e9 * x) > 0 ? 1 : 0;
  };
  assertAlmostEquals(gaussianMean(wild), 0.5, 0.05);
  assertEquals(seen < 1e6, true);
});

Deno.test("gaussianMean() with a scale stops earlier, and errs by that scale", () => {
  const count = (scale: number) => {
    let seen = 0;
    const value = gaussianMean(
      (x) => {
        seen++;
        return x > 0.3 ? 1e-6 : 0;
      },
      1,
      0,
      scale,
    );
    return { seen, value };
  };
  const [fine, coarse] = [count(0), count(1)];
  assertEquals(coarse.seen < fine.seen, true);
  assertAlmostEquals(coarse.value, fine.value, 1e-10);
});

Deno.test("gaussianMean() refuses a variance below 0, and what is not finite", () => {
  for (const variance of [-1, NaN, Infinity]) {
    assertThrows(
      () => gaussianMean(tanh, variance),
      RangeError,
      `Cannot take a Gaussian mean: variance must be a finite number at least 0, got ${variance}`,
    );
  }
  assertThrows(
    () => gaussianMean(tanh, 1, NaN),
    RangeError,
    "mean must be a finite number, got NaN",
  );
});
