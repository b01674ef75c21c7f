import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import type { LayerDiagnosis } from "weightlab";
import { type Chart, diagnosisFigure, toSvg } from "weightlab/charts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { RULES } from "../../lib/diagnosis/_rules.ts";
import { USUAL } from "../../lib/charts/diagnosis_figure.ts";
import { rowsOf } from "./_figures.ts";
import { viewOf } from "./_view.ts";

type Row = Omit<LayerDiagnosis, "between" | "weightStd">;

const rows: Row[] = [1, 2, 3].map((layer) => ({
  layer,
  name: "Affine, sigmoid",
  units: 4,
  mean: 0.5,
  std: 0.4,
  within: 0.4 ** layer,
  predicted: 0.41,
  saturated: 0.3,
  dead: 0.1,
  rank: 10 / layer,
  gradientStd: 1e-4 * layer,
  weightGradientStd: 1e-3 * layer,
  logUpdate: -3,
}));

interface PanelSpec {
  readonly layer: {
    readonly encoding: {
      readonly y?: {
        readonly scale: { readonly type?: string };
        readonly axis: {
          readonly title: string;
          readonly values?: readonly number[];
        };
      };
    };
  }[];
}

/** Each panel's vertical axis, by its title. */
function axes(chart: Chart) {
  return (chart.spec.concat as unknown as PanelSpec[]).map(({ layer }) => {
    const { scale, axis } = layer[0].encoding.y!;
    return { title: axis.title, type: scale.type, ticks: axis.values };
  });
}

Deno.test("diagnosisFigure() has a panel for each quantity, gradients on a log axis", () => {
  assertEquals(
    axes(diagnosisFigure(rows)).map(({ title, type }) => [title, type]),
    [
      ["std of the output", "log"],
      ["effective rank", undefined],
      ["share of values or units", undefined],
      ["std of the gradient", "log"],
      ["log10 of update / W", undefined],
    ],
  );
});

Deno.test("diagnosisFigure() leaves out what no layer has", () => {
  const bare = rows.map((
    {
      saturated: _s,
      gradientStd: _g,
      weightGradientStd: _w,
      logUpdate: _u,
      ...r
    },
  ) => r);
  const titles = axes(diagnosisFigure(bare)).map(({ title }) => title);
  assertEquals(titles, [
    "std of the output",
    "effective rank",
    "share of units dead",
  ]);
});

Deno.test("diagnosisFigure() draws theory as a dashed line without points", () => {
  const drawn = rowsOf(diagnosisFigure(rows));
  const theory = drawn.filter(({ series }) => series === "theory");
  assertEquals(theory.map(({ layer }) => layer), [1, 2, 3]);
  assertEquals(theory.some((row) => "shape" in row), false);
});

Deno.test("diagnosisFigure() shades where diagnose() finds no problem", () => {
  const bar = (of: string) => RULES.find(({ kind }) => kind === of)!.bar;
  const share: readonly number[] = USUAL.share;
  const logUpdate: readonly number[] = USUAL.logUpdate;
  assertEquals(share, [0, bar("saturated")]);
  assertEquals(share[1] <= bar("dead"), true);
  assertEquals(logUpdate, [bar("small updates"), bar("large updates")]);
  const shaded = rowsOf(diagnosisFigure(rows)).filter((row) => "from" in row);
  assertEquals(shaded, [{ from: 0, to: 0.2 }, { from: -4, to: -1.3 }]);
});

Deno.test("diagnosisFigure() does not draw what has no place on an axis", () => {
  const broken = rows.map((row) => ({
    ...row,
    std: NaN,
    within: 0,
    logUpdate: -Infinity,
  }));
  const drawn = rowsOf(diagnosisFigure(broken));
  for (const series of ["all values", "within a neuron", "update"]) {
    assertEquals(drawn.filter((row) => row.series === series), []);
  }
  const texts = JSON.stringify(
    diagnosisFigure(broken.map((row) => ({ ...row, predicted: NaN }))).spec,
  );
  assertMatch(texts, /no finite value above 0/);
});

Deno.test("diagnosisFigure() has two to seven ticks on its log axes", () => {
  for (const ratio of [1.5, 5, 40, 1e4, 1e12, 1e40]) {
    const spread = rows.map((row, i) => ({
      ...row,
      gradientStd: i === 0 ? 0.02 / ratio : 0.02,
      weightGradientStd: 0.02,
    }));
    const { ticks } = axes(diagnosisFigure(spread))[3];
    const count = ticks!.length;
    assertEquals(count >= 2 && count <= 7, true, `${ratio}: ${ticks}`);
  }
});

