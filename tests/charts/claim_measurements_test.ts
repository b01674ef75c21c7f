import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { claimMeasurements } from "weightlab/charts";
import { claimRows } from "./_figures.ts";

Deno.test("claimMeasurements() has a row a measurement, and the verdict above", () => {
  const [caption, , ...lines] = claimMeasurements(claimRows()[1]).text.split(
    "\n",
  );
  assertStringIncludes(caption, ": in a narrower sense: under a condition");
  assertEquals(lines.length, 2);
  assertStringIncludes(lines[0], "against");
  assertStringIncludes(lines[0], "what it says");
  assertStringIncludes(lines[1], "3 [2.7, 3.3]");
  assertStringIncludes(lines[1], "the condition");
});

Deno.test("claimMeasurements() refuses a claim without measurements", () => {
  assertThrows(
    () => claimMeasurements({ ...claimRows()[0], measurements: [] }),
    RangeError,
    "Cannot make a table of measurements: claim 1 must have a measurement",
  );
});

Deno.test("claimMeasurements() writes a small number as what it is, not as 0", () => {
  const [row] = claimRows();
  const [measurement] = row.measurements;
  const estimate = {
    ...measurement.estimate,
    value: 6e-13,
    low: 5e-13,
    high: 7e-13,
  };
  const { text } = claimMeasurements({
    ...row,
    measurements: [{ ...measurement, estimate }],
  });
  assertStringIncludes(text, "6e-13 [5e-13, 7e-13]");
});
