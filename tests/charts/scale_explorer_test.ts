import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { scaleExplorer, type ScaleExplorerOptions } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, tooltipsOf } from "./_drawn.ts";
import { rowsOf, scaleRows } from "./_figures.ts";
import { viewOf } from "./_view.ts";

const start = { activation: "sigmoid", batchNorm: false, std: 0.1 };
const chart = () => scaleExplorer(scaleRows(), { start, marks: { A: 0.1 } });

/** The marks of the last layer's share within neurons, by what a reader is told. */
const shares = (labels: string[]) =>
  labels.filter((label) => /share within neurons: [\d.]+/.test(label));

Deno.test("scaleExplorer() has a slider for the scale and two menus", () => {
  const { params } = chart().spec as unknown as {
    params: { name: string; value: unknown; bind: Record<string, unknown> }[];
  };
  assertEquals(params.map(({ name, value }) => [name, value]), [
    ["scale", -1],
    ["activation", "sigmoid"],
    ["batchNorm", false],
  ]);
  const [slider, activation, batchNorm] = params.map(({ bind }) => bind);
  assertEquals([slider.min, slider.max, slider.step], [-2, 2, 1]);
  assertEquals(activation.options, ["sigmoid", "ReLU"]);
  assertEquals([batchNorm.options, batchNorm.labels], [
    [false, true],
    ["without", "with"],
  ]);
});

Deno.test("scaleExplorer() moves its marks with the slider and the menus", async () => {
  const { texts, labels, set, warnings } = await viewOf(chart());
  assertEquals(warnings, []);
  assert((await texts()).includes("sigmoid, std 0.1"));
  // Three layers of four bins.
  const bars = (all: string[]) =>
    all.filter((label) => /^from: .*values in this bin/.test(label));
  assertEquals(bars(await labels()).length, 12);
  const [before] = shares(await labels()).slice(-1);
  assertMatch(before, /0\.1;.*std within neurons: 0\.015/);

  await set("scale", 1);
  assert((await texts()).includes("sigmoid, std 10"));
  const [after] = shares(await labels()).slice(-1);
  assertMatch(after, /10;.*std within neurons: 0\.151/);

  await set("activation", "ReLU");
  await set("batchNorm", true);
  assert((await texts()).includes("ReLU, batch normalization, std 10"));
  assertEquals(bars(await labels()).length, 12);
  assert(bars(await labels()).some((label) => label.includes("to: 2;")));
});

Deno.test("scaleExplorer() tells how many values lie beyond a histogram's range", async () => {
  const { texts, set } = await viewOf(chart());
  assert(!(await texts()).includes("beyond"));
  await set("activation", "ReLU");
  // Of 12 values 7, 8 and 9 have a bin.
  assertEquals((await texts()).filter((text) => text.endsWith("%")), [
    "41.7%",
    "33.3%",
    "25.0%",
  ]);
});

Deno.test("scaleExplorer() says in words what it shows first", () => {
  assertMatch(
    chart().description,
    /^Histograms of 20 networks of 3 layers \(sigmoid and ReLU\) for weights of std 0.01 to 100, .* at std 0.1 \(sigmoid, without batch normalization\) .* is 0.015 of 0.5, over 12 values\.$/,
  );
});

Deno.test("scaleExplorer() marks named scales, and none without names", () => {
  assertEquals(rowsOf(chart()).filter((row) => row.name === "A").length, 2);
  const plain = scaleExplorer(scaleRows());
  assertEquals(rowsOf(plain).filter((row) => "name" in row), []);
});

Deno.test("scaleExplorer() shows the first row's network at first, without marks, unless told", async () => {
  await assertDefaults<ScaleExplorerOptions>(
    (options) => scaleExplorer(scaleRows(), options),
    { marks: [{}, { He: 0.1 }], start: [{}, { std: 0.1 }] },
  );
  const [{ activation, batchNorm, std }] = scaleRows();
  await assertDefaults<Required<ScaleExplorerOptions>["start"]>(
    (start) => scaleExplorer(scaleRows(), { start }),
    {
      activation: [activation, "ReLU"],
      batchNorm: [batchNorm, !batchNorm],
      std: [std, 10 * std],
    },
  );
});

Deno.test("scaleExplorer() has axes and tooltips with their titles, ticks and units: values, layers and scales", () => {
  const chart = scaleExplorer(scaleRows());
  assertEquals(axesOf(chart), [
    { channel: "y", title: "values in a bin", format: ",d" },
    { channel: "x", title: "value", format: "~g" },
    {
      channel: "x",
      title: "layer",
      domain: [0.7, 3.3],
      ticks: [1, 2, 3],
      format: "d",
    },
    { channel: "y", title: "standard deviation", scale: "log", format: "~g" },
    {
      channel: "x",
      title: "standard deviation of the weights",
      scale: "log",
      domain: [0.01, 100],
      ticks: [0.01, 0.1, 1, 10, 100],
      format: "~g",
    },
    {
      channel: "y",
      title: "share within neurons",
      domain: [0, 1],
      format: ".1f",
    },
  ]);
  assertEquals(tooltipsOf(chart), [
    [
      "layer: l",
      "from: from, .3~g",
      "to: to, .3~g",
      "values in this bin: count, ,",
    ],
    ["layer: l", "standard deviation of: part", "is: sd, .3~g"],
    [
      "std of the weights: std, .3~g",
      "std of all values: t, .3~g",
      "std within neurons: w, .3~g",
      "share within neurons: share, .2~g",
    ],
  ]);
});