Deno.test("diagnosisFigure() draws one layer, and a network that has diverged", async () => {
  const bad = {
    ...rows[0],
    std: NaN,
    within: NaN,
    predicted: NaN,
    rank: NaN,
    saturated: NaN,
    dead: NaN,
    gradientStd: NaN,
    weightGradientStd: NaN,
    logUpdate: NaN,
  };
  for (const layers of [[rows[0]], [bad, { ...bad, layer: 2 }]]) {
    assertMatch(await toSvg(diagnosisFigure(layers)), /std of the gradient/);
  }
});

Deno.test("diagnosisFigure() says the first and the last layer's numbers", () => {
  assertMatch(
    diagnosisFigure(rows).description,
    /^Diagnosis of 3 layers, first to last: .*within a neuron\) from 0.4 to 0.064;.*effective rank from 10 to 3.33;/,
  );
});

Deno.test("diagnosisFigure() draws each quantity's values by layer, in lines and points", () => {
  const [row] = rows;
  const chart = diagnosisFigure([row, {
    ...row,
    layer: 2,
    std: 0.25,
    within: 0.125,
    predicted: 0.3,
    rank: 3,
    saturated: 0.5,
    dead: 0.25,
    gradientStd: 0.01,
    weightGradientStd: 0.02,
    logUpdate: -2,
  }]);
  const by = (...series: [number, number][]) =>
    series.flatMap(([one, two]) => [{ x: 1, y: one }, { x: 2, y: two }]);
  const both = (...series: [number, number][]) => [
    { mark: "line", at: by(...series) },
    { mark: "point", at: by(...series) },
  ];
  const shade = (y: number, y2: number) => ({ mark: "rect", at: [{ y, y2 }] });
  const std: [number, number][] = [[0.4, 0.25], [0.4, 0.125]];
  assertEquals(drawnBy(chart).map(placesOf), [
    { mark: "line", at: by(...std, [0.41, 0.3]) },
    { mark: "point", at: by(...std) },
    ...both([10, 3]),
    shade(0, 0.2),
    ...both([0.3, 0.5], [0.1, 0.25]),
    ...both([1e-4, 0.01], [1e-3, 0.02]),
    shade(-4, -1.3),
    ...both([-3, -2]),
  ]);
});

Deno.test("diagnosisFigure() has axes and tooltips with their titles, ticks and units: each quantity's axis", () => {
  const chart = diagnosisFigure(rows);
  assertEquals(axesOf(chart), [
    {
      channel: "x",
      title: "layer",
      domain: [0.6, 3.4],
      ticks: [1, 2, 3],
      format: "d",
    },
    {
      channel: "y",
      title: "std of the output",
      scale: "log",
      domain: [0.0583243, 0.449898],
      ticks: [0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4],
      format: "~g",
    },
    { channel: "y", title: "effective rank", domain: [0, 10.5] },
    {
      channel: "y",
      title: "share of values or units",
      domain: [0, 1],
      format: ".0%",
    },
    {
      channel: "y",
      title: "std of the gradient",
      scale: "log",
      domain: [8.43614e-05, 0.00355613],
      ticks: [0.0001, 0.0002, 0.0005, 0.001, 0.002],
    },
    { channel: "y", title: "log10 of update / W", domain: [-5, 0] },
  ]);
  assertEquals(tooltipsOf(chart), [[
    "std of the output: series",
    "layer: layer",
    "made of: made of",
    "value: value, .3~g",
  ], [
    "effective rank: series",
    "layer: layer",
    "made of: made of",
    "value: value, .3~g",
  ], [
    "share of values or units: series",
    "layer: layer",
    "made of: made of",
    "value: value, .3~g",
  ], [
    "std of the gradient: series",
    "layer: layer",
    "made of: made of",
    "value: value, .3~g",
  ], [
    "log10 of update / W: series",
    "layer: layer",
    "made of: made of",
    "value: value, .3~g",
  ]]);
});

Deno.test("diagnosisFigure() draws a quantity that only some layers have, where they have it", () => {
  const [first, second, third] = rows;
  const { saturated: _s, gradientStd: _g, ...bare } = second;
  const chart = diagnosisFigure([first, bare, third]);
  assertEquals(
    axes(chart).map(({ title }) => title),
    axes(diagnosisFigure(rows)).map(({ title }) => title),
  );
  const layersOf = (series: string) =>
    rowsOf(chart).filter((row) => row.series === series).map(({ layer }) =>
      layer
    );
  assertEquals(layersOf("values saturated"), [1, 3]);
  assertEquals(layersOf("by z"), [1, 3]);
  assertEquals(layersOf("by W"), [1, 2, 3]);
});

