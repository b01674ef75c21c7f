import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { accuracyPanels } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { rowsOf } from "./_figures.ts";

const run = {
  std: 0.5411695265464637,
  batchNorm: true,
  trainAccuracy: [0, 0.5],
};

Deno.test("accuracyPanels() titles panels as the post does, with fewer digits", () => {
  const chart = accuracyPanels([run, { ...run, std: 1 }]);
  assertEquals((chart.spec.facet as { sort: string[] }).sort, [
    "W: 0.5412",
    "W: 1",
  ]);
  assertEquals(chart.spec.columns, 4);
});

Deno.test("accuracyPanels() evaluates after update 1, 11, 21, ...", () => {
  const chart = accuracyPanels([{
    ...run,
    trainAccuracy: new Array<number>(20).fill(0.1),
  }]);
  const updates = rowsOf(chart).map((row) => row.update);
  assertEquals([updates[0], updates[1], updates[19]], [1, 11, 191]);
});

Deno.test("accuracyPanels() tells with and without by dash as well as colour", () => {
  const chart = accuracyPanels([run, { ...run, batchNorm: false }]);
  const { encoding } = chart.spec.spec as unknown as {
    encoding: Record<string, { scale: { domain: string[]; range: unknown[] } }>;
  };
  assertEquals(encoding.color.scale.domain, [
    "with batch normalization",
    "without",
  ]);
  assertEquals(encoding.strokeDash.scale.range, [[1, 0], [6, 3]]);
});

Deno.test("accuracyPanels() counts the panels where batch normalization ends ahead", () => {
  const chart = accuracyPanels([
    run,
    { ...run, batchNorm: false, trainAccuracy: [0, 0.1] },
    { ...run, std: 0.1 },
    { ...run, std: 0.1, batchNorm: false, trainAccuracy: [0, 0.9] },
  ]);
  assertMatch(chart.description, /ends ahead in 1 of 2\.$/);
});

Deno.test("accuracyPanels() draws test accuracy on request", () => {
  const chart = accuracyPanels([{ ...run, testAccuracy: [0.3] }], {
    accuracy: "test",
  });
  assertEquals(rowsOf(chart).map((row) => row.accuracy), [0.3]);
  assertThrows(
    () => accuracyPanels([run], { accuracy: "test" }),
    RangeError,
    "must have test accuracies, got none",
  );
});

Deno.test("accuracyPanels() draws training accuracy, every 10 updates, four in a row, unless told", async () => {
  const runs = [{
    std: 0.1,
    batchNorm: true,
    trainAccuracy: [0.1, 0.5],
    testAccuracy: [0.1, 0.4],
  }];
  await assertDefaults<
    {
      evaluateEvery: number;
      accuracy: "train" | "test";
      columns: number;
      xTitle: string;
      yTitle: string;
    }
  >(
    (options) => accuracyPanels(runs, options),
    {
      evaluateEvery: [10, 11],
      accuracy: ["train", "test"],
      columns: [4, 5],
      xTitle: ["updates", "steps"],
      yTitle: ["accuracy", "share right"],
    },
  );
});

Deno.test("accuracyPanels() draws each accuracy at its update: 1, 1 + evaluateEvery, ...", () => {
  const run = {
    std: 0.1,
    batchNorm: true,
    trainAccuracy: [0.1, 0.5, 0.75],
    testAccuracy: [0.2, 0.25],
  };
  const places = (accuracy: "train" | "test") =>
    drawnBy(accuracyPanels([run], { accuracy, evaluateEvery: 7 })).map(
      placesOf,
    );
  assertEquals(places("train"), [{
    mark: "line",
    at: [{ x: 1, y: 0.1 }, { x: 8, y: 0.5 }, { x: 15, y: 0.75 }],
  }]);
  assertEquals(places("test"), [{
    mark: "line",
    at: [{ x: 1, y: 0.2 }, { x: 8, y: 0.25 }],
  }]);
});

Deno.test("accuracyPanels() has axes and tooltips with their titles, ticks and units: updates from 0 on, and accuracies from 0 to 1", () => {
  const chart = accuracyPanels([{
    std: 0.1,
    batchNorm: true,
    trainAccuracy: [0.1, 0.5],
    testAccuracy: [0.1, 0.2],
  }], { accuracy: "test" });
  assertEquals(axesOf(chart), [{
    channel: "x",
    title: "updates",
    domain: [0, 15],
  }, {
    channel: "y",
    title: "test accuracy",
    domain: [-0.015, 1.015],
    ticks: [0, 0.5, 1],
    format: ".1f",
  }]);
  assertEquals(tooltipsOf(chart), [[
    "weight scale: panel",
    "network: series",
    "updates: update",
    "test accuracy: accuracy, .3f",
  ]]);
});

Deno.test("accuracyPanels() refuses what it cannot draw", () => {
  assertThrows(() => accuracyPanels([]), RangeError, "got 0");
  assertThrows(() => accuracyPanels([run, run]), RangeError, "got two of");
  assertThrows(
    () => accuracyPanels([{ ...run, trainAccuracy: [1.5] }]),
    RangeError,
    "accuracies in [0, 1], got 1.5",
  );
  assertThrows(
    () => accuracyPanels([run], { evaluateEvery: 0 }),
    RangeError,
    "got 0",
  );
});

Deno.test("accuracyPanels() has a panel a scale, however close two are", () => {
  const at = (std: number, batchNorm: boolean, end: number) => ({
    std,
    batchNorm,
    trainAccuracy: [0.1, end],
  });
  const stds = [0.100001, 0.100002, 0.1];
  const chart = accuracyPanels(stds.flatMap((std, i) => [
    at(std, true, 0.9),
    at(std, false, 0.2 + 0.4 * i),
  ]));
  const titles = ["W: 0.100001", "W: 0.100002", "W: 0.1"];
  assertEquals((chart.spec.facet as { sort: string[] }).sort, titles);
  const panels = rowsOf(chart).map(({ panel }) => panel);
  assertEquals(panels, titles.flatMap((title) => Array(4).fill(title)));
  assertMatch(
    chart.description,
    /for 3 weight scales from 0.100001 to 0.1: .* ahead in 2 of 3\.$/,
  );
  assertThrows(
    () => accuracyPanels([at(0.1 + 0.2, true, 1), at(0.1 + 0.2, true, 0)]),
    RangeError,
    "got two of std 0.30000000000000004 with batch norm",
  );
});
