import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { layerProfile } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { rowsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

const rows = [
  { layer: 1, value: 0.4, series: "a" },
  { layer: 2, value: 0.2, series: "a" },
  { layer: 1, value: 0.41, series: "a", theory: true },
  { layer: 2, value: 0.19, series: "a", theory: true },
];

Deno.test("layerProfile() draws theory over what was measured", () => {
  const chart = layerProfile(rows, { yTitle: "std" });
  assertEquals(rowsOf(chart).map((row) => row.kind), [
    "measured",
    "measured",
    "theory",
    "theory",
  ]);
  assertMatch(
    chart.description,
    /a goes from 0.4 to 0.2 \(theory 0.41 to 0.19\)/,
  );
  assertEquals("title" in chart.spec, true);
  const measured = layerProfile(rows.slice(0, 2), { yTitle: "std" });
  assertEquals("title" in measured.spec, false);
});

Deno.test("layerProfile() has a logarithmic axis of powers of ten on request", () => {
  const far = [...rows, { layer: 3, value: 0.0006, series: "a" }];
  const { encoding } = layerProfile(far, { yTitle: "std", logY: true })
    .spec as {
      encoding?: { y: { scale: unknown; axis: { values: number[] } } };
    };
  assertEquals(encoding?.y.scale, { type: "log" });
  assertEquals(encoding?.y.axis.values, [0.0001, 0.001, 0.01, 0.1, 1]);
});

Deno.test("layerProfile() has ticks for all of its intervals on a logarithmic axis", () => {
  const row = { layer: 1, value: 50, series: "a" };
  const ticksOf = (ends: { low?: number; high?: number }) =>
    (layerProfile([{ ...row, ...ends }], { yTitle: "std", logY: true })
      .spec as {
        encoding?: { y: { axis: { values: number[] } } };
      }).encoding?.y.axis.values;
  assertEquals(ticksOf({ low: 0.5, high: 200 }), [0.1, 1, 10, 100, 1000]);
  assertEquals(ticksOf({ high: 2000 }), [10, 100, 1000, 10000]);
});

Deno.test("layerProfile() refuses no row, NaN, and zero on a logarithmic axis", () => {
  const row = { layer: 2, value: NaN, series: "a" };
  assertThrows(() => layerProfile([], { yTitle: "" }), RangeError, "got 0");
  assertThrows(
    () => layerProfile([row], { yTitle: "" }),
    RangeError,
    "a must have at least one finite value, got none",
  );
  assertThrows(
    () => layerProfile([{ ...row, value: 0 }], { yTitle: "", logY: true }),
    RangeError,
    "values must be above 0, got 0 at layer 2 of a",
  );
});

Deno.test("layerProfile() is by layer on a linear axis unless told", async () => {
  await assertDefaults(
    (options) => layerProfile(rows, { yTitle: "std", ...options }),
    { xTitle: ["layer", "depth"], logY: [false, true], logX: [false, true] },
  );
});

Deno.test("layerProfile() draws an interval from low to high, points and theory at their values", () => {
  const chart = layerProfile([
    { layer: 1, value: 0.4, series: "a", low: 0.3, high: 0.7 },
    { layer: 2, value: 0.2, series: "a", low: 0.15 },
    { layer: 2, value: 0.19, series: "a", theory: true },
  ], { yTitle: "std" });
  assertEquals(drawnBy(chart).map(placesOf), [
    { mark: "rule", at: [{ x: 1, y: 0.3, y2: 0.7 }] },
    { mark: "line", at: [{ x: 2, y: 0.19 }] },
    { mark: "point", at: [{ x: 1, y: 0.4 }, { x: 2, y: 0.2 }] },
  ]);
  // Without theory a line leads the eye from point to point.
  const measured = layerProfile(rows.slice(0, 2), { yTitle: "std" });
  const at = [{ x: 1, y: 0.4 }, { x: 2, y: 0.2 }];
  assertEquals(drawnBy(measured).map(placesOf), [
    { mark: "line", at },
    { mark: "point", at },
  ]);
});

Deno.test("layerProfile() has axes and tooltips with their titles, ticks and units: its layers as ticks up to twenty", () => {
  const charts = [
    layerProfile(rows.slice(0, 2), { yTitle: "std" }),
    layerProfile(
      Array.from(
        { length: 21 },
        (_, i) => ({ layer: i + 1, value: 0.4, series: "a" }),
      ),
      { yTitle: "std", xTitle: "depth" },
    ),
  ];
  assertEquals(charts.map(axesOf), [[{
    channel: "x",
    title: "layer",
    domain: [0.7, 2.3],
    ticks: [1, 2],
    format: "d",
  }, { channel: "y", title: "std" }], [{
    channel: "x",
    title: "depth",
    domain: [0.7, 21.3],
    format: "d",
  }, { channel: "y", title: "std" }]]);
  assertEquals(charts.map(tooltipsOf), [[[
    "series: series",
    "kind: kind",
    "layer: layer",
    "std: value, .4~g",
  ]], [["series: series", "kind: kind", "depth: layer", "std: value, .4~g"]]]);
});

Deno.test("layerProfile() has no layer without anything to draw", () => {
  const marks = (given: Parameters<typeof layerProfile>[0]) => {
    const { layer } = layerProfile(given, { yTitle: "std" }).spec as {
      layer?: { mark: { type: string } }[];
    };
    return layer?.map(({ mark }) => mark.type);
  };
  assertEquals(marks(rows), ["line", "point"]);
  assertEquals(marks(rows.slice(0, 2)), ["line", "point"]);
  assertEquals(marks(rows.slice(2)), ["line"]);
  const between = rows.map((row) => ({ ...row, low: 0.1, high: 0.5 }));
  assertEquals(marks(between), ["rule", "line", "point"]);
});

Deno.test("layerProfile() writes layers that are not whole so that they differ", async () => {
  const rows = [0.25, 0.5, 0.75].map((layer) => ({
    layer,
    value: 2 * layer,
    series: "a",
  }));
  const chart = layerProfile(rows, { yTitle: "y", xTitle: "share" });
  assertMatch(chart.description, /^y by share, 0.25 to 0.75: a goes/);
  const texts = await (await viewOf(chart)).texts();
  for (const tick of ["0.25", "0.5", "0.75"]) {
    assertEquals(texts.includes(tick), true);
  }
});

Deno.test("layerProfile() leaves a gap where a value is not finite, and names it", () => {
  const values = [1, 30, Infinity, NaN, 2];
  const chart = layerProfile(
    values.map((value, i) => ({ layer: i + 1, value, series: "a" })),
    { yTitle: "std", logY: true, title: "Explodes" },
  );
  assertEquals(
    chart.description,
    "Explodes: std by layer, 1 to 5: a goes from 1 to 2, gaps at 3 to 4.",
  );
  const [line, points] = drawnBy(chart).map(placesOf);
  assertEquals(line.at.map(({ y }) => y), [1, 30, null, null, 2]);
  assertEquals(points.at.length, 3);
});
