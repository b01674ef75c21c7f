import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertThrows,
} from "@std/assert";
import {
  geometricMeanInterval,
  meanInterval,
  seeded,
  standardNormal,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";

/** n values with mean 0 whose standard error is 1. */
function unitError(n: number): number[] {
  const values = Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
  const squares = values.reduce((sum, v) => sum + v * v, 0);
  return values.map((v) => v * Math.sqrt((n - 1) * n / squares));
}

// Quantiles of Student's law at 97.5 % and 99.5 %, from printed tables.
const TABLE: [freedom: number, at95: number, at99: number][] = [
  [1, 12.706, 63.657],
  [2, 4.303, 9.925],
  [4, 2.776, 4.604],
  [9, 2.262, 3.25],
  [29, 2.045, 2.756],
  [120, 1.98, 2.617],
];

for (const [freedom, at95, at99] of TABLE) {
  Deno.test(`meanInterval() is t wide: ${freedom} degrees of freedom`, () => {
    const values = unitError(freedom + 1);
    const { value, low, high, n, method } = meanInterval(values);
    assertAlmostEquals(value, 0, 1e-12);
    assertAlmostEquals(high, at95, 5e-4);
    assertAlmostEquals(low, -at95, 5e-4);
    assertEquals([n, method], [freedom + 1, "t"]);
    assertAlmostEquals(
      meanInterval(values, { confidence: 0.99 }).high,
      at99,
      5e-4,
    );
  });
}

Deno.test("meanInterval() covers the mean as often as it says", () => {
  const draw = standardNormal(seeded("coverage")), trials = 4000;
  let covered = 0;
  for (let i = 0; i < trials; i++) {
    const { low, high } = meanInterval(Array.from({ length: 5 }, draw));
    if (low <= 0 && 0 <= high) covered++;
  }
  // Four standard errors of a share of .95 over the trials.
  const error = Math.sqrt(0.95 * 0.05 / trials);
  assertAlmostEquals(covered / trials, 0.95, 4 * error);
});

Deno.test("meanInterval() of equal draws has no width", () => {
  const { value, low, high } = meanInterval([3, 3, 3]);
  assertEquals([value, low, high], [3, 3, 3]);
});

Deno.test("geometricMeanInterval() is the interval of the logarithms, raised", () => {
  const values = [0.5, 2, 3, 0.1];
  const { value, low, high, method } = geometricMeanInterval(values);
  const logs = meanInterval(values.map(Math.log));
  assertAlmostEquals(value, 0.3 ** 0.25, 1e-15);
  assertAlmostEquals(Math.log(low), logs.low, 1e-12);
  assertAlmostEquals(Math.log(high), logs.high, 1e-12);
  assertEquals(method, "t of logarithms");
  // It does not reach 0, however the draws scatter.
  assertGreater(low, 0);
});

Deno.test("meanInterval() and geometricMeanInterval() have confidence .95 unless told", async () => {
  for (const interval of [meanInterval, geometricMeanInterval]) {
    await assertDefaults<{ confidence: number }>(
      (options) => interval([1, 2, 4, 8], options),
      { confidence: [0.95, 0.951] },
    );
  }
});

Deno.test("meanInterval() and geometricMeanInterval() refuse what has none", () => {
  assertThrows(
    () => meanInterval([1]),
    RangeError,
    "Cannot estimate a mean: values must hold at least two draws, got 1",
  );
  assertThrows(() => meanInterval([1, NaN]), RangeError, "got NaN");
  for (const confidence of [0, 1, NaN]) {
    assertThrows(
      () => meanInterval([1, 2], { confidence }),
      RangeError,
      "Cannot estimate a mean: confidence must be a finite number above 0 and below 1",
    );
  }
  assertThrows(
    () => geometricMeanInterval([1, 0]),
    RangeError,
    "Cannot estimate a geometric mean: values must be a finite number above 0, got 0",
  );
});

Deno.test("meanInterval() of numbers too large or too small to be squared or summed", () => {
  const reference = meanInterval([1, 3, 7]);
  for (const unit of [2 ** 1020, 2 ** 600, 2 ** -600, 2 ** -1040]) {
    const { value, low, high } = meanInterval([unit, 3 * unit, 7 * unit]);
    assertAlmostEquals(value / unit, reference.value, 1e-9);
    assertAlmostEquals(low / unit, reference.low, 1e-9);
    assertAlmostEquals(high / unit, reference.high, 1e-9);
  }
  for (const same of [1e308, -1.7e308, 0.1, 5e-324]) {
    const { value, low, high } = meanInterval([same, same, same]);
    assertEquals([value, low, high], [same, same, same]);
  }
  // Where an end is no number, it is infinite.
  const { value, low, high } = meanInterval([-1e308, 1e308]);
  assertEquals([value, low, high], [0, -Infinity, Infinity]);
});

Deno.test("meanInterval() has Student's t for any number of draws", () => {
  // t at 95 % of 10^6 degrees of freedom, and for one degree at 1 - 10^-12: tan.
  const many = Array.from({ length: 1_000_001 }, (_, i) => i % 2);
  const { value, high } = meanInterval(many);
  const error = Math.sqrt(value * (1 - value) / 1_000_000);
  assertAlmostEquals((high - value) / error, 1.95996635682, 1e-9);
  const two = meanInterval([1, 3], { confidence: 1 - 2 ** -40 });
  const t = 1 / Math.tan(Math.PI / 2 * 2 ** -40);
  assertAlmostEquals((two.high - 2) / t, 1, 1e-11);
});

Deno.test("geometricMeanInterval() of a typed array is that of its numbers", () => {
  const typed = Uint8Array.of(1, 2, 100) as unknown as number[];
  assertEquals(
    geometricMeanInterval(typed),
    geometricMeanInterval([1, 2, 100]),
  );
});
