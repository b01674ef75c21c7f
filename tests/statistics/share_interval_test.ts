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
