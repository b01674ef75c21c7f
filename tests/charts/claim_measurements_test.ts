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
