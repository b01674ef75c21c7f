import {
  assertEquals,
  assertGreaterOrEqual,
  assertMatch,
  assertThrows,
} from "@std/assert";
import { linePanels } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { objectsOf, rowsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

const panels = {
  mean: { lines: { a: [0, 2], b: [0, 1] }, rule: 3 },
  variance: { lines: { b: [1, 4], c: [5, 7] } },
};

Deno.test("linePanels() draws a panel a quantity, and counts by every", () => {
  const chart = linePanels(panels, { first: 1, every: 10 });
  assertEquals((chart.spec.hconcat as unknown[]).length, 2);
  const rows = rowsOf(chart);
  assertEquals(rows.filter((row) => "y" in row), [
    { series: "a", x: 1, y: 0 },
    { series: "a", x: 11, y: 2 },
    { series: "b", x: 1, y: 0 },
    { series: "b", x: 11, y: 1 },
    { series: "b", x: 1, y: 1 },
    { series: "b", x: 11, y: 4 },
    { series: "c", x: 1, y: 5 },
    { series: "c", x: 11, y: 7 },
  ]);
  assertEquals(rows.filter((row) => "rule" in row), [{ rule: 3 }]);
});

Deno.test("linePanels() gives a name the same colour and dash in every panel", () => {
  const colours = [...objectsOf(linePanels(panels).spec)]
    .flatMap(({ color }) => typeof color === "object" ? [color] : [])
    .filter((color) => color !== null && "field" in color);
  assertEquals(colours.length, 2);
  assertEquals(colours[0], colours[1]);
  const { scale } = colours[0] as unknown as { scale: { domain: string[] } };
  assertEquals(scale.domain, ["a", "b", "c"]);
});

Deno.test("linePanels() says what its rules stand for", () => {
  const chart = linePanels(panels, { ruleTitle: "population" });
  assertEquals(
    chart.description,
    "By updates, 1 to 2: mean (population 3): a goes from 0 to 2, b from 0 to 1; " +
      "variance: b goes from 1 to 4, c from 5 to 7.",
  );
  const { text } = chart.spec.title as { text: string };
  assertEquals(text, "horizontal rule: population");
  const { variance } = panels;
  const bare = linePanels({ variance }, { ruleTitle: "population" });
  assertEquals("title" in bare.spec, false);
});

Deno.test("linePanels() starts at update 1, a value an update, unless told", async () => {
  await assertDefaults(
    (options) => linePanels({ a: { lines: { b: [1, 2, 3] } } }, options),
    {
      xTitle: ["updates", "epochs"],
      first: [1, 0],
      every: [1, 2],
      logX: [false, true],
      logY: [false, true],
    },
  );
  const { description } = linePanels({ a: { lines: { b: [1, 2] }, rule: 3 } });
  assertMatch(description, /a \(rule 3\): b/);
});

Deno.test("linePanels() draws each line from first by every, and the rule at its height", () => {
  const chart = linePanels({
    a: { lines: { b: [1, 2, 4] }, rule: 3 },
    c: { lines: { b: [0, -1] } },
  }, { first: 10, every: 5 });
  assertEquals(drawnBy(chart).map(placesOf), [
    { mark: "rule", at: [{ y: 3 }] },
    { mark: "line", at: [{ x: 10, y: 1 }, { x: 15, y: 2 }, { x: 20, y: 4 }] },
    { mark: "line", at: [{ x: 10, y: 0 }, { x: 15, y: -1 }] },
  ]);
});

Deno.test("linePanels() has axes and tooltips with their titles, ticks and units: first to last on every panel", () => {
  const chart = linePanels(
    { a: { lines: { b: [1, 2, 4] } }, c: { lines: { b: [0, -1] } } },
    { first: 10, every: 5 },
  );
  assertEquals(axesOf(chart), [{ channel: "y", title: "a" }, {
    channel: "x",
    title: "updates",
    domain: [10, 20],
    format: ",d",
  }, { channel: "y", title: "c" }]);
  assertEquals(tooltipsOf(chart), [[
    "line: series",
    "updates: x, ,",
    "a: y, .4~g",
  ], ["line: series", "updates: x, ,", "c: y, .4~g"]]);
});

Deno.test("linePanels() refuses what it cannot draw", () => {
  const wrong: [Parameters<typeof linePanels>[0], string][] = [
    [{}, "panels must hold at least one panel, got 0"],
    [{ mean: { lines: {} } }, "mean must have at least one line, got 0"],
    [
      { mean: { lines: { a: [1] } } },
      "a in mean must have at least two values, got 1",
    ],
    [
      { mean: { lines: { a: [NaN, Infinity] } } },
      "a in mean must have at least one finite value, got none",
    ],
    [
      { mean: { lines: { a: [1, 2] }, rule: Infinity } },
      "the rule of mean must be finite, got Infinity",
    ],
  ];
  for (const [panels, message] of wrong) {
    assertThrows(
      () => linePanels(panels),
      RangeError,
      `Cannot draw line panels: ${message}`,
    );
  }
});

Deno.test("linePanels() has steps of a tenth without floating-point dust", () => {
  const lines = { b: [1, 2, 3, 4] };
  const chart = linePanels({ a: { lines } }, { every: 0.1, first: 0 });
  assertEquals(
    chart.description,
    "By updates, 0 to 0.3: a: b goes from 1 to 4.",
  );
  assertEquals(rowsOf(chart).map(({ x }) => x), [0, 0.1, 0.2, 0.3]);
  const far = linePanels({ a: { lines } }, { every: 0.5, first: 12345 });
  assertMatch(far.description, /^By updates, 12,345 to 12,346\.5: /);
});

Deno.test("linePanels() writes no two ticks alike", async () => {
  const lines = { b: [1, 2, 3, 4] };
  for (const options of [{}, { every: 0.1, first: 0 }, { every: 1000 }]) {
    const { texts } = await viewOf(linePanels({ a: { lines } }, options));
    const all = await texts();
    // What stands before the title of the horizontal axis.
    const ticks = all.slice(0, all.indexOf("updates"));
    assertGreaterOrEqual(ticks.length, 3);
    assertEquals(new Set(ticks).size, ticks.length, String(ticks));
  }
});

Deno.test("linePanels() takes arrays of any type, as cells of a notebook give them", () => {
  const typed = Float64Array.of(1, 2.5) as unknown as number[];
  assertEquals(
    linePanels({ a: { lines: { b: typed } } }),
    linePanels({ a: { lines: { b: [1, 2.5] } } }),
  );
});

Deno.test("linePanels() leaves a gap where a value is not finite, and names it", () => {
  const chart = linePanels({
    a: { lines: { b: [1, 2, NaN, 3, null, 5, 6] } },
  }, { title: "Gaps" });
  assertEquals(
    chart.description,
    "Gaps: By updates, 1 to 7: a: b goes from 1 to 6 (gaps at 3 and 5).",
  );
  const [line, alone] = drawnBy(chart).map(placesOf);
  assertEquals(line.at.map(({ y }) => y), [1, 2, null, 3, null, 5, 6]);
  assertEquals(alone.at, [{ x: 4, y: 3 }]);
});

Deno.test("linePanels() puts more than three panels in rows", () => {
  const many = (count: number) =>
    linePanels(
      Object.fromEntries(
        Array.from(
          { length: count },
          (_, i) => [`p${i}`, { lines: { b: [1, 2] } }],
        ),
      ),
    ).spec;
  assertEquals([3, 4, 20].map((count) => many(count).columns ?? 0), [
    0,
    2,
    3,
  ]);
  assertEquals((many(20).concat as { width: number }[])[0].width, 200);
});

Deno.test("linePanels() refuses what has no place on a logarithmic axis", () => {
  assertThrows(
    () => linePanels({ a: { lines: { b: [1, 0] } } }, { logY: true }),
    RangeError,
    "Cannot draw line panels on a logarithmic axis: a must be above 0, got 0",
  );
});

Deno.test("linePanels() puts values at places that are not even, and says where lines are highest", () => {
  const chart = linePanels(
    { accuracy: { lines: { with: [0.1, 0.9, 0.8], without: [0.7, 0.2] } } },
    { x: [0.001, 0.01, 0.3], xTitle: "learning rate", logX: true },
  );
  assertEquals(rowsOf(chart).map(({ x }) => x), [
    ...[0.001, 0.01, 0.3],
    ...[0.001, 0.01],
  ]);
  assertEquals(
    chart.description,
    "By learning rate, 0.001 to 0.3: accuracy: with is highest at 0.01 with 0.9, " +
      "without at 0.001 with 0.7.",
  );
});

Deno.test("linePanels() draws all panels over one range, if told", () => {
  const scales = (options: { yRange?: [number, number] }) =>
    [...objectsOf(linePanels(panels, options).spec)]
      .flatMap(({ y }) =>
        y !== null && typeof y === "object" && "axis" in y
          ? [(y as { scale?: unknown }).scale]
          : []
      );
  assertEquals(scales({ yRange: [0, 8] }), [
    { domain: [0, 8], nice: false },
    { domain: [0, 8], nice: false },
  ]);
  assertEquals(scales({}), [undefined, undefined]);
});
