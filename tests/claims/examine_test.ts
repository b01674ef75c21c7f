import { assertEquals, assertThrows } from "@std/assert";
import {
  examine,
  type Measurement,
  observe,
  verdictOfNumbers,
} from "weightlab/claims";
import { coinClaim, NO_DIGITS } from "./_coin.ts";

const CASES: [asSaid: number[], onCondition: number[], verdict: string][] = [
  [[0.6, 0.8], [], "holds"],
  [[0.6, 0.2], [], "does not hold"],
  [[0.6, 0.2], [0.7], "holds with a condition"],
  [[0.2], [0.7, 0.3], "does not hold"],
  // The coin's mean is on the bar, as near as no run can tell.
  [[0.45], [], "open"],
];

for (const [asSaid, onCondition, expected] of CASES) {
  Deno.test(`examine() of coins at ${asSaid}, on condition ${onCondition}: ${expected}`, async () => {
    const claim = coinClaim(asSaid, onCondition);
    const finding = examine(claim, await observe([claim], NO_DIGITS));
    assertEquals(finding.verdict, expected);
    assertEquals(
      "condition" in finding,
      expected === "holds with a condition",
    );
    assertEquals(
      finding.measurements.map(({ onCondition }) => onCondition),
      [...asSaid.map(() => false), ...onCondition.map(() => true)],
    );
  });
}

Deno.test("examine() turns its verdict when the numbers turn", async () => {
  const claim = coinClaim([0.6]);
  const observations = await observe([claim], NO_DIGITS);
  assertEquals(examine(claim, observations).verdict, "holds");
  const turned = {
    "coin 0.6": observations["coin 0.6"].map(({ value }) => ({
      value: 1 - Number(value),
    })),
  };
  assertEquals(examine(claim, turned).verdict, "does not hold");
});

Deno.test("examine() refuses observations that miss an experiment", () => {
  assertThrows(
    () => examine(coinClaim([0.6]), { "coin 0.1": [] }),
    RangeError,
    'Cannot examine claim 99: observations must hold those of "coin 0.6", got ["coin 0.1"]',
  );
});

Deno.test("examine() hands on what the claim says, and each part's bar, number and standing", async () => {
  const claim = coinClaim([0.2], [0.7]);
  const runs = await observe([claim], NO_DIGITS);
  const { measurements, ...rest } = examine(claim, runs);
  assertEquals(rest, {
    number: 99,
    title: claim.title,
    says: claim.says,
    verdict: "holds with a condition",
    condition: "with another coin",
    where: "nowhere.ipynb",
  });
  assertEquals(
    measurements,
    [...claim.asSaid, ...claim.onCondition!].map((part, i) => ({
      measure: part.measure,
      onCondition: i === 1,
      bar: { above: 0.5 },
      estimate: part.estimate(runs[part.experiment.name]),
      standing: i === 1 ? "for" : "against",
    })),
  );
});

Deno.test("verdictOfNumbers() is the verdict on the numbers alone, conditions apart", () => {
  const measured = (value: number, onCondition: boolean): Measurement => ({
    measure: "m",
    onCondition,
    bar: { above: 0.5 },
    estimate: { value, low: 0, high: 1, n: 2, method: "t" },
    standing: "open",
  });
  const verdict = (asSaid: number, onCondition?: number) =>
    verdictOfNumbers({
      measurements: [
        measured(asSaid, false),
        ...(onCondition === undefined ? [] : [measured(onCondition, true)]),
      ],
    });
  assertEquals(verdict(0.6), "holds");
  assertEquals(verdict(0.4), "does not hold");
  assertEquals(verdict(0.4, 0.6), "holds with a condition");
  assertEquals(verdict(0.4, 0.4), "does not hold");
  assertEquals(verdict(0.6, 0.4), "holds");
});

Deno.test("verdictOfNumbers() decides where intervals leave it open", async () => {
  const claim = coinClaim([0.45]);
  const runs = await observe([claim], NO_DIGITS);
  const finding = examine(claim, runs);
  assertEquals(finding.verdict, "open");
  const { value } = finding.measurements[0].estimate;
  const expected = value > 0.5 ? "holds" : "does not hold";
  assertEquals(verdictOfNumbers(finding), expected);
});
