import { assertEquals, assertMatch } from "@std/assert";
import { xyPlot, type XyPlotOptions } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { viewOf } from "./_view.ts";

Deno.test("xyPlot() draws a line through points in their order", () => {
  const chart = xyPlot({ loop: { x: [0, 2, 1], y: [5, 6, 7] } });
  assertEquals(drawnBy(chart).map(placesOf), [{
    mark: "line",
    at: [{ x: 0, y: 5 }, { x: 2, y: 6 }, { x: 1, y: 7 }],
  }]);
  assertMatch(JSON.stringify(chart.spec.layer), /"order":\{"field":"order"/);
});

Deno.test("xyPlot() leaves out what is not finite, and counts it", () => {
  const chart = xyPlot({
    a: { x: [1, 2, NaN, 4, 5], y: [1, null, 3, 4, 5] },
    b: { x: [3, 4], y: [Infinity, 1] },
  });
  assertEquals(
    chart.description,
    "y over x: a has 3 points at 1 to 5, y 1 to 5; b has 1 point at 4, y 1; " +
      "2 of a are not finite and not drawn; 1 of b is not finite and not drawn.",
  );
  const [line, alone] = drawnBy(chart).map(placesOf);
  assertEquals(line.at.length, 7);
  assertEquals(alone.at, [{ x: 1, y: 1 }, { x: 4, y: 1 }]);
});

Deno.test("xyPlot() draws points, or both", () => {
  const series = { a: { x: [1, NaN, 3], y: [1, 2, 3] } };
  const marks = (marks: "points" | "both") =>
    drawnBy(xyPlot(series, { marks })).map(({ mark }) => mark);
  assertEquals(marks("points"), ["point"]);
  assertEquals(marks("both"), ["line", "point"]);
  const [points] = drawnBy(xyPlot(series, { marks: "points" }));
  assertEquals(placesOf(points).at, [{ x: 1, y: 1 }, { x: 3, y: 3 }]);
});

Deno.test("xyPlot() draws a line through x and y on linear axes unless told", async () => {
  await assertDefaults<XyPlotOptions>(
    (options) => xyPlot({ a: { x: [1, 2, 3], y: [3, 2, 1] } }, options),
    {
      marks: ["line", "points"],
      logX: [false, true],
      logY: [false, true],
      xTitle: ["x", "epochs"],
      yTitle: ["y", "loss"],
    },
  );
});

Deno.test("xyPlot() has axes and tooltips with their titles, and powers of ten", async () => {
  const chart = xyPlot({ a: { x: [1e-6, 1e-3], y: [1, 2] } }, {
    logX: true,
    title: "Rates",
    xTitle: "rate",
    yTitle: "loss",
  });
  assertEquals(axesOf(chart).map(({ title }) => title), ["rate", "loss"]);
  assertEquals(tooltipsOf(chart), [[
    "series: series",
    "rate: x, .4~g",
    "loss: y, .4~g",
  ]]);
  assertMatch(chart.description, /^Rates: loss over rate: /);
  const { texts, warnings } = await viewOf(chart);
  assertEquals(warnings, []);
  assertEquals(
    (await texts()).filter((text) => text.startsWith("10")),
    ["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³"],
  );
});
