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
