import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { claimVerdicts } from "weightlab/charts";
import type { Finding, Verdict } from "weightlab/claims";
import type { ClaimRow } from "../../lib/charts/_claim_rows.ts";
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
    // The third claim is not so under its other measurement either.
    [
      [1, false],
      [2, false],
      [2, true],
      [5, false],
      [5, true],
      [3, false],
      [14, false],
    ],
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
  const far = marks()[5];
  assertEquals([far.margin, far.low, far.high], [0.01, 0.01, 0.01]);
  assertEquals([far.note, far.shift, far.side], ["←", 9, "left"]);
  assertEquals(far.number, "1e-9 [9e-10, 1.1e-9]");
  assertEquals("note" in marks()[0], false);
  const [row] = claimRows();
  const [above] = row.measurements;
  const high = { ...above, bar: { above: above.estimate.low / 1000 } };
  const [mark] = rowsOf(claimVerdicts([{ ...row, measurements: [high] }]))
    .filter((row) => "claim" in row);
  assertEquals([mark.margin, mark.low, mark.high], [100, 100, 100]);
  assertEquals([mark.note, mark.shift, mark.side], ["→", -9, "right"]);
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
  assertEquals(new Set(shape.scale!.range).size, 5);
  assertEquals(new Set(color.scale!.range).size, 5);
  assertEquals(
    description,
    "Verdicts on 5 claims: 1 as said (1), 1 in a narrower sense (2), 1 not as said, but of something else (5), 1 not (3) and 1 open (14).",
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
  ): ClaimRow => ({
    number,
    title: "c",
    verdict,
    where: "w",
    measurements,
  });
  const rows = [
    claim(1, "as said", [
      part([4, 6, 8], { above: 2 }),
      part([3, 4, 5], { above: 2 }),
    ]),
    // Below a bar: what is half of it is two times over it.
    claim(2, "in a narrower sense", [
      part([4, 8, 16], { below: 4 }),
      part([1, 2, 4], { below: 4 }, true),
    ]),
    claim(3, "not", [
      part([1e-9, 1e-6, 8], { above: 1 }),
      part([2, 4, 8], { above: 1 }, true),
    ]),
    claim(4, "as said", [part([1e6, 1e8, 1e9], { above: 1 })]),
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
    beyond.rows.map(({ claim, note, shift }) => [claim, note, shift]),
    [["3. c", "←", 9], ["4. c", "→", -9]],
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
    "the post says: korean",
    "in English: translation",
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
    "Cannot draw verdicts: the verdict of claim 1 must be one of as said,",
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
    "Verdicts on 1 claim: 1 as said (1).",
  );
  assertThrows(
    () => claimVerdicts([row, row]),
    RangeError,
    "there must be one claim a row, got two of 1. A claim of the post: as said",
  );
});

Deno.test("claimVerdicts() marks what is exact, away from the line of the bar and within the axis", () => {
  const exact = marks()[4];
  assertEquals([exact.note, exact.shift, exact.side], ["exact", 9, "left"]);
  const [row] = claimRows();
  const noteAt = (value: number) => {
    const estimate = { value, low: value, high: value, n: 1, method: "exact" };
    const measurements = [{ ...row.measurements[0], estimate }];
    const [mark] = rowsOf(claimVerdicts([{ ...row, measurements }]))
      .filter((row) => "claim" in row);
    return [mark.note, mark.side];
  };
  assertEquals(noteAt(0.05), ["exact", "right"]);
  assertEquals(noteAt(1e-9), ["← exact", "left"]);
  assertEquals(noteAt(1e9), ["exact →", "right"]);
});

Deno.test("claimVerdicts() has the post's words in its tooltip only if a row tells them", () => {
  const rows = claimRows().map(({ korean: _, translation: __, ...row }) => row);
  for (const titles of tooltipsOf(claimVerdicts(rows))) {
    assertEquals(
      titles.some((title) => /korean|translation/.test(title)),
      false,
    );
  }
});