Deno.test("scaleExplorer() draws bars, standard deviations, shares and marks at their numbers", async () => {
  const rows = [0.1, 1].flatMap((std, s) =>
    [1, 2].map((layer) => ({
      activation: "tanh",
      batchNorm: true,
      std,
      layer,
      values: 8,
      counts: [layer, 2 + s],
      range: [-1, 3] as const,
      total: 0.5 * layer,
      within: 0.25 * (1 + s),
    }))
  );
  const { labels, set } = await viewOf(
    scaleExplorer(rows, { marks: { He: 0.2, A: 0.1 } }),
  );
  const share = (std: number, share: number, total: number, within: number) =>
    `std: ${std}; share: ${
      share.toFixed(1)
    }; std of the weights: ${std}; std of all values: ${total}; std within neurons: ${within}; share within neurons: ${share}`;
  const sd = (layer: number, part: string, colour: string, sd: number) =>
    `l: ${layer}; sd: ${sd}; colour: ${colour}; layer: ${layer}; standard deviation of: ${part}; is: ${sd}`;
  const [all, within] = ["all values", "within neurons"];
  const [blue, red] = ["#0072B2", "#D55E00"];
  assertEquals(await labels(), [
    "Y-axis titled 'values in a bin' for a linear scale with values from 0 to 2",
    "Title text '1-layer'",
    "Title text '2-layer'",
    "X-axis titled 'value' for a linear scale with values from −1 to 3",
    "X-axis titled 'value' for a linear scale with values from −1 to 3",
    "from: −1 – 1; count: 1; layer: 1; to: 1; values in this bin: 1",
    "from: 1 – 3; count: 2; layer: 1; to: 3; values in this bin: 2",
    "o: 62.5%",
    "from: −1 – 1; count: 2; layer: 2; to: 1; values in this bin: 2",
    "from: 1 – 3; count: 2; layer: 2; to: 3; values in this bin: 2",
    "o: 50.0%",
    "Title text 'tanh, batch normalization, std 0.1'",
    "X-axis titled 'layer' for a linear scale with values from 1 to 2",
    "Y-axis titled 'standard deviation' for a log scale with values from 0.1 to 1",
    "l: 1; sd: 0.5; part: all values; layer: 1; standard deviation of: all values; is: 0.5",
    "l: 1; sd: 0.25; part: within neurons; layer: 1; standard deviation of: within neurons; is: 0.25",
    sd(1, all, blue, 0.5),
    sd(1, within, red, 0.25),
    sd(2, all, blue, 1),
    sd(2, within, red, 0.25),
    "Symbol legend for stroke color and strokeDash with 2 values: all values, within neurons",
    "X-axis titled 'standard deviation of the weights' for a log scale with values from 0.1 to 1",
    "Y-axis titled 'share within neurons' for a linear scale with values from 0.0 to 1.0",
    "std: 0.1",
    "std: 0.2",
    // The line, named by its first point, and the chosen scale's point.
    share(0.1, 0.063, 1, 0.25),
    share(0.1, 0.063, 1, 0.25),
    "std: 0.1; name: A",
    "std: 0.2; name: He",
    "Title text 'layer 2: variance within neurons / variance of all values'",
  ]);
  await set("scale", 0);
  const moved = (await labels()).filter((label) => label.startsWith("std: 1;"));
  assertEquals(moved, [share(1, 0.25, 1, 0.5)]);
});

Deno.test("scaleExplorer() refuses no row, scales off the slider, and an unknown start", () => {
  const [row] = scaleRows();
  const at = (std: number) => ({ ...row, std });
  assertThrows(() => scaleExplorer([]), RangeError, "got 0");
  assertThrows(
    () => scaleExplorer([at(0), at(1)]),
    RangeError,
    "std must be above 0, for a logarithmic slider, got 0 to 1",
  );
  assertThrows(
    () => scaleExplorer([at(1), at(2), at(3)]),
    RangeError,
    "the scales must be in equal ratios, for the steps of a slider, got 2 where 1.73 would be next",
  );
  assertThrows(
    () => scaleExplorer(scaleRows(), { start: { activation: "tanh" } }),
    RangeError,
    'start must be one of the rows\' networks, got {"activation":"tanh","batchNorm":false,"std":0.01}',
  );
});

Deno.test("scaleExplorer() tells scales apart, however close two are", async () => {
  const [row] = scaleRows();
  const stds = [0.5, 0.5000001, 0.5000002];
  const chart = scaleExplorer(
    stds.map((std) => ({ ...row, std, total: 123456.7, within: 5000.6 })),
    { start: { std: 0.5000002 } },
  );
  assertMatch(
    chart.description,
    /^Histograms of 3 networks of 1 layer \(sigmoid\) for weights of std 0.5 to 0.5000002, .* at std 0.5000002 .* is 5001 of 123457, over 12 values\.$/,
  );
  const rows = rowsOf(chart).filter((row) => "f" in row);
  assertEquals(
    rows.map(({ std, t }) => [std, t]),
    stds.map((s) => [s, 123457]),
  );
  const { texts, warnings } = await viewOf(chart);
  assertEquals(warnings, []);
  assert((await texts()).includes("sigmoid, std 0.5000002"));
});

Deno.test("scaleExplorer() refuses two rows of one layer, and other numbers of bins", () => {
  const [row] = scaleRows();
  assertThrows(
    () => scaleExplorer([row, row]),
    RangeError,
    "there must be one row a layer of a network, got two of layer 1 at std 0.01 (sigmoid, without batch normalization)",
  );
  assertThrows(
    () => scaleExplorer([row, { ...row, layer: 2, counts: [1] }]),
    RangeError,
    "the counts of row 2 must be of 4 bins, as in row 1, got 1",
  );
});
