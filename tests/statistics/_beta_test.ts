import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { betaQuantile, betaShare } from "../../lib/statistics/_beta.ts";
import { holds } from "../_property.ts";

Deno.test("betaShare() of whole a and b is a binomial tail", () => {
  // I_x(a, b) = P(at least a of a + b - 1 happen): of 4, at least 2 with .3 each.
  assertAlmostEquals(betaShare(0.3, 2, 3), 0.3483, 1e-13);
  // I_x(a, 1) = x^a, also where a is large.
  assertAlmostEquals(betaShare(0.99, 500, 1), 0.99 ** 500, 1e-13);
});

Deno.test("betaShare() of halves is an arcsine", () => {
  for (const x of [0.001, 0.2, 0.5, 0.9]) {
    const arcsine = 2 / Math.PI * Math.asin(Math.sqrt(x));
    assertAlmostEquals(betaShare(x, 0.5, 0.5), arcsine, 1e-13);
  }
});

Deno.test("betaShare() goes from 0 to 1 and mirrors: I_x(a, b) = 1 - I_(1-x)(b, a)", () => {
  assertEquals([betaShare(0, 2, 3), betaShare(1, 2, 3)], [0, 1]);
  const shape = fc.double({ min: 0.5, max: 200, noNaN: true });
  // So that 1 - x is exact.
  const x = fc.integer({ min: 0, max: 1024 }).map((k) => k / 1024);
  holds(fc.property(x, shape, shape, (x, a, b) => {
    assertAlmostEquals(betaShare(x, a, b) + betaShare(1 - x, b, a), 1, 1e-12);
  }));
});

Deno.test("betaQuantile() turns betaShare() back", () => {
  const shape = fc.double({ min: 0.5, max: 50, noNaN: true });
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  holds(fc.property(share, shape, shape, (share, a, b) => {
    assertAlmostEquals(betaShare(betaQuantile(share, a, b), a, b), share, 1e-9);
  }));
});

Deno.test("betaQuantile() and betaShare() of large a and b are exact", () => {
  // From sums of 60 digits: of n draws, fewer than k, for n up to 2^53.
  const lower: [number, number, number, number][] = [
    [0.025, 7, 999999999999994, 2.8143630515198708e-15],
    [0.975, 8, 999999999999993, 1.4422675361702325e-14],
    [0.005, 50, 1000000000000, 3.36637816513482e-11],
    [0.5, 2, 1000000000, 1.6783469877690628e-09],
    [0.975, 30, 1000000, 4.1647366267217804e-05],
  ];
  for (const [share, a, b, x] of lower) {
    assertAlmostEquals(betaQuantile(share, a, b) / x, 1, 1e-14);
    // As exact as x, but for the rounding of 1 - x, there and here.
    const rounding = 2 * 2 ** -53, upper = betaQuantile(share, b, a, "upper");
    assertAlmostEquals(upper, 1 - x, 1e-14 * x + rounding);
    assertAlmostEquals(betaShare(x, a, b) / share, 1, 1e-12);
  }
  // Next to normal: half of 2^53, 1.959964 standard deviations of 1/2 / sqrt(n) away.
  const half = 2 ** 52;
  const low = betaQuantile(0.025, half, half);
  assertAlmostEquals((0.5 - low) * 2 * 2 ** 26.5, 1.959964, 1e-6);
});

Deno.test("betaQuantile() takes a small share by its own tail", () => {
  // I_x(1, b) = 1 - (1 - x)^b.
  for (const share of [0.5, 0.025, 1e-9, 1e-17, 1e-100]) {
    const x = -Math.expm1(Math.log1p(-share) / 9);
    assertAlmostEquals(betaQuantile(share, 1, 9) / x, 1, 1e-13);
    const above = -Math.expm1(Math.log(share) / 9);
    assertAlmostEquals(betaQuantile(share, 1, 9, "upper") / above, 1, 1e-13);
  }
  assertEquals([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)], [0, 1]);
  const ends = [betaQuantile(0, 2, 3, "upper"), betaQuantile(1, 2, 3, "upper")];
  assertEquals(ends, [1, 0]);
});
