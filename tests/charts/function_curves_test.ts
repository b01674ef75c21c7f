import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { functionCurves, relu } from "weightlab";
import { rowsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

Deno.test("functionCurves() draws a function and its derivative in two panels", () => {
  const chart = functionCurves({
    ReLU: { value: relu, derivative: relu.derivative },
  }, { x: [-1, 1] });
  const panels = chart.spec.hconcat as { encoding: object }[];
  assertEquals(panels.length, 2);
  assertEquals(rowsOf(chart).map((row) => row.y), [0, 1, 0, 1]);
  assertMatch(chart.description, /its derivative at most 1/);
});

Deno.test("functionCurves() takes values, and needs no derivative", () => {
  const chart = functionCurves({ f: { value: [3, 4] } }, { x: [1, 2] });
  assertEquals("hconcat" in chart.spec, false);
  assertEquals(rowsOf(chart), [
    { series: "f", x: 1, y: 3 },
    { series: "f", x: 2, y: 4 },
  ]);
});

Deno.test("functionCurves() refuses what it cannot draw", () => {
  assertThrows(() => functionCurves({}), RangeError, "got 0");
  assertThrows(
    () => functionCurves({ f: { value: [1] } }, { x: [1, 2] }),
    RangeError,
    "f must have 2 values, one a point, got 1",
  );
  assertThrows(
    () => functionCurves({ f: { value: Math.log } }, { x: [0, 1] }),
    RangeError,
    "f must be finite, got -Infinity at 0",
  );
  assertThrows(
    () => functionCurves({ f: { value: Math.log } }, { x: [1] }),
    RangeError,
    "at least two points, got 1",
  );
});

Deno.test("functionCurves() writes points and results so that they differ", async () => {
  const x = [0, 1e-5, 2e-5];
  const chart = functionCurves({ a: { value: (x) => x / 10 } }, { x });
  const { tooltip } = chart.spec.encoding as unknown as {
    tooltip: { format: string }[];
  };
  assertEquals(tooltip.slice(1).map(({ format }) => format), [".4~g", ".4~g"]);
  assertMatch(
    chart.description,
    /from 0 to 0.00002: a runs from 0 to 0.000002/,
  );
  assertEquals((await viewOf(chart)).warnings, []);
});
