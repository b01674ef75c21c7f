import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { gaussianMean, relu, seeded, selu, tanh } from "weightlab";

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
  const noise = seeded("noise");
  const { message } = assertThrows(() => gaussianMean(noise), RangeError);
  assert(message.includes("f must be smooth but for some kinks and jumps"));
});
