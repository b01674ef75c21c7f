import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { accuracyByScale } from "weightlab";
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
