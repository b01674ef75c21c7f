import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { claimVerdicts } from "weightlab/charts";
import type { Finding, Verdict } from "weightlab/claims";
import { axesOf, drawnBy, tooltipsOf } from "./_drawn.ts";
import { claimRows, rowsOf } from "./_figures.ts";

/** The marks by what they say: claim's number, filled or hollow, place. */
function marks() {
  return rowsOf(claimVerdicts(claimRows())).filter((row) => "claim" in row);
}

/** How far the axis goes to both sides. */
const FAR = 100;

Deno.test("claimVerdicts() draws the weakest number, and a needed condition's", () => {
  assertEquals(
    marks().map(({ claim, onCondition }) => [
      Number.parseInt(String(claim)),
      onCondition,
    ]),
    // The third claim's condition does not save it.
    [[1, false], [2, false], [2, true], [3, false], [14, false]],
  );
  assertEquals(marks()[0].number, "0.2 [0.18, 0.22]");
});

Deno.test("claimVerdicts() measures in bars, right of 1 being for the claim", () => {
  const [first, second, condition] = marks();
  assertAlmostEquals(Number(first.margin), 2);
  assertAlmostEquals(Number(second.margin), 0.1);
  assertAlmostEquals(Number(condition.margin), 30);
  const [row] = claimRows();
  const [above] = row.measurements;
  const below = { ...above, bar: { below: 0.1 } };
  const [mark] = rowsOf(claimVerdicts([{ ...row, measurements: [below] }]))
    .filter((row) => "claim" in row);
  assertEquals(mark.margin, 0.1 / 0.5);
});

Deno.test("claimVerdicts() puts what is beyond the axis at its end, with an arrow", () => {
  const [, , , far] = marks();
  assertEquals([far.margin, far.low, far.high], [0.01, 0.01, 0.01]);
  assertEquals(far.beyond, "←");
  assertEquals(far.number, "1e-9 [9e-10, 1.1e-9]");
  assertEquals("beyond" in marks()[0], false);
  const [row] = claimRows();
  const [above] = row.measurements;
  const high = { ...above, bar: { above: above.estimate.low / 1000 } };
  const [mark] = rowsOf(claimVerdicts([{ ...row, measurements: [high] }]))
    .filter((row) => "claim" in row);
  assertEquals([mark.margin, mark.low, mark.high], [100, 100, 100]);
  assertEquals(mark.beyond, "→");
});

Deno.test("claimVerdicts() tells verdicts by shape as well as by colour", () => {
  const { spec, description } = claimVerdicts(claimRows());
  const layers = spec.layer as unknown as {
    encoding: Record<
      string,
      { scale?: { range?: string[]; domain: string[] } }
    >;
  }[];
  const { color, shape } = layers[2].encoding;
  assertEquals(shape.scale!.domain, color.scale!.domain);
  assertEquals(new Set(shape.scale!.range).size, 4);
  assertEquals(new Set(color.scale!.range).size, 4);
  assertEquals(
    description,
    "Verdicts on 4 claims: 1 holds (1), 1 holds with a condition (2), 1 does not hold (3) and 1 open (14).",
  );
});

Deno.test("claimVerdicts() draws the weakest measurement's interval, by its bar, within the axis", () => {
  const part = (
    [low, value, high]: number[],
    bar: { above: number } | { below: number },
    onCondition = false,
  ) => ({
    measure: "m",
    onCondition,
    bar,
    standing: "for" as const,
    estimate: { value, low, high, n: 3, method: "t" },
  });
  const claim = (
    number: number,
    verdict: Verdict,
    measurements: Finding["measurements"],
  ): Omit<Finding, "says"> => ({
    number,
    title: "c",
    verdict,
    where: "w",
    measurements,
  });
  const rows = [
    claim(1, "holds", [
      part([4, 6, 8], { above: 2 }),
      part([3, 4, 5], { above: 2 }),
    ]),
    // Below a bar: what is half of it is two times over it.
    claim(2, "holds with a condition", [
      part([4, 8, 16], { below: 4 }),
      part([1, 2, 4], { below: 4 }, true),
    ]),
    claim(3, "does not hold", [
      part([1e-9, 1e-6, 8], { above: 1 }),
      part([2, 4, 8], { above: 1 }, true),
    ]),
    claim(4, "holds", [part([1e6, 1e8, 1e9], { above: 1 })]),
  ];
  const [bar, intervals, said, onCondition, beyond] = drawnBy(
    claimVerdicts(rows),
  );
  const places = (drawn: typeof bar) =>
    drawn.marks.map((
      { x, x2, y },
    ) => [y, x, ...(x2 === undefined ? [] : [x2])]);
  assertEquals(bar.marks, [{ x: 1 }]);
  assertEquals(places(intervals), [
    ["1. c", 1.5, 2.5],
    ["2. c", 1, 0.25],
    ["2. c", 4, 1],
    ["3. c", 1 / FAR, 8],
    ["4. c", FAR, FAR],
  ]);
  assertEquals(places(said), [
    ["1. c", 2],
    ["2. c", 0.5],
    ["3. c", 1 / FAR],
    ["4. c", FAR],
  ]);
  assertEquals(places(onCondition), [["2. c", 2]]);
  assertEquals(
    beyond.rows.map(({ claim, beyond, shift }) => [claim, beyond, shift]),
    [["3. c", "←", 14], ["4. c", "→", -14]],
  );
});

Deno.test("claimVerdicts() has axes and tooltips with their titles, ticks and units: times over the bar on a logarithmic axis", () => {
  const chart = claimVerdicts(claimRows());
  assertEquals(axesOf(chart), [{
    channel: "x",
    title:
      "against the claim  ←   times over its bar (logarithmic)   →  for the claim",
    scale: "log",
    domain: [0.006, 166.667],
    ticks: [0.01, 0.1, 1, 10, 100],
    format: "~g",
  }, { channel: "y", title: "claims of the post" }]);
  assertEquals(tooltipsOf(chart), [[
    "claim: claim",
    "verdict: verdict",
    "measured: part",
    "what: measure",
    "number and 95 % interval: number",
    "for the claim if: bar",
    "runs: runs",
    "interval by: method",
  ]]);
});

Deno.test("claimVerdicts() refuses no claims, no verdict and no measurement", () => {
  const [row] = claimRows();
  assertThrows(
    () => claimVerdicts([]),
    RangeError,
    "at least one claim, got 0",
  );
  assertThrows(
    () => claimVerdicts([{ ...row, verdict: "perhaps" as Verdict }]),
    RangeError,
    "Cannot draw verdicts: the verdict of claim 1 must be one of holds,",
  );
  assertThrows(
    () => claimVerdicts([{ ...row, measurements: [] }]),
    RangeError,
    "claim 1 must have a measurement of what it says, got none",
  );
});

Deno.test("claimVerdicts() speaks of one claim, and refuses the same one twice", () => {
  const [row] = claimRows();
  assertEquals(
    claimVerdicts([row]).description,
    "Verdicts on 1 claim: 1 holds (1).",
  );
  assertThrows(
    () => claimVerdicts([row, row]),
    RangeError,
    "there must be one claim a row, got two of 1. A claim of the post that is so",
  );
});
