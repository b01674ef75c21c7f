import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertThrows,
} from "@std/assert";
import { heatMap, type HeatMapOptions, toSvg } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { objectsOf, rowsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

const titles = {
  xTitle: "σ_w",
  yTitle: "depth (layers)",
  valueTitle: "accuracy",
};
const cells = [1, 2, 4].flatMap((x) =>
  [10, 20].map((y) => ({ x, y, value: x * y / 100 }))
);

Deno.test("heatMap() has cells that meet halfway between uneven points", () => {
  const rows = rowsOf(heatMap(cells, titles));
  assertEquals(rows.length, 6);
  const [first] = rows, last = rows.at(-1)!;
  assertEquals(first, {
    x: 1,
    y: 10,
    value: 0.1,
    left: 0.5,
    right: 1.5,
    bottom: 5,
    top: 15,
  });
  // The last column reaches as far beyond its point as the gap before it does.
  assertEquals([last.left, last.right, last.bottom, last.top], [3, 5, 15, 25]);
});

Deno.test("heatMap() on a logarithmic axis has cells that meet at equal ratios", () => {
  const chart = heatMap(cells, { ...titles, logX: true });
  const edges = rowsOf(chart).map(({ left, right }) => [left, right]);
  assertEquals(edges[0], [0.707107, 1.41421]);
  assertEquals(edges.at(-1), [2.82843, 5.65685]);
  const scales = [...objectsOf(chart.spec)].filter(({ type }) =>
    type === "log"
  );
  assert(scales.length > 0);
});

Deno.test("heatMap() shows all values unless told otherwise, or parts colours at a middle", () => {
  const scaleOf = (options: Partial<HeatMapOptions>) =>
    [...objectsOf(heatMap(cells, { ...titles, ...options }).spec)]
      .find((object) => "scheme" in object)!;
  assertEquals(scaleOf({}).domain, [0.1, 0.8]);
  assertEquals(scaleOf({}).scheme, "viridis");
  assertEquals(scaleOf({ domain: [0, 1] }).domain, [0, 1]);
  assertEquals(scaleOf({ middle: 0.3 }).domain, [0.1, 0.3, 0.8]);
  assertEquals(scaleOf({ middle: 0.3 }).scheme, "blueorange");
});

Deno.test("heatMap() draws lines and named points over the cells", async () => {
  const chart = heatMap(cells, {
    ...titles,
    lines: [
      { label: "6 ξ", points: [[1, 12], [2, 18], [4, 10]] },
      { label: "other", points: [[1, 10], [4, 20]] },
    ],
    marks: [{ label: "Xavier", x: 1, y: 10 }, { label: "std 1", x: 4, y: 20 }],
  });
  assertEquals(
    rowsOf(chart).filter((row) => row.label === "6 ξ" && row.order === 1),
    // Paper below, ink above.
    Array(2).fill({ label: "6 ξ", order: 1, x: 2, y: 18 }),
  );
  const svg = await toSvg(chart);
  for (
    const text of ["Xavier", "std 1", "6 ξ", "other", ...Object.values(titles)]
  ) {
    assert(svg.includes(`>${text}<`), text);
  }
  assertMatch(chart.description, /line: 6 ξ, from 1, 12 to 4, 10; line: other/);
  assertMatch(chart.description, /points: Xavier at 1, 10; std 1 at 4, 20\.$/);
});

Deno.test("heatMap() says in a sentence where the ends are", () => {
  assertEquals(
    heatMap(cells, titles).description,
    "accuracy over σ_w 1 to 4 and depth (layers) 10 to 20, from 0.1 at σ_w 1, " +
      "depth 10 to 0.8 at σ_w 4, depth 20.",
  );
});

Deno.test("heatMap() leaves a missing point of the grid empty", () => {
  assertEquals(rowsOf(heatMap(cells.slice(1), titles)).length, 5);
});

Deno.test("heatMap() has linear axes, no lines and no marks unless told", async () => {
  const cells = [1, 2].flatMap((x) =>
    [3, 5].map((y) => ({ x, y, value: x * y }))
  );
  const titles = { xTitle: "x", yTitle: "y", valueTitle: "value" };
  await assertDefaults<
    Pick<HeatMapOptions, "logX" | "domain" | "lines" | "marks">
  >(
    (options) => heatMap(cells, { ...titles, ...options }),
    {
      logX: [false, true],
      domain: [[3, 10], [3, 11]],
      lines: [[], [{ label: "line", points: [[1, 3], [2, 5]] }]],
      marks: [[], [{ label: "mark", x: 1, y: 5 }]],
    },
  );
});

Deno.test("heatMap() draws cells from middle to middle, lines through their points, marks at theirs", () => {
  const chart = heatMap(
    [1, 2].flatMap((x) => [3, 7].map((y) => ({ x, y, value: x * y }))),
    {
      xTitle: "x",
      yTitle: "y",
      valueTitle: "value",
      lines: [{ label: "line", points: [[1, 3], [2, 5]] }],
      marks: [{ label: "mark", x: 1, y: 5 }],
    },
  );
  const layers = drawnBy(chart).filter(({ marks }) => marks.length > 0)
    .map(placesOf);
  const across = [{ x: 0.5, x2: 1.5 }, { x: 1.5, x2: 2.5 }];
  const up = [{ y: 1, y2: 5 }, { y: 5, y2: 9 }];
  const places = (at: [number, number][]) => at.map(([x, y]) => ({ x, y }));
  assertEquals(layers[0], {
    mark: "rect",
    at: across.flatMap((x) => up.map((y) => ({ ...x, ...y }))),
  });
  assertEquals(drawnBy(chart)[0].rows.map(({ value }) => value), [3, 7, 6, 14]);
  const line = layers.filter(({ mark }) => mark === "line");
  for (const { at } of line) assertEquals(at, places([[1, 3], [2, 5]]));
  const [point] = layers.filter(({ mark }) => mark === "point");
  assertEquals(point.at, places([[1, 5]]));
});

Deno.test("heatMap() has axes and tooltips with their titles, ticks and units: the cells' outer borders", () => {
  const charts = [
    heatMap(
      [1, 2].flatMap((x) => [3, 7].map((y) => ({ x, y, value: x * y }))),
      { xTitle: "x axis", yTitle: "y axis", valueTitle: "value" },
    ),
    heatMap(
      [1, 10].flatMap((x) => [3, 7].map((y) => ({ x, y, value: x * y }))),
      { xTitle: "x axis", yTitle: "y axis", valueTitle: "value", logX: true },
    ),
  ];
  assertEquals(charts.map(axesOf), [[{
    channel: "x",
    title: "x axis",
    domain: [0.5, 2.5],
  }, { channel: "y", title: "y axis", domain: [1, 9] }], [{
    channel: "x",
    title: "x axis",
    scale: "log",
    domain: [0.316228, 31.6228],
    ticks: [0.1, 1, 10, 100],
    format: "~g",
  }, { channel: "y", title: "y axis", domain: [1, 9] }]]);
  assertEquals(charts.map(tooltipsOf), [[[
    "x axis: x, .4~g",
    "y axis: y, .4~g",
    "value: value, .4~g",
  ]], [["x axis: x, .4~g", "y axis: y, .4~g", "value: value, .4~g"]]]);
});

Deno.test("heatMap() colours from the least value to the largest, or through a middle", () => {
  const cells = [1, 2].flatMap((x) =>
    [3, 7].map((y) => ({ x, y, value: x * y }))
  );
  const titles = { xTitle: "x", yTitle: "y", valueTitle: "v" };
  const colours = (options: { domain?: [number, number]; middle?: number }) => {
    const chart = heatMap(cells, { ...titles, ...options });
    const colour = [...objectsOf(chart.spec)]
      .find(({ legend, field }) => field === "value" && legend)!;
    const { scale, legend } = colour as unknown as {
      scale: { domain: number[]; scheme: string; clamp: boolean };
      legend: { title: string; values: number[] };
    };
    assertEquals([legend.title, legend.values, scale.clamp], [
      "v",
      scale.domain,
      true,
    ]);
    return [scale.scheme, ...scale.domain];
  };
  assertEquals(colours({}), ["viridis", 3, 14]);
  assertEquals(colours({ domain: [0, 20] }), ["viridis", 0, 20]);
  assertEquals(colours({ middle: 5 }), ["blueorange", 3, 5, 14]);
  assertEquals(colours({ middle: 5, domain: [0, 20] }), [
    "blueorange",
    0,
    5,
    20,
  ]);
});

Deno.test("heatMap() names a mark on the side that has room, in the axis's own measure", () => {
  const sides = (xs: number[], logX: boolean, [a, b]: number[]) => {
    const chart = heatMap(
      xs.flatMap((x) => [3, 7].map((y) => ({ x, y, value: y }))),
      {
        xTitle: "x",
        yTitle: "y",
        valueTitle: "v",
        logX,
        marks: [{ label: "a", x: a, y: 3 }, { label: "b", x: b, y: 3 }],
      },
    );
    const named = drawnBy(chart).filter(({ mark }) => mark === "text");
    return named.map(({ marks }) => marks.map(({ text }) => text));
  };
  // To the right of what lies left of the middle: halo and ink, then the others.
  assertEquals(sides([1, 2], false, [1, 2]), [["a"], ["a"], ["b"], ["b"]]);
  // The middle of 1 .. 64 is 8.
  assertEquals(sides([1, 4, 16, 64], true, [4, 16]), [["a"], ["a"], ["b"], [
    "b",
  ]]);
});

Deno.test("heatMap() refuses what it cannot draw", () => {
  const wrong: [() => unknown, string][] = [
    [() => heatMap([], titles), "cells must hold at least one cell, got 0"],
    [
      () => heatMap(cells.slice(0, 2), titles),
      "there must be at least two columns, got 1",
    ],
    [
      () => heatMap(cells.filter(({ y }) => y === 10), titles),
      "there must be at least two rows, got 1",
    ],
    [
      () => heatMap([...cells, cells[0]], titles),
      "there must be one cell a point, got two at 1, 10",
    ],
    [
      () => heatMap([{ x: 3, y: 10, value: NaN }, ...cells], titles),
      "the value at 3, 10 must be a finite number, got NaN",
    ],
    [
      () => heatMap([{ x: Infinity, y: 10, value: 1 }, ...cells], titles),
      "x must be a finite number, got Infinity",
    ],
    [
      () => heatMap(cells, { ...titles, domain: [1, 0] }),
      "domain must be two finite numbers, the lower first, got [1, 0]",
    ],
    [
      () => heatMap(cells, { ...titles, middle: 1 }),
      "middle must lie inside 0.1 to 0.8, got 1",
    ],
    [
      () =>
        heatMap(cells, {
          ...titles,
          lines: [{ label: "6 ξ", points: [[1, 1], [2, Infinity]] }],
        }),
      "6 ξ must be a finite number, got Infinity",
    ],
    [
      () =>
        heatMap(cells, { ...titles, lines: [{ label: "6 ξ", points: [] }] }),
      "6 ξ must have at least two points, got 0",
    ],
    [
      () =>
        heatMap(cells, { ...titles, marks: [{ label: "a", x: NaN, y: 1 }] }),
      "a must be a finite number, got NaN",
    ],
  ];
  const atZero = [{ x: 0, y: 10, value: 1 }, ...cells];
  assertThrows(
    () => heatMap(atZero, { ...titles, logX: true }),
    RangeError,
    "Cannot draw a heat map on a logarithmic axis: x must be above 0, got 0",
  );
  for (const [draw, message] of wrong) {
    assertThrows(draw, RangeError, `Cannot draw a heat map: ${message}`);
  }
});

Deno.test("heatMap() has cells of a width, however close the points of the grid", async () => {
  const at = [1000000.1, 1000000.2, 1000000.3];
  const close = at.flatMap((x, i) =>
    at.map((y, j) => ({ x, y, value: 5000 + (i + 3 * j) / 1000 }))
  );
  const lines = [{
    label: "a",
    points: [[at[0], at[0]], [at[2], at[2]]] as const,
  }];
  for (const logX of [false, true]) {
    const chart = heatMap(close, { ...titles, logX, lines });
    const rows = rowsOf(chart).filter((row) => "left" in row);
    for (const { left, right, bottom, top } of rows) {
      assertAlmostEquals(Number(right) - Number(left), 0.1, 1e-3);
      assertAlmostEquals(Number(top) - Number(bottom), 0.1, 1e-3);
    }
    assertEquals(rows.map(({ value }) => value), close.map((c) => c.value));
    const points = rowsOf(chart).filter((row) => "order" in row);
    assertEquals(points.map(({ x }) => x), [at[0], at[2], at[0], at[2]]);
    assertMatch(
      chart.description,
      /x 1000000.1, depth 1000000.1 to 5000.008 at σ_w|σ_w 1000000.1 to 1000000.3/,
    );
    // The colours' ends, told apart.
    const texts = await (await viewOf(chart)).texts();
    assert(texts.includes("5000") && texts.includes("5000.008"), String(texts));
  }
});

Deno.test("heatMap() writes the ends of its colours without powers of ten", async () => {
  const large = cells.map((cell) => ({ ...cell, value: 1234 * cell.value }));
  const texts = await (await viewOf(heatMap(large, titles))).texts();
  assert(texts.includes("123") && texts.includes("987"), String(texts));
});

Deno.test("heatMap() refuses two lines of one label", () => {
  const line = { label: "a", points: [[1, 10], [2, 20]] as const };
  assertThrows(
    () => heatMap(cells, { ...titles, lines: [line, line] }),
    RangeError,
    "lines must have different labels, got two of a",
  );
});
