import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { trainingExplorer } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { rowsOf, trainingRuns } from "./_figures.ts";
import { viewOf } from "./_view.ts";

const chart = () => trainingExplorer(trainingRuns(), { std: 0.012 });

Deno.test("trainingExplorer() starts at the scale nearest to the one asked for", () => {
  const { params } = chart().spec as unknown as {
    params: { name: string; value: unknown; bind: Record<string, unknown> }[];
  };
  assertEquals(params.map(({ name, value }) => [name, value]), [
    ["panel", 8],
    ["measure", "training"],
  ]);
  assertEquals([params[0].bind.min, params[0].bind.max], [1, 16]);
  const [panel] = trainingExplorer(trainingRuns()).spec
    .params as unknown as { value: number }[];
  assertEquals(panel.value, 1);
});

Deno.test("trainingExplorer() moves its marks with the slider and the menu", async () => {
  const { texts, labels, set, warnings } = await viewOf(chart());
  assertEquals(warnings, []);
  assert((await texts()).includes("weights of std 0.0136, training accuracy"));
  const points = (all: string[]) =>
    all.filter((label) => /network: with .*updates: 191/.test(label));
  // One at the end of the curve, and one a scale beside it.
  assertEquals(points(await labels()).length, 1 + 16);
  assertMatch(points(await labels())[0], /mean of the seeds: 0\.725/);

  await set("panel", 1);
  await set("measure", "test");
  assert((await texts()).includes("weights of std 1, test accuracy"));
  assert((await texts()).includes("at the end, test accuracy"));
  assertMatch(points(await labels())[0], /mean of the seeds: 0\.800/);
});

Deno.test("trainingExplorer() says in words what it shows first", () => {
  assertMatch(
    chart().description,
    /16 weight scales from 0.0001 to 1, .* at std 0.0136 the final training accuracy after 191 updates is 0.725 with and 0.1 without\.$/,
  );
});

Deno.test("trainingExplorer() refuses no run, a std of 0, and bands of another length", () => {
  const [run] = trainingRuns();
  assertThrows(() => trainingExplorer([]), RangeError, "got 0");
  assertThrows(
    () => trainingExplorer([{ ...run, std: 0 }]),
    RangeError,
    "std must be above 0, for a logarithmic axis, got 0",
  );
  assertThrows(
    () => trainingExplorer([{ ...run, test: { ...run.test, low: [1] } }]),
    RangeError,
    "test.low must hold 20 numbers at std 1, one a measurement, got 1",
  );
});

Deno.test("trainingExplorer() shows the largest scale at first unless told", async () => {
  await assertDefaults(
    (options) => trainingExplorer(trainingRuns(), options),
    { std: [1, 10 ** (-4 / 15)] },
  );
});

Deno.test("trainingExplorer() draws a band from low to high around the mean, over updates and scales", () => {
  const band = (mean: number[]) => ({
    mean,
    low: mean.map((v) => v - 0.1),
    high: mean.map((v) => v + 0.2),
  });
  const run = (std: number, batchNorm: boolean, [a, b, c, d]: number[]) => ({
    std,
    batchNorm,
    updates: [1, 11],
    train: band([a, b]),
    test: band([c, d]),
  });
  const chart = trainingExplorer([
    run(0.1, true, [0.125, 0.25, 0.375, 0.5]),
    run(1, true, [0.5, 0.375, 0.25, 0.125]),
  ]);
  // Scales from large to small: panel 2 is std .1.
  const layers = drawnBy(chart, { measure: "test", panel: 2 })
    .filter(({ derived }) => !derived).map(placesOf);
  const updates = [{ x: 1, y: 0.375 }, { x: 11, y: 0.5 }];
  const ends = [{ x: 0.1, y: 0.5 }, { x: 1, y: 0.125 }];
  const around = (at: { x: number; y: number }[]) =>
    at.map(({ x, y }) => ({ x, y: y - 0.1, y2: y + 0.2 }));
  assertEquals(layers, [
    { mark: "area", at: around(updates) },
    { mark: "line", at: updates },
    { mark: "point", at: updates },
    { mark: "area", at: around(ends) },
    { mark: "line", at: ends },
    { mark: "point", at: ends },
  ]);
  const [, line] = drawnBy(chart, { measure: "training", panel: 1 });
  assertEquals(placesOf(line).at, [{ x: 1, y: 0.5 }, { x: 11, y: 0.375 }]);
});

Deno.test("trainingExplorer() has axes and tooltips with their titles, ticks and units: updates, scales and accuracies", () => {
  const chart = trainingExplorer(trainingRuns());
  assertEquals(axesOf(chart), [
    { channel: "x", title: "updates", domain: [0, 191], format: ",d" },
    { channel: "y", title: "accuracy", domain: [0, 1], format: ".1f" },
    {
      channel: "x",
      title: "standard deviation of the weights",
      scale: "log",
      ticks: [0.0001, 0.001, 0.01, 0.1, 1],
      format: "~g",
    },
  ]);
  assertEquals(tooltipsOf(chart), [[
    "network: series",
    "std of the weights: std",
    "updates: update",
    "accuracy, mean of the seeds: accuracy, .3f",
    "lowest seed: low, .3f",
    "highest seed: high, .3f",
  ]]);
});

Deno.test("trainingExplorer() has a legend that answers clicks", async () => {
  const { view } = await viewOf(chart());
  const entries = [
    ...(await view.toSVG()).matchAll(
      /<g class="[^"]*role-legend-label[^>]*>/g,
    ),
  ].map(([tag]) => tag);
  assertEquals(entries.length, 2);
  // What takes no clicks is drawn out of the pointer's way.
  for (const tag of entries) assert(!tag.includes("pointer-events"), tag);
});

Deno.test("trainingExplorer() tells scales apart, however close two are", async () => {
  const [run] = trainingRuns();
  const stds = [0.100001, 0.100002];
  const both = stds.flatMap((std) =>
    [true, false].map((batchNorm) => ({ ...run, std, batchNorm }))
  );
  const chart = trainingExplorer(both);
  assertMatch(
    chart.description,
    /for 2 weight scales from 0.100001 to 0.100002, .* at std 0.100002 /,
  );
  const rows = rowsOf(chart).filter((row) => row.last === true);
  assertEquals(new Set(rows.map(({ std }) => std)), new Set(stds));
  const { texts, set } = await viewOf(chart);
  assert(
    (await texts()).includes("weights of std 0.100002, training accuracy"),
  );
  await set("panel", 2);
  assert(
    (await texts()).includes("weights of std 0.100001, training accuracy"),
  );
});

Deno.test("trainingExplorer() refuses two runs of one scale and kind, and no measurement", () => {
  const [run] = trainingRuns();
  assertThrows(
    () => trainingExplorer([run, run]),
    RangeError,
    "there must be one run a scale and kind, got two at std 1 with batch normalization",
  );
  assertThrows(
    () => trainingExplorer([{ ...run, updates: [] }]),
    RangeError,
    "updates at std 1 must hold at least one, got 0",
  );
});
