import {
  assertAlmostEquals,
  assertEquals,
  assertGreaterOrEqual,
  assertThrows,
} from "@std/assert";
import { shareInterval } from "weightlab";
import { assertDefaults } from "../_defaults.ts";

Deno.test("shareInterval() is Clopper and Pearson's", () => {
  // Five of ten, and 22 of 30, from printed tables.
  const five = shareInterval(5, 10);
  assertEquals([five.value, five.n, five.method], [0.5, 10, "Clopper-Pearson"]);
  assertAlmostEquals(five.low, 0.1871, 5e-5);
  assertAlmostEquals(five.high, 0.8129, 5e-5);
  const most = shareInterval(22, 30);
  assertAlmostEquals(most.low, 0.5411, 5e-5);
  assertAlmostEquals(most.high, 0.8772, 5e-5);
});

Deno.test("shareInterval() of none and of all keeps a width", () => {
  const none = shareInterval(0, 10), all = shareInterval(10, 10);
  assertEquals([none.low, all.high], [0, 1]);
  assertAlmostEquals(none.high, 1 - 0.025 ** 0.1, 1e-12);
  assertAlmostEquals(all.low, 0.025 ** 0.1, 1e-12);
});

/** The probability of k of n. */
function binomial(k: number, n: number, p: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways = ways * (n - i) / (i + 1);
  return ways * p ** k * (1 - p) ** (n - k);
}

Deno.test("shareInterval() covers every share at least as often as it says", () => {
  const n = 12, confidence = 0.9;
  const intervals = Array.from(
    { length: n + 1 },
    (_, k) => shareInterval(k, n, { confidence }),
  );
  for (let p = 0.01; p < 1; p += 0.01) {
    const covered = intervals.reduce(
      (sum, { low, high }, k) =>
        low <= p && p <= high ? sum + binomial(k, n, p) : sum,
      0,
    );
    assertGreaterOrEqual(covered, confidence);
  }
});

Deno.test("shareInterval() has confidence .95 unless told", async () => {
  await assertDefaults(
    (options) => shareInterval(3, 10, options),
    { confidence: [0.95, 0.951] },
  );
});

Deno.test("shareInterval() refuses counts that are none", () => {
  const wrong: [number, number, string][] = [
    [0, 0, "n must be a whole number of at least 1, got 0"],
    [-1, 3, "count must be a whole number of at least 0, got -1"],
    [1.5, 3, "count must be a whole number of at least 0, got 1.5"],
    [4, 3, "count must be at most n = 3, got 4"],
  ];
  for (const [count, n, message] of wrong) {
    assertThrows(
      () => shareInterval(count, n),
      RangeError,
      `Cannot estimate a share: ${message}`,
    );
  }
  assertThrows(
    () => shareInterval(1, 2, { confidence: 1 }),
    RangeError,
    "below 1, got 1",
  );
});

Deno.test("shareInterval() of very many draws is Poisson's interval, over n", () => {
  // Of seven events: chi-squared quantiles of 14 and 16 degrees, halved.
  for (const n of [1e12, 1e15, 2 ** 53]) {
    const { value, low, high } = shareInterval(7, n);
    assertAlmostEquals(low * n, 2.814363051519870, 7e-11 / n * 1e12);
    assertAlmostEquals(high * n, 14.422675361702325, 7e-10 / n * 1e12);
    assertEquals(value, 7 / n);
    const mirrored = shareInterval(n - 7, n);
    assertAlmostEquals(mirrored.low, 1 - high, 2 ** -53);
    assertAlmostEquals(mirrored.high, 1 - low, 2 ** -53);
  }
  // None of n: 1 - .025^(1/n).
  const { high } = shareInterval(0, 2 ** 53);
  assertAlmostEquals(high * 2 ** 53, -Math.log(0.025), 1e-13);
});

Deno.test("shareInterval() is as wide as sqrt(p (1 - p) / n) says, for any n", () => {
  for (const n of [1e6, 1e9, 1e12, 1e15]) {
    for (const share of [0.1, 0.5, 0.9]) {
      const { value, low, high } = shareInterval(share * n, n);
      const error = Math.sqrt(value * (1 - value) / n);
      assertAlmostEquals((high - low) / (2 * 1.959963985 * error), 1, 2e-3);
    }
  }
});
