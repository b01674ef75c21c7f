import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type Claim, examine, multiplicity, observe } from "weightlab/claims";
import { exact } from "../../lib/claims/_exact.ts";
import { assertDefaults } from "../_defaults.ts";
import { coinClaim, NO_DIGITS } from "./_coin.ts";

Deno.test("multiplicity() counts each different interval once, and exact facts not", async () => {
  const claim = coinClaim([0.6, 0.2], [0.7]);
  // The same again in another claim; and a fact.
  const [part] = coinClaim([0.6]).asSaid;
  const fact: Claim = {
    ...coinClaim([0.6]),
    asSaid: [part, { ...part, measure: "a fact", estimate: () => exact(1) }],
  };
  const runs = await observe([claim], NO_DIGITS);
  const first = coinClaim([0.6]).asSaid[0].experiment;
  const shared = (one: Claim): Claim => ({
    ...one,
    asSaid: one.asSaid.map((part) =>
      part.experiment.name === first.name
        ? { ...part, experiment: first }
        : part
    ),
  });
  const { intervals, missedByChance, confidence } = multiplicity(
    [shared(claim), shared(fact)],
    runs,
  );
  assertEquals(intervals, 3);
  assertAlmostEquals(missedByChance, 0.15);
  assertAlmostEquals(confidence, 1 - 0.05 / 3);
});

Deno.test("multiplicity() names the claims that wider intervals leave open", () => {
  const claims = [0.6, 0.61, 0.62, 0.63].map((level, i) => ({
    ...coinClaim([level]),
    number: i + 1,
  }));
  // An interval of three runs is by itself 4.30 standard errors wide to either side, with a
  // standard error of 1 / sqrt(3). At 1 - .05 / 4 it is 8.86 times, which the others are
  // above it; once these three are decided, at 1 - .05 / 2.5, it is 6.96 times.
  const observed = (above: number) =>
    Object.fromEntries(
      claims.map(({ asSaid }, i) => [
        asSaid[0].experiment.name,
        [-1, 0, 1].map((step) => ({
          value: 0.5 + (i === 0 ? above : 10) + step,
        })),
      ]),
    );
  const turned = { number: 1, alone: "as said", together: "open" } as const;
  const [near, far] = [6.9, 7].map((times) => observed(times / Math.sqrt(3)));
  assertEquals(examine(claims[0], near).verdict, "as said");
  assertEquals(multiplicity(claims, near).turned, [turned]);
  assertEquals(multiplicity(claims, far).turned, []);
  assertEquals(multiplicity([claims[0]], near).turned, []);
});

Deno.test("multiplicity() asks more while fewer are decided", () => {
  const claims = [0.6, 0.61].map((level, i) => ({
    ...coinClaim([level]),
    number: i + 1,
  }));
  // At 1 - .05 / 2 half the width is 6.21 standard errors: neither is decided, and then
  // none is a step nearer.
  const values = [-1, 0, 1].map((step) => ({
    value: 0.5 + 6.1 / Math.sqrt(3) + step,
  }));
  const observations = Object.fromEntries(
    claims.map(({ asSaid }) => [asSaid[0].experiment.name, values]),
  );
  assertEquals(
    multiplicity(claims, observations).turned.map(({ number }) => number),
    [1, 2],
  );
});

Deno.test("multiplicity() asks for 95 % unless told", async () => {
  const claim = coinClaim([0.6]);
  const runs = await observe([claim], NO_DIGITS);
  await assertDefaults(
    (options) => multiplicity([claim], runs, options),
    { confidence: [0.95, 0.9] },
  );
});
