import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { relu } from "weightlab";
import { functionCurves, type FunctionCurvesOptions } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
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

Deno.test("functionCurves() draws 241 points from -6 to 6, over x, unless told", async () => {
  const points = (count: number) =>
    Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) / 20);
  await assertDefaults(
    (options) => functionCurves({ a: { value: (x) => 2 * x } }, options),
    {
      x: [points(241), points(243)],
      xTitle: ["x", "z"],
      yTitle: ["f(x)", "seconds"],
    },
  );
  await assertDefaults<Pick<FunctionCurvesOptions, "logX" | "logY">>(
    (options) =>
      functionCurves({ a: { value: [1, 2] } }, { x: [1, 2], ...options }),
    { logX: [false, true], logY: [false, true] },
  );
  await assertDefaults(
    (options) =>
      functionCurves({ a: { value: [1, 2] } }, { x: [1, 9], ...options }),
    { logX: [false, true] },
  );
});

Deno.test("functionCurves() draws a function and its derivative at each x", () => {
  const chart = functionCurves({
    square: { value: (x) => x * x, derivative: (x) => 2 * x },
    half: { value: [-0.5, 1] },
  }, { x: [-1, 2] });
  assertEquals(drawnBy(chart).map(placesOf), [
    {
      mark: "line",
      at: [
        { x: -1, y: 1 },
        { x: 2, y: 4 },
        { x: -1, y: -0.5 },
        { x: 2, y: 1 },
      ],
    },
    { mark: "line", at: [{ x: -1, y: -2 }, { x: 2, y: 4 }] },
  ]);
});

Deno.test("functionCurves() has axes and tooltips with their titles, ticks and units: f(x) and f′(x)", () => {
  const chart = functionCurves(
    { square: { value: (x) => x * x, derivative: (x) => 2 * x } },
    { x: [-1, 2], xTitle: "z" },
  );
  assertEquals(axesOf(chart), [{ channel: "x", title: "z" }, {
    channel: "y",
    title: "f(z)",
  }, { channel: "y", title: "f′(z)" }]);
  assertEquals(tooltipsOf(chart), [[
    "function: series",
    "z: x, .3~f",
    "f(z): y, .4~f",
  ], ["function: series", "z: x, .3~f", "f′(z): y, .4~f"]]);
});

Deno.test("functionCurves() on logarithmic axes has their ticks; a derivative's axis stays", () => {
  const chart = functionCurves(
    { half: { value: (x) => x / 2, derivative: () => -1 } },
    { x: [1, 1000], logX: true, logY: true, yTitle: "hours" },
  );
  const x = { channel: "x", title: "x", scale: "log", format: "~g" };
  const y = { channel: "y", title: "hours", scale: "log", format: "~g" };
  // From .5 to 500, and a twentieth of that more on either side.
  const domain = [0.353973, 706.269];
  assertEquals(axesOf(chart), [
    { ...x, ticks: [1, 10, 100, 1000] },
    { ...y, domain, ticks: [0.1, 1, 10, 100, 1000] },
    { channel: "y", title: "f′(x)" },
  ]);
  assertMatch(chart.description, /^hours: half over x from 1 to 1000: half/);
});

Deno.test("functionCurves() refuses what it cannot draw", () => {
  assertThrows(() => functionCurves({}), RangeError, "got 0");
  assertThrows(
    () => functionCurves({ f: { value: [1] } }, { x: [1, 2] }),
    RangeError,
    "f must have 2 values, one a point, got 1",
  );
  assertThrows(
    () => functionCurves({ f: { value: () => NaN } }, { x: [0, 1] }),
    RangeError,
    "f must have at least one finite value, got none",
  );
  assertThrows(
    () => functionCurves({ f: { value: Math.log } }, { x: [1] }),
    RangeError,
    "at least two points, got 1",
  );
  const line = { line: { value: [1, 0] } };
  assertThrows(
    () => functionCurves(line, { x: [0, 1], logX: true }),
    RangeError,
    "x must be above 0, got 0",
  );
  assertThrows(
    () => functionCurves(line, { x: [1, 2], logY: true }),
    RangeError,
    "line must be above 0, got 0",
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

Deno.test("functionCurves() leaves a gap where a function is not finite, and names it", () => {
  const chart = functionCurves({
    reciprocal: { value: (x) => 1 / x, derivative: (x) => -1 / x ** 2 },
  }, { x: [-1, 0, 2], yTitle: "1 / x", title: "A pole" });
  assertEquals(
    chart.description,
    "A pole: 1 / x: reciprocal over x from -1 to 2: reciprocal runs from -1 to 0.5 (gaps at 0), " +
      "its derivative at most -0.25 (gaps at 0).",
  );
  assertEquals(rowsOf(chart).map(({ y }) => y), [
    -1,
    null,
    0.5,
    -1,
    null,
    -0.25,
  ]);
});
