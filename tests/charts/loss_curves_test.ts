import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { lossCurves, toSvg } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { rowsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

Deno.test("lossCurves() counts updates from the first by every", () => {
  const rows = rowsOf(lossCurves({ a: [3, 2] }, { first: 1, every: 10 }));
  assertEquals(rows, [
    { series: "a", update: 1, loss: 3 },
    { series: "a", update: 11, loss: 2 },
  ]);
});

Deno.test("lossCurves() stops a run where it stops being finite, and says where", () => {
  const chart = lossCurves({ a: [3, NaN, Infinity] });
  assertMatch(chart.description, /stops being finite at update 2/);
  // The line's only row, and the point that makes it visible.
  assertEquals(rowsOf(chart).length, 2);
});

Deno.test("lossCurves() cuts at yMax and says so", () => {
  const chart = lossCurves({ a: [300, 2] }, { yMax: 5 });
  assertMatch(chart.description, /lines are cut at 5\.$/);
});

Deno.test("lossCurves() refuses what it cannot draw", () => {
  assertThrows(() => lossCurves({}), RangeError, "got 0");
  assertThrows(() => lossCurves({ a: [NaN] }), RangeError, "got NaN");
  assertThrows(() => lossCurves({ a: [] }), RangeError, "got none");
  assertThrows(() => lossCurves({ a: [1] }, { yMax: 0 }), RangeError, "got 0");
  assertThrows(
    () => lossCurves({ a: [1, 0] }, { logY: true }),
    RangeError,
    "losses must be above 0, got 0 in a",
  );
});

Deno.test("lossCurves() starts at update 1, a loss an update, in nats, unless told", async () => {
  await assertDefaults(
    (options) => lossCurves({ a: [3, 2, 1], b: [1, NaN] }, options),
    {
      every: [1, 2],
      first: [1, 0],
      logY: [false, true],
      logX: [false, true],
      xTitle: ["updates", "epochs"],
      yTitle: ["loss (nats)", "loss"],
    },
  );
});

Deno.test("lossCurves() draws losses from first by every, and a point where there is one alone", () => {
  const chart = lossCurves({ a: [3, 2], b: [4, NaN, NaN] }, {
    first: 10,
    every: 5,
  });
  assertEquals(drawnBy(chart).map(placesOf), [
    { mark: "line", at: [{ x: 10, y: 3 }, { x: 15, y: 2 }, { x: 10, y: 4 }] },
    { mark: "point", at: [{ x: 10, y: 4 }] },
  ]);
});

Deno.test("lossCurves() has axes and tooltips with their titles, ticks and units: powers of ten on a logarithmic axis, and yMax", () => {
  const charts = [
    lossCurves({ a: [30, 2] }),
    lossCurves({ a: [30, 2] }, { logY: true, yMax: 20, yTitle: "nats" }),
  ];
  assertEquals(charts.map(axesOf), [[{
    channel: "x",
    title: "updates",
    format: ",d",
  }, { channel: "y", title: "loss (nats)" }], [{
    channel: "x",
    title: "updates",
    format: ",d",
  }, {
    channel: "y",
    title: "nats",
    scale: "log",
    domain: 20,
    ticks: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    format: "~g",
  }]]);
  assertEquals(charts.map(tooltipsOf), [[[
    "run: series",
    "updates: update, ,",
    "loss (nats): loss, .4~g",
  ]], [["run: series", "updates: update, ,", "nats: loss, .4~g"]]]);
});

Deno.test("lossCurves() has powers of ten alone over three of them, and 2 and 5 below", () => {
  const ticks = (...losses: number[]) =>
    axesOf(lossCurves({ a: losses }, { logY: true }))[1].ticks;
  assertEquals(ticks(30, 0.5), [0.1, 1, 10, 100]);
  assertEquals(ticks(30, 1.5), [1, 2, 5, 10, 20, 50, 100, 200, 500]);
});

Deno.test("lossCurves({ logY }) has powers of ten for ticks", () => {
  const { spec } = lossCurves({ a: [3, 0.2, 0.01] }, { logY: true });
  const { y } = spec.encoding as unknown as {
    y: { scale: unknown; axis: { values: number[] } };
  };
  assertEquals(y.scale, { type: "log" });
  assertEquals(y.axis.values.filter((v) => Number.isInteger(Math.log10(v))), [
    0.01,
    0.1,
    1,
    10,
  ]);
});

Deno.test("lossCurves() has steps of a tenth without floating-point dust", () => {
  const chart = lossCurves({ a: [3, 2, 1, NaN] }, { first: 0, every: 0.1 });
  assertMatch(
    chart.description,
    /a goes from 3 to 1, then a stops being finite at update 0\.3\.$/,
  );
  const updates = rowsOf(lossCurves({ a: [4, 3, 2, 1] }, { every: 0.1 }));
  assertEquals(updates.map(({ update }) => update), [1, 1.1, 1.2, 1.3]);
  const far = lossCurves({ a: [2, 1] }, { first: 123456, every: 0.5 });
  assertMatch(far.description, /by update 123,456\.5\.$/);
});

Deno.test("lossCurves() keeps what is before the point of a large loss", () => {
  assertMatch(
    lossCurves({ a: [123456.789, 1234.5] }).description,
    /a goes from 123457 to 1235 by update 2\.$/,
  );
});

Deno.test("lossCurves() takes arrays of any type, as cells of a notebook give them", () => {
  const typed = Float64Array.of(3, 2.5) as unknown as number[];
  assertEquals(lossCurves({ a: typed }), lossCurves({ a: [3, 2.5] }));
});

Deno.test("lossCurves() leaves a gap where a loss is not finite, and names it", () => {
  const chart = lossCurves({
    a: [null, 3, 2, NaN, 1, Infinity, undefined, 0.5, 0.4, NaN],
  }, { title: "A run", logX: true });
  assertEquals(
    chart.description,
    "A run: Loss over updates: a goes from 3 to 0.4, then a stops being finite at " +
      "update 10 (gaps at 1, 4 and 6 to 7).",
  );
  assertEquals((chart.spec.title as { text: string }).text, "A run");
  const [line, alone] = drawnBy(chart).map(placesOf);
  assertEquals(line.at.map(({ y }) => y), [
    null,
    3,
    2,
    null,
    1,
    null,
    null,
    0.5,
    0.4,
  ]);
  assertEquals(alone.at, [{ x: 5, y: 1 }]);
});

Deno.test("lossCurves() draws a gap as one: the line ends and begins anew", async () => {
  const svg = await toSvg(lossCurves({ a: [4, 3, NaN, 2, 1] }));
  const line = svg.match(/class="mark-line[^]*?<path[^>]* d="([^"]*)"/)![1];
  assertEquals(line.match(/M/g)!.length, 2);
});

Deno.test("lossCurves() writes small losses on a logarithmic axis as powers of ten", async () => {
  const { texts } = await viewOf(
    lossCurves({ a: [1, 1e-3, 1e-6] }, { logY: true }),
  );
  const all = await texts();
  for (const label of ["1", "10⁻³", "10⁻⁶"]) assert(all.includes(label), label);
});

Deno.test("lossCurves() refuses a place that is not above 0 on a logarithmic axis", () => {
  assertThrows(
    () => lossCurves({ a: [1, 2] }, { first: 0, logX: true }),
    RangeError,
    "Cannot draw loss curves on a logarithmic axis: first must be above 0, got 0",
  );
});