Deno.test("diagnosisFigure() has powers of ten on its log axes, numbers between where they are few", () => {
  const ticks = (low: number, high: number) => {
    const spread = [low, high].map((gradientStd, i) => ({
      ...rows[i],
      gradientStd,
      weightGradientStd: gradientStd,
    }));
    return axes(diagnosisFigure(spread))[3].ticks;
  };
  assertEquals(ticks(1, 100), [1, 10, 100]);
  assertEquals(ticks(1, 9.9), [1, 2, 5, 10]);
  assertEquals(
    ticks(1, 4),
    [1, 2, 3, 4].flatMap((v) => v === 1 ? [1, 1.5] : v),
  );
  // Three of eight decades and more.
  assertEquals(ticks(1e-6, 1), [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]);
  assertEquals(ticks(1e-7, 1), [1e-7, 1e-5, 1e-3, 0.1]);
  // One number: a factor of two to both sides.
  assertEquals(ticks(1, 1), [0.5, 1, 2]);
});

Deno.test("diagnosisFigure() leaves room around updates and ranks, and covers what is usual", () => {
  const domains = (change: Partial<Row>) =>
    axesOf(diagnosisFigure([{ ...rows[0], ...change }])).slice(1)
      .map(({ domain }) => domain);
  assertEquals(domains({ logUpdate: -3 }).at(-1), [-5, 0]);
  assertEquals(domains({ logUpdate: -6.2 }).at(-1), [-7, 0]);
  assertEquals(domains({ logUpdate: 0.7 }).at(-1), [-5, 2]);
  assertEquals(domains({ rank: 0.5 })[1], [0, 1.05]);
  assertEquals(domains({ rank: 20 })[1], [0, 21]);
});

Deno.test("diagnosisFigure() says every panel's numbers", () => {
  assertEquals(
    diagnosisFigure(rows).description,
    "Diagnosis of 3 layers, first to last: std of the output (all values) from 0.4 to 0.4; std of the output (within a neuron) from 0.4 to 0.064; std of the output (theory) from 0.41 to 0.41; effective rank from 10 to 3.33; share of values or units (values saturated) from 0.3 to 0.3; share of values or units (units dead) from 0.1 to 0.1; std of the gradient (by z) from 0.0001 to 0.0003; std of the gradient (by W) from 0.001 to 0.003; log10 of update / W from -3 to -3.",
  );
  assertMatch(
    diagnosisFigure(rows.slice(0, 1)).description,
    /^Diagnosis of 1 layer, first to last: std of the output \(all values\) 0.4;/,
  );
});

Deno.test("diagnosisFigure() refuses no row", () => {
  assertThrows(
    () => diagnosisFigure([]),
    RangeError,
    "Cannot draw a diagnosis: rows must hold at least one row, got 0",
  );
});

Deno.test("diagnosisFigure() has ticks where deviations are close to each other", async () => {
  const rows = [1, 2, 3].map((layer) => ({
    layer,
    name: "Affine",
    units: 2,
    mean: 0,
    std: 3.0005 + layer / 1000,
    within: 3.0005 + layer / 1000,
    predicted: 3.0005 + layer / 1000,
    rank: 123456.7,
  }));
  const chart = diagnosisFigure(rows);
  assertMatch(chart.description, /effective rank from 123457 to 123457/);
  const texts = await (await viewOf(chart)).texts();
  const ticks = texts.filter((text) => /^3\.00/.test(text));
  assert(ticks.length >= 3, String(texts));
  assertEquals(new Set(ticks).size, ticks.length);
});

Deno.test("diagnosisFigure() writes ticks as they are, and no two alike", async () => {
  const rows = [1.1e-4, 1.9e-4, 2.9e-4].map((std, i) => ({
    layer: i + 1,
    name: "Affine",
    units: 2,
    mean: 0,
    std,
    within: std,
    predicted: std,
    rank: 1,
  }));
  const texts = await (await viewOf(diagnosisFigure(rows))).texts();
  const ticks = texts.filter((text) => text.endsWith("⁻⁴"));
  assertEquals(ticks, ["1.5×10⁻⁴", "2×10⁻⁴", "3×10⁻⁴"]);
});
