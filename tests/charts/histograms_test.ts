import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertThrows,
} from "@std/assert";
import {
  activations,
  Affine,
  gradients,
  he,
  Matrix,
  randn,
  relu,
  Residual,
  seeded,
  Sequential,
} from "weightlab";
import { histograms } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { layersOf, rowsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

const two = [new Matrix([[0.1, 0.9], [0.95, 0.5]]), new Matrix([[2, 0.1]])];

Deno.test("histograms() ships counts, bins times panels, and no raw values", () => {
  const rows = rowsOf(histograms(layersOf(relu, 0.4)));
  assertEquals(rows.length, 5 * 30);
  assertEquals(Object.keys(rows[0]), ["panel", "from", "to", "count", "share"]);
});

Deno.test("histograms() draws one panel a matrix under one vertical axis", () => {
  const { spec } = histograms(two, { bins: 2 });
  const facet = spec.facet as { column: { sort: string[] } };
  assertEquals(facet.column.sort, ["1-layer", "2-layer"]);
  assertEquals("resolve" in spec, false);
  assertEquals(rowsOf(histograms(two, { bins: 2 })).map((r) => r.count), [
    1,
    3,
    1,
    0,
  ]);
});

Deno.test("histograms() says what it does not draw", () => {
  assertMatch(histograms(two).description, /1 of 2 outside in 2-layer/);
  const title = histograms(two).spec.title as { subtitle: string };
  assertEquals(title.subtitle, "not drawn, outside 0 to 1:  0  ·  50%");
  const inside = histograms([two[0]]);
  assertMatch(inside.description, /no value lies outside/);
  assertEquals("subtitle" in (inside.spec.title as object), false);
});

Deno.test("histograms() cuts bars at yMax and writes their count beside them", () => {
  const chart = histograms([new Matrix([[0, 0, 0, 0.9]])], {
    bins: 2,
    yMax: 2,
  });
  assertMatch(chart.description, /bars are cut at 2 in 1-layer \(up to 3\)/);
  const note = rowsOf(chart).find((row) => "note" in row);
  assertEquals(note, { panel: "1-layer", at: 0.5, right: false, note: "↑ 3" });
  const right = histograms([new Matrix([[0.9, 0.9, 0.9, 0]])], {
    bins: 2,
    yMax: 2,
  });
  assertEquals(rowsOf(right).find((row) => "note" in row)?.right, true);
  const uncut = histograms([new Matrix([[0, 0, 0, 0.9]])], { yMax: 3 });
  assert(!rowsOf(uncut).some((row) => "note" in row));
});

Deno.test("histograms() keeps a given range, titles and number of bins", () => {
  const chart = histograms(two, {
    bins: 4,
    range: [-2, 2],
    titles: ["a", "b"],
  });
  assertMatch(chart.description, /^2 histograms of 4 bins from -2 to 2: a has/);
  assertEquals(rowsOf(chart)[0].from, -2);
});

/** All values between 0 and 1 alike. */
const even = (y: number) => Math.max(0, Math.min(1, y));

Deno.test("histograms() draws theory through what each bin should hold", () => {
  const chart = histograms([two[0]], { bins: 2, theory: [even] });
  assertEquals(rowsOf(chart).map((row) => [row.count, row.expected]), [
    [1, 2],
    [3, 2],
  ]);
  // One of four values is in the other bin.
  assertMatch(
    chart.description,
    /; theory has other bins for 25% of the values in 1-layer\.$/,
  );
  const title = chart.spec.title as { text: string };
  assertEquals(title.text, "activation  ·  line: theory");
});

Deno.test("histograms() counts what theory puts outside, and closes the last bin", () => {
  // A step at 1, where the last bin ends: theory has all values there.
  const [row] = rowsOf(histograms([new Matrix([[1, 1]])], {
    bins: 1,
    theory: [(y) => y > 1 ? 1 : 0],
  }));
  assertEquals([row.count, row.expected], [2, 2]);
  const outside = histograms([two[1]], { theory: [() => 0] });
  // Both are said to lie outside, and one does.
  assertMatch(
    outside.description,
    /theory has other bins for 50% of the values/,
  );
});

Deno.test("histograms() writes theory's count beside a cut bar's, and makes room for it", () => {
  const values = [new Matrix([[0, 0, 0, 0.9]])];
  const cut = histograms(values, { bins: 2, yMax: 2, theory: [even] });
  const note = rowsOf(cut).find((row) => "note" in row);
  assertEquals(note?.note, "↑ 3\ntheory 2");
  const low = new Matrix([[0, 0.3, 0.6, 0.9]]);
  const uncut = histograms([low], { bins: 4, theory: [(y) => y > 0 ? 1 : 0] });
  const { encoding } = uncut.spec.spec as unknown as {
    encoding: { y: { scale: { domain: number[] } } };
  };
  assertEquals(encoding.y.scale.domain, [0, 1.05 * 4]);
});

Deno.test("histograms() refuses theory that is not one distribution a panel", () => {
  assertThrows(
    () => histograms(two, { theory: [even] }),
    RangeError,
    "Cannot draw histograms: theory must be one function a panel, 2, got 1",
  );
  assertThrows(
    () => histograms([two[0]], { theory: [(y) => 2 * y] }),
    RangeError,
    "Cannot draw histograms: theory must give shares in [0, 1], got 1.",
  );
});

Deno.test("histograms() is the same for the same matrices", () => {
  assertEquals(histograms(two), histograms(two));
});

Deno.test("histograms() refuses what it cannot draw", () => {
  assertThrows(
    () => histograms([]),
    RangeError,
    "Cannot draw histograms: matrices must hold at least one matrix, got 0",
  );
  assertThrows(
    () => histograms(3 as unknown as Matrix[]),
    TypeError,
    "matrices must be an array",
  );
  assertThrows(
    () => histograms([new Matrix(0, 3)]),
    RangeError,
    "matrix 1 must hold at least one value, got 0 x 3",
  );
  assertThrows(() => histograms([new Matrix([[NaN]])]), RangeError, "1-layer");
  assertThrows(() => histograms(two, { yMax: 0 }), RangeError, "got 0");
  assertThrows(
    () => histograms(two, { titles: ["a", "a"] }),
    RangeError,
    "2 different texts",
  );
  assertThrows(() => histograms(two, { bins: 0 }), RangeError, "got 0");
});

Deno.test("histograms() have 30 bins of [0, 1], of activations, unless told", async () => {
  const layers = [new Matrix([[0.1, 0.2, 0.5, 1.05]])];
  await assertDefaults<
    { bins: number; range: [number, number]; xTitle: string; yTitle: string }
  >(
    (options) => histograms(layers, options),
    {
      bins: [30, 31],
      range: [[0, 1], [0, 1.1]],
      xTitle: ["activation", "gradient"],
      yTitle: ["values in a bin", "count"],
    },
  );
});

Deno.test("histograms() draw each bar from edge to edge, as high as its count", () => {
  const [bars] = drawnBy(
    histograms([new Matrix([[0, 0.1, 0.6, 1]])], { bins: 4 }),
  );
  assertEquals(placesOf(bars), {
    mark: "bar",
    at: [
      { x: 0, x2: 0.25, y: 2 },
      { x: 0.5, x2: 0.75, y: 1 },
      { x: 0.75, x2: 1, y: 1 },
    ],
  });
  assertEquals(bars.rows.map(({ share }) => share), [0.5, 0.25, 0.25]);
});

Deno.test("histograms() draw theory at each bin's middle, as high as it expects", () => {
  const chart = histograms([new Matrix([[0, 0.1, 0.6, 1]])], {
    bins: 2,
    theory: [(y) => Math.min(1, y ** 2)],
  });
  const line = drawnBy(chart).find(({ mark }) => mark === "line")!;
  assertEquals(
    line.rows.map(({ from, to, expected }) => [from, to, expected]),
    [
      [0, 0.5, 1],
      [0.5, 1, 3],
    ],
  );
  assertEquals(line.fields.includes("middle"), true);
});

Deno.test("histograms() has axes and tooltips with their titles, ticks and units: the range, and room above the tallest bar or yMax", () => {
  const charts = [
    histograms([new Matrix([[0, 0.1, 0.6, 1]])], { bins: 4 }),
    histograms([new Matrix([[0, 0.1, 0.6, 1]])], {
      yMax: 7,
      range: [-1, 1],
      theory: [(y) => Math.min(1, Math.max(0, y))],
    }),
  ];
  assertEquals(charts.map(axesOf), [[{
    channel: "y",
    title: "values in a bin",
    domain: [0, 2.1],
    format: ",d",
  }, {
    channel: "x",
    title: null,
    domain: [0, 1],
    ticks: [0, 0.5, 1],
    format: ".4~g",
  }], [
    { channel: "y", title: "values in a bin", domain: [0, 7], format: ",d" },
    {
      channel: "x",
      title: null,
      domain: [-1, 1],
      ticks: [-1, 0, 1],
      format: ".4~g",
    },
  ]]);
  assertEquals(charts.map(tooltipsOf), [[[
    "panel: panel",
    "from: from, .4~g",
    "to: to, .4~g",
    "values in this bin: count, ,",
    "share of all: share, .2%",
  ]], [[
    "panel: panel",
    "from: from, .4~g",
    "to: to, .4~g",
    "values in this bin: count, ,",
    "share of all: share, .2%",
    "theory: expected, ,.0f",
  ]]]);
});

Deno.test("histograms() say the mean and std of all rows and columns, and what is outside", () => {
  const chart = histograms([new Matrix([[0, 1, 2], [3, 4, 8]])], {
    range: [0, 4],
  });
  // Mean 3; squares 9 + 4 + 1 + 0 + 1 + 25.
  assertMatch(chart.description, /has mean 3 and standard deviation 2.58;/);
  assertMatch(chart.description, /not drawn: 1 of 6 outside in 1-layer/);
});

Deno.test("histograms() say what share of the values theory has in other bins", () => {
  const share = (values: number[]) => {
    const chart = histograms([new Matrix([values])], {
      bins: 2,
      theory: [(y) => Math.min(1, Math.max(0, y))],
    });
    return /theory has other bins for (.*) of the values/.exec(
      chart.description,
    )![1];
  };
  // Theory has half of them in each bin.
  assertEquals(share([0.1, 0.2, 0.6, 0.7]), "0");
  assertEquals(share([0.1, 0.2, 0.3, 0.7]), "25%");
  assertEquals(share([0.1, 0.2, 0.3, 0.4]), "50%");
  // One bin's values are outside.
  assertEquals(share([0.1, 0.2, 2, 3]), "50%");
});

Deno.test("histograms() write a cut bar's count on the side that has more room", () => {
  const note = (counts: number[]) => {
    const values = counts.flatMap((count, bin) =>
      Array(count).fill((bin + 0.5) / 10)
    );
    const chart = histograms([new Matrix([values])], { bins: 10, yMax: 20 });
    const found = rowsOf(chart).find((row) => "note" in row)!;
    return [Number(Number(found.at).toFixed(3)), found.right];
  };
  assertEquals(note([0, 0, 0, 21, 0, 0, 0, 0, 0, 0]), [0.4, false]);
  assertEquals(note([0, 0, 0, 0, 0, 0, 21, 0, 0, 0]), [0.6, true]);
  // As much room on both sides: on the right of the bar.
  assertEquals(note([0, 0, 0, 0, 21, 21, 0, 0, 0, 0]), [0.6, false]);
  // Bars above .85 of the axis are in the way as well; at it they are not.
  assertEquals(note([0, 0, 0, 21, 18, 0, 0, 0, 0, 0]), [0.5, false]);
  assertEquals(note([0, 0, 0, 21, 17, 0, 0, 0, 0, 0]), [0.4, false]);
  // A bar as high as the axis is not cut.
  assertThrows(() => note([0, 0, 0, 20, 0, 0, 0, 0, 0, 0]));
});

Deno.test("histograms() writes a cut bar's count beside the whole run of tall bars", () => {
  const values = [0.05, 0.15, 0.15, 0.15, 0.25, 0.25, 0.35, 0.35, 0.45];
  const chart = histograms([new Matrix([values])], { bins: 10, yMax: 2 });
  const note = rowsOf(chart).find((row) => "note" in row);
  assertEquals(note?.note, "↑ 3");
  // Bins .1 to .4 are as tall as the axis; there is room on their right.
  assertAlmostEquals(Number(note?.at), 0.4);
});

Deno.test("histograms() writes a cut bar's count below its arrow where it would cross the frame", () => {
  const notes = (most: number) => {
    const values = Array<number>(most).fill(0);
    const chart = histograms(Array(5).fill(new Matrix([values])), {
      ...{ bins: 41, range: [-1, 1], yMax: 5 },
    });
    return new Set(
      rowsOf(chart).filter((row) => "note" in row).map(({ note }) => note),
    );
  };
  // From the middle bar to the frame there are 58 px, and a character takes about 6.5.
  assertEquals(notes(99_999), new Set(["↑ 99,999"]));
  assertEquals(notes(100_000), new Set(["↑\n100,000"]));
});

Deno.test("histograms() writes its range and edges without floating-point dust", () => {
  const range = [-0.1 * 3, 0.1 * 3] as const; // .30000000000000004
  const chart = histograms([new Matrix([[0, 0.1]])], { bins: 10, range });
  assertMatch(chart.description, /^1 histogram of 10 bins from -0.3 to 0.3: /);
  assertEquals(rowsOf(chart)[5].from, 0);
  const one = histograms([new Matrix([[0, 0.1]])], { bins: 1 });
  assertMatch(one.description, /^1 histogram of 1 bin from 0 to 1: /);
});

Deno.test("histograms() writes the ends of its axes so that they differ", async () => {
  const x = new Matrix([[12345.1, 12345.2]]);
  for (const range of [[12345, 12346], [1.00001, 1.00002]] as const) {
    const { texts } = await viewOf(histograms([x], { range }));
    const ends = range.map(String);
    const all = await texts();
    assert(ends.every((end) => all.includes(end)), String(all));
  }
});

Deno.test("histograms() calls a share that is not quite all no 100%", () => {
  const values = new Matrix(1, 1000).fill(2).set(0, 0, 0.5);
  const title = histograms([values], { range: [0, 1] }).spec.title as {
    subtitle: string;
  };
  assertEquals(title.subtitle, "not drawn, outside 0 to 1:  99.9%");
});

const normal = randn(seeded(1), 100, 100);

Deno.test("histograms() of what is not the post's range shows a normal matrix whole", () => {
  assertMatch(
    histograms([normal]).description,
    /^1 histogram of 30 bins from -4 to 4: .*; no value lies outside\.$/,
  );
  assertEquals(
    histograms([normal]).spec,
    histograms([normal], { range: "auto" }).spec,
  );
  // Activations as the post has them keep its range.
  assertMatch(histograms(layersOf(relu, 0.4)).description, / from 0 to 1: /);
  // Pixels are none.
  assertMatch(
    histograms([[0, 100, 200, 255]]).description,
    / from 0 to 260: .*no value lies outside/,
  );
});

Deno.test("histograms() takes a matrix or an array alone, and lists of both", () => {
  const array = normal.to1DArray();
  const alone = histograms(normal);
  assertEquals(histograms(array), alone);
  assertEquals(histograms(Float64Array.from(array)), alone);
  assertMatch(alone.description, /: values has mean /);
  assertEquals((alone.spec.title as { text: string }).text, "value");
  assertMatch(
    histograms([normal, [0.5], Float32Array.of(0.25, 0.75)]).description,
    /2-layer has mean 0\.5 .* 3-layer has mean 0\.5 /,
  );
});

Deno.test("histograms() puts more than six panels in rows of the same width", () => {
  const many = (count: number) =>
    histograms(Array.from({ length: count }, () => normal)).spec;
  assertEquals([6, 7, 8, 20].map((count) => many(count).columns ?? 0), [
    0,
    4,
    4,
    5,
  ]);
  assertEquals((many(20).spec as unknown as { width: number }).width, 120);
  assertMatch(JSON.stringify(many(20).facet), /"field":"panel"/);
  // An axis under each panel, where the last row is short.
  assertEquals([7, 8].map((count) => many(count).resolve ?? null), [
    { axis: { x: "independent" } },
    null,
  ]);
});

Deno.test("histograms() is no narrower of 61 bins than of 60", () => {
  const width = (bins: number) =>
    (histograms(layersOf(relu, 0.4), { bins }).spec.spec as { width: number })
      .width;
  assertEquals([30, 60, 61, 119].map(width), [120, 120, 120, 119]);
});

Deno.test("histograms() of small numbers has labels that do not overprint, in a power of ten", async () => {
  const small = Array.from({ length: 5 }, () => Matrix.mul(normal, 1e-4));
  const chart = histograms(small, { range: [-4.321e-4, 4.321e-4] });
  const { texts } = await viewOf(chart);
  const all = await texts();
  assert(all.includes("−4.321") && all.includes("4.321"), String(all));
  assert(all.includes("activation (×10⁻⁴)"), String(all));
});

Deno.test("histograms() has a title of its own around the figure", () => {
  const { spec, description } = histograms([normal], { title: "Weights" });
  assertEquals((spec.title as { text: string }).text, "Weights");
  assertMatch(description, /^Weights: 1 histogram/);
  const [inside] = spec.vconcat as { title: { text: string } }[];
  assertEquals(inside.title.text, "activation");
});

Deno.test("histograms() of matrices with names: activations() and gradients() as they are", () => {
  const net = new Sequential([
    new Affine(4, 3, { init: he(), rng: seeded(1) }),
    new Residual([new Affine(3, 3, { init: he(), rng: seeded(2) })]),
  ]);
  const data = { x: randn(seeded(3), 20, 4), t: Array(20).fill(1) };
  const names = ["Affine 1", "Residual 1 > Affine 1", "Residual 1"];
  for (const rows of [activations(net, data.x), gradients(net, data)]) {
    const chart = histograms(rows);
    const { spec } = chart;
    const facet = spec.facet as { column: { sort: string[] } };
    assertEquals(facet.column.sort, names);
    const values = rows.map(({ values }) => values);
    const plain = histograms(values, { titles: names, xTitle: "value" });
    assertEquals(chart, plain);
    const titles = ["a", "b", "c"];
    assertEquals(
      histograms(rows, { titles }),
      histograms(values, { titles, xTitle: "value" }),
    );
  }
});
