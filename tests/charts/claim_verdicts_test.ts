import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { claimVerdicts } from "weightlab";
import { claimRows, rowsOf } from "./_figures.ts";

/** The marks by what they say: claim's number, filled or hollow, place. */
function marks() {
  return rowsOf(claimVerdicts(claimRows())).filter((row) => "claim" in row);
}

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

Deno.test("claimVerdicts() refuses no claims, no verdict and no measurement", () => {
  const [row] = claimRows();
  assertThrows(
    () => claimVerdicts([]),
    RangeError,
    "at least one claim, got 0",
  );
  assertThrows(
    () => claimVerdicts([{ ...row, verdict: "perhaps" }]),
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
