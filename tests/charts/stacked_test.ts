import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { linePanels, stacked, xyPlot } from "weightlab/charts";

const x = [0.1, 1, 10];
const charts = [
  xyPlot({ a: { x, y: [1, 2, 3] } }, { logX: true, yTitle: "accuracy" }),
  xyPlot({ a: { x: [0.1, 10], y: [3, 1] } }, { yTitle: "slope" }),
];

interface View {
  readonly width: number;
  readonly encoding: {
    x: { scale: unknown; axis: { title: string | null } };
    y: { axis: { title: string } };
  };
  readonly layer: readonly { mark: { type: string; text?: string } }[];
}
const viewsOf = (chart: { spec: unknown }) =>
  (chart.spec as { vconcat: View[] }).vconcat;

Deno.test("stacked() puts charts one above another over the first one's axis", () => {
  const [above, below] = viewsOf(stacked(charts));
  assertEquals(above.encoding.y.axis.title, "accuracy");
  assertEquals(below.encoding.y.axis.title, "slope");
  assertEquals(below.encoding.x.scale, above.encoding.x.scale);
  assertEquals(below.width, above.width);
  assertEquals([above, below].map(({ encoding }) => encoding.x.axis.title), [
    null,
    "x",
  ]);
});

Deno.test("stacked() draws places through all charts, and names them in the last", () => {
  const chart = stacked(charts, { rules: { low: 0.2, high: 5 } });
  const marks = viewsOf(chart).map(({ layer }) =>
    layer.map(({ mark }) => mark.text ?? mark.type)
  );
  assertEquals(marks[0].slice(-2), ["rule", "rule"]);
  assertEquals(marks[1].slice(-4), ["rule", "low", "rule", "high"]);
  assertMatch(chart.description, /; lines: low at 0\.2 and high at 5\.$/);
});

Deno.test("stacked() leaves the charts as they were", () => {
  const before = JSON.stringify(charts);
  const { spec } = stacked(charts, { rules: { low: 0.2 } });
  assertEquals(JSON.stringify(charts), before);
  (spec as unknown as { vconcat: { width: number }[] }).vconcat[0].width = 1;
  assertEquals(JSON.stringify(charts), before);
});

Deno.test("stacked() refuses fewer than two charts, and panels", () => {
  assertThrows(
    () => stacked([charts[0]]),
    RangeError,
    "Cannot stack charts: charts must be at least two, got 1",
  );
  const panels = linePanels({ a: { lines: { b: [1, 2] } } });
  assertThrows(
    () => stacked([charts[0], panels]),
    RangeError,
    "Cannot stack charts: chart 2 must have one horizontal axis of its own, got panels",
  );
});
