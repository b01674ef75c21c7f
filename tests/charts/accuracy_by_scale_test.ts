import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { accuracyByScale } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { rowsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

const row = { std: 0.01, accuracy: 0.9, series: "with batch normalization" };

Deno.test("accuracyByScale() has a logarithmic axis of powers of ten", () => {
  const { spec } = accuracyByScale([row, { ...row, std: 1e-4 }, {
    ...row,
    std: 1,
  }]);
  const { x } = spec.encoding as unknown as {
    x: { scale: { type: string }; axis: { values: number[] } };
  };
  assertEquals(x.scale.type, "log");
  assertEquals(x.axis.values, [0.0001, 0.001, 0.01, 0.1, 1]);
});

Deno.test("accuracyByScale() says how far published values are, and marks them", () => {
  const chart = accuracyByScale([{ ...row, published: 0.95 }]);
  assertMatch(chart.description, /published values differ by at most 0.05\.$/);
  assertEquals(
    (chart.spec.title as { text: string }).text,
    "hollow: published",
  );
  assertEquals("title" in accuracyByScale([row]).spec, false);
});

Deno.test("accuracyByScale() has no layer without anything to draw", () => {
  const layers = (given: Parameters<typeof accuracyByScale>[0]) =>
    (accuracyByScale(given).spec.layer as unknown as {
      mark: { type: string };
    }[])
      .map(({ mark }) => mark.type);
  const band = { low: 0.8, high: 0.95 };
  assertEquals(layers([row]), ["line", "point"]);
  assertEquals(layers([{ ...row, ...band }]), ["area", "line", "point"]);
  assertEquals(layers([{ ...row, published: 0.9 }]), [
    "line",
    "point",
    "point",
  ]);
});

Deno.test("accuracyByScale() ships only what is given", () => {
  assertEquals(Object.keys(rowsOf(accuracyByScale([row]))[0]), [
    "std",
    "accuracy",
    "series",
    "colour",
    "shape",
  ]);
});

Deno.test("accuracyByScale() draws final training accuracy unless told", async () => {
  const rows = [{ std: 0.1, accuracy: 0.5, series: "a" }];
  await assertDefaults(
    (options) => accuracyByScale(rows, options),
    {
      yTitle: ["final training accuracy", "accuracy"],
      marks: [{} as Record<string, number>, { Xavier: 0.1 }],
    },
  );
});

Deno.test("accuracyByScale() draws a band from low to high, and published points at their values", () => {
  const chart = accuracyByScale([
    { std: 0.1, accuracy: 0.5, low: 0.4, high: 0.7, series: "a" },
    { std: 1, accuracy: 0.6, low: 0.5, series: "a", published: 0.55 },
    { std: 10, accuracy: 0.2, high: 0.5, series: "a" },
  ]);
  const at = [{ x: 0.1, y: 0.5 }, { x: 1, y: 0.6 }, { x: 10, y: 0.2 }];
  assertEquals(drawnBy(chart).map(placesOf), [
    { mark: "area", at: [{ x: 0.1, y: 0.4, y2: 0.7 }] },
    { mark: "line", at },
    { mark: "point", at },
    { mark: "point", at: [{ x: 1, y: 0.55 }] },
  ]);
});

Deno.test("accuracyByScale() has axes and tooltips with their titles, ticks and units: a logarithmic axis of scales", () => {
  const chart = accuracyByScale([
    { std: 0.1, accuracy: 0.5, series: "a" },
    { std: 1, accuracy: 0.6, series: "a", published: 0.5 },
  ]);
  assertEquals(axesOf(chart), [{
    channel: "x",
    title: "standard deviation of the weights",
    scale: "log",
    ticks: [0.1, 0.2, 0.5, 1, 2, 5],
    format: "~g",
  }, {
    channel: "y",
    title: "final training accuracy",
    domain: [0, 1],
    format: ".1f",
  }]);
  assertEquals(tooltipsOf(chart), [[
    "series: series",
    "std of the weights: std, .4~g",
    "final training accuracy: accuracy, .3f",
    "published: published, .3f",
  ]]);
});

Deno.test("accuracyByScale() refuses what it cannot draw", () => {
  assertThrows(() => accuracyByScale([]), RangeError, "got 0");
  assertThrows(
    () => accuracyByScale([{ ...row, std: 0 }]),
    RangeError,
    "got 0",
  );
  assertThrows(
    () => accuracyByScale([{ ...row, low: -0.1 }]),
    RangeError,
    "low of with batch normalization at std 0.01 must be in [0, 1], got -0.1",
  );
});

Deno.test("accuracyByScale() tells scales apart, however close two are", async () => {
  const chart = accuracyByScale([
    { ...row, std: 0.100001 },
    { ...row, std: 0.100002, accuracy: 0.5 },
  ]);
  assertMatch(
    chart.description,
    /^Final training accuracy for 2 weight scales from 0.100001 to 0.100002: .* best at std 0.100001 with 0.9 and worst at std 0.100002 with 0.5\.$/,
  );
  const { texts, labels } = await viewOf(chart);
  const ticks = (await texts()).filter((text) => text.startsWith("0.1000"));
  assert(ticks.length >= 3, String(ticks));
  assertEquals(new Set(ticks).size, ticks.length);
  assertMatch(
    (await labels()).join(),
    /std of the weights: 0.100001;.*std of the weights: 0.100002;/,
  );
});

Deno.test("accuracyByScale() marks named scales, names of close ones on either side, and says them", async () => {
  const rows = [0.01, 1].map((std) => ({ ...row, std }));
  const marks = { small: 0.01, Xavier: 0.1, He: 0.1414 };
  const chart = accuracyByScale(rows, { marks });
  assertMatch(
    chart.description,
    /; marked: small at 0.01, Xavier at 0.1 and He at 0.141\.$/,
  );
  const labels = await (await viewOf(chart)).labels();
  assertEquals(labels.filter((label) => /name: /.test(label)), [
    "std: 0.1; name: Xavier",
    "std: 0.01; name: small",
    "std: 0.1414; name: He",
  ]);
  assertEquals("title" in accuracyByScale(rows, { marks }).spec, false);
});
