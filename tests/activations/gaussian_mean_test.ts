import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import { gaussianMean, relu, seeded, selu, sigmoid, tanh } from "weightlab";

/** Variances from far below to far above what networks have. */
const VARIANCES = [1e-30, 1e-6, 0.3, 1, 100, 1e6, 1e12, 1e30];

Deno.test("gaussianMean() of powers is the normal's moments, 1 to 19!!", () => {
  let moment = 1;
  for (let k = 0; k <= 20; k += 2) {
    if (k > 0) moment *= k - 1;
    const even = gaussianMean((z) => z ** k),
      odd = gaussianMean((z) => z ** (k + 1));
    assertAlmostEquals(even / moment, 1, 1e-13, `E z^${k}`);
    // Relative to E |z|^(k+1), which is at most E z^(k+2).
    assertAlmostEquals(odd / (moment * (k + 1)), 0, 1e-14, `E z^${k + 1}`);
  }
});

Deno.test("gaussianMean() of cos and exp, at any variance", () => {
  for (const variance of [0, 1e-8, 0.3, 1, 4, 50]) {
    assertAlmostEquals(
      gaussianMean(Math.cos, variance),
      Math.exp(-variance / 2),
      1e-12,
    );
    const exp = gaussianMean(Math.exp, variance);
    assertAlmostEquals(exp / Math.exp(variance / 2), 1, 1e-12);
  }
});

Deno.test("gaussianMean() takes a kink and a jump at 0", () => {
  for (const variance of [1e-4, 1, 1e6]) {
    const half = gaussianMean((z) => relu(z) ** 2, variance);
    assertAlmostEquals(half / variance, 0.5, 1e-13);
    const mean = gaussianMean(Math.abs, variance) / Math.sqrt(variance);
    assertAlmostEquals(mean, Math.sqrt(2 / Math.PI), 1e-13);
    assertAlmostEquals(
      gaussianMean((z) => z > 0 ? 1 : 0, variance),
      0.5,
      1e-13,
    );
  }
});

Deno.test("gaussianMean() finds kinks and jumps elsewhere", () => {
  // P(z > 1) and E min(z^2, 1), by mpmath.
  const share = gaussianMean((z) => z > 1 ? 1 : 0);
  assertAlmostEquals(share, 0.15865525393145705142, 1e-13);
  const cut = gaussianMean((z) => Math.min(z * z, 1));
  assertAlmostEquals(cut, 0.51605855096171330040, 1e-13);
});

Deno.test("gaussianMean() of tanh^2 from small variances to large ones", () => {
  // By mpmath 1.4.1 with 30 digits.
  for (
    const [variance, mean] of [
      [0.01, 0.0098054687555324056423],
      [12.6, 0.78210059980452247871],
      [1e4, 0.99202148248051304330],
      [1e8, 0.99992021154424782733],
    ]
  ) {
    const got = gaussianMean((z) => tanh(z) ** 2, variance);
    assertAlmostEquals(got / mean, 1, 1e-13, `variance ${variance}`);
  }
});

Deno.test("gaussianMean() of an odd function is 0, also where the sum's size is not", () => {
  assertAlmostEquals(gaussianMean(tanh, 100), 0, 1e-14);
  assertAlmostEquals(gaussianMean(selu), 0, 1e-14);
});

Deno.test("gaussianMean() at variance 0 is f(0); of NaN, NaN; of the infinite, infinite", () => {
  assertEquals(gaussianMean((z) => z + 3, 0), 3);
  assertEquals(gaussianMean(() => 0), 0);
  assertEquals(gaussianMean((z) => z > 2 ? NaN : 0), NaN);
  assertEquals(gaussianMean((z) => Math.exp(z * z)), Infinity);
});

Deno.test("gaussianMean() can be nested: E cos(x + y) is exp(-1)", () => {
  const mean = gaussianMean((x) => gaussianMean((y) => Math.cos(x + y)));
  assertAlmostEquals(mean, Math.exp(-1), 1e-12);
});

Deno.test("gaussianMean() refuses a bad variance, and a function that is noise", () => {
  for (const variance of [-1, NaN, Infinity]) {
    assertThrows(
      () => gaussianMean(tanh, variance),
      RangeError,
      `Cannot take gaussianMean: variance must be a finite number at least 0, got ${variance}`,
    );
  }
  assertThrows(
    () => gaussianMean(tanh, 1, NaN),
    RangeError,
    "Cannot take gaussianMean: mean must be a finite number, got NaN",
  );
  const noise = seeded("noise");
  const { message } = assertThrows(() => gaussianMean(noise), RangeError);
  assert(message.includes("f must be smooth but for some kinks and jumps"));
});

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
    assertAlmostEquals(share, 0.3820885778110474, 1e-11);
    const above = gaussianMean((x) => Math.max(0, x - edge), v);
    assertAlmostEquals(
      above / Math.sqrt(v),
      0.38138781546052414 - 0.3 * 0.3820885778110474,
      1e-11,
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

Deno.test("gaussianMean() is of N(0, 1) unless told, and measures errors against the mean alone", () => {
  const f = (x: number) => Math.exp(x) + x;
  assertEquals(gaussianMean(f), gaussianMean(f, 1, 0, 0));
  assertEquals(gaussianMean(f, 2), gaussianMean(f, 2, 0, 0));
  assertEquals(gaussianMean(f, 2, 0.5), gaussianMean(f, 2, 0.5, 0));
  // A mean that is to be added to others of size 1e6 is not worth as many calls.
  const calls = (scale?: number) => {
    let count = 0;
    gaussianMean((x) => (count++, Math.abs(x - 0.3)), 1, 0, scale);
    return count;
  };
  assertEquals(calls(), calls(0));
  assertLess(calls(1e6), calls());
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
