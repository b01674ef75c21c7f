import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import {
  examine,
  type Measurement,
  observe,
  verdictOfNumbers,
} from "weightlab/claims";
import { assertDefaults } from "../_defaults.ts";
import { coinClaim, NO_DIGITS } from "./_coin.ts";

const CASES: [asSaid: number[], onCondition: number[], verdict: string][] = [
  [[0.6, 0.8], [], "as said"],
  [[0.6, 0.2], [], "not"],
  [[0.6, 0.2], [0.7], "in a narrower sense"],
  [[0.2], [0.7, 0.3], "not"],
  // The coin's mean is on the bar, as near as no run can tell.
  [[0.45], [], "open"],
];

for (const [asSaid, onCondition, expected] of CASES) {
  Deno.test(`examine() of coins at ${asSaid}, on condition ${onCondition}: ${expected}`, async () => {
    const claim = coinClaim(asSaid, onCondition);
    const finding = examine(claim, await observe([claim], NO_DIGITS));
    assertEquals(finding.verdict, expected);
    assertEquals("condition" in finding, onCondition.length > 0);
    assertEquals("chosenOn" in finding, false);
    assertEquals(
      finding.measurements.map(({ onCondition }) => onCondition),
      [...asSaid.map(() => false), ...onCondition.map(() => true)],
    );
  });
}

Deno.test("examine() turns its verdict when the numbers turn", async () => {
  const claim = coinClaim([0.6]);
  const observations = await observe([claim], NO_DIGITS);
  assertEquals(examine(claim, observations).verdict, "as said");
  const turned = {
    "coin 0.6": observations["coin 0.6"].map(({ value }) => ({
      value: 1 - Number(value),
    })),
  };
  assertEquals(examine(claim, turned).verdict, "not");
});

Deno.test("examine() refuses observations that miss an experiment", () => {
  assertThrows(
    () => examine(coinClaim([0.6]), { "coin 0.1": [] }),
    RangeError,
    'Cannot examine claim 99: observations must hold those of "coin 0.6", got ["coin 0.1"]',
  );
});

Deno.test("examine() hands on what the claim says, and each part's bar, number and standing", async () => {
  const claim = coinClaim([0.2], [0.7], "something else");
  const runs = await observe([claim], NO_DIGITS);
  const { measurements, ...rest } = examine(claim, runs);
  assertEquals(rest, {
    number: 99,
    title: claim.title,
    korean: claim.korean,
    translation: claim.translation,
    says: claim.says,
    verdict: "not as said, but of something else",
    condition: { sense: "something else", text: "with another coin" },
    where: "nowhere.ipynb",
  });
  assertEquals(
    measurements,
    [...claim.asSaid, ...claim.condition!.parts].map((part, i) => ({
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
      condition: { sense: "narrower", text: "with another coin" },
      measurements: [
        measured(asSaid, false),
        ...(onCondition === undefined ? [] : [measured(onCondition, true)]),
      ],
    });
  assertEquals(verdict(0.6), "as said");
  assertEquals(verdict(0.4), "not");
  assertEquals(verdict(0.4, 0.6), "in a narrower sense");
  assertEquals(verdict(0.4, 0.4), "not");
  assertEquals(verdict(0.6, 0.4), "as said");
});

Deno.test("verdictOfNumbers() decides where intervals leave it open", async () => {
  const claim = coinClaim([0.45]);
  const runs = await observe([claim], NO_DIGITS);
  const finding = examine(claim, runs);
  assertEquals(finding.verdict, "open");
  const { value } = finding.measurements[0].estimate;
  const expected = value > 0.5 ? "as said" : "not";
  assertEquals(verdictOfNumbers(finding), expected);
});

Deno.test("examine() judges by the one half of the runs, and tells what the other would say", () => {
  const claim = coinClaim([0.45]);
  const judgedOn = { "coin 0.45": [{ value: 0.1 }, { value: 0.2 }] };
  const chosenOn = { "coin 0.45": [{ value: 0.8 }, { value: 0.801 }] };
  const finding = examine(claim, judgedOn, { chosenOn });
  assertEquals(finding.verdict, examine(claim, judgedOn).verdict);
  const other = examine(claim, chosenOn);
  assertEquals(finding.chosenOn, {
    verdict: "as said",
    estimates: other.measurements.map(({ estimate }) => estimate),
  });
  assertThrows(
    () => examine(claim, judgedOn, { chosenOn: {} }),
    RangeError,
    'observations must hold those of "coin 0.45", got []',
  );
});

Deno.test("examine() makes wider intervals for more confidence, 95 % unless told", async () => {
  const claim = coinClaim([0.6]);
  const runs = await observe([claim], NO_DIGITS);
  await assertDefaults(
    (options) => examine(claim, runs, options),
    { confidence: [0.95, 0.94] },
  );
  const width = (confidence: number) => {
    const [{ estimate }] = examine(claim, runs, { confidence }).measurements;
    return estimate.high - estimate.low;
  };
  assertGreater(width(0.999), 1.5 * width(0.95));
});
