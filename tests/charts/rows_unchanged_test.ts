import { assertEquals, assertThrows } from "@std/assert";
import {
  accuracyByScale,
  accuracyPanels,
  computationalGraph,
  functionCurves,
  histogramCounts,
  histograms,
  layerProfile,
  lossCurves,
  neuronProfile,
  table,
  themed,
  toPng,
  toSvg,
} from "weightlab/charts";
import { drawn } from "../_property.ts";

/** The value with every object in it frozen: writing to one throws. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(Object.freeze(value)).forEach(frozen);
  }
  return value;
}

const run = { std: 0.1, batchNorm: true, trainAccuracy: [0.1, 0.9] };
const rows = frozen({
  scales: [
    { std: 0.1, accuracy: 0.5, series: "b", low: 0.4, high: 0.6 },
    { std: 0.01, accuracy: 0.9, series: "a", published: 0.8 },
  ],
  runs: [run, { ...run, batchNorm: false }],
  graph: {
    nodes: [{ id: "b", label: "b", x: 90, y: 20 }, {
      id: "a",
      label: "a",
      x: 20,
      y: 20,
    }],
    edges: [{ from: "a", to: "b", forward: "a", backward: "db" }],
    notes: [{ x: 1, y: 1, text: "note", direction: "forward" as const }],
  },
  curves: { square: { value: [4, 1], derivative: [-4, 2] } },
  points: { x: [-2, 1] },
  counts: [0.9, 0.1],
  bins: { bins: 2, range: [0, 1] as [number, number] },
  layers: [
    { layer: 2, value: 0.2, series: "b" },
    { layer: 1, value: 0.5, series: "a", theory: true },
  ],
  axis: { yTitle: "std", logY: true },
  losses: { b: [3, NaN, 1], a: [2, 1] },
  cells: [{ b: 2, a: 1.23456 }, { b: 1, a: null }],
  columns: { columns: ["a", "b"] },
});
const chart = frozen(lossCurves({ He: [2, 1] }));

const CALLS: Record<string, () => unknown> = {
  accuracyByScale: () => accuracyByScale(rows.scales),
  accuracyPanels: () => accuracyPanels(rows.runs),
  computationalGraph: () => computationalGraph(rows.graph),
  functionCurves: () => functionCurves(rows.curves, rows.points),
  histogramCounts: () => histogramCounts(rows.counts, rows.bins),
  layerProfile: () => layerProfile(rows.layers, rows.axis),
  lossCurves: () => lossCurves(rows.losses),
  table: () => table(rows.cells, rows.columns),
  themed: () => themed(chart, "dark"),
  toPng: () => toPng(chart),
  toSvg: () => toSvg(chart),
};

for (const [name, call] of Object.entries(CALLS)) {
  Deno.test(`${name}() works on frozen arguments: it changes none`, async () => {
    await call();
  });
}

Deno.test("histograms() and neuronProfile() leave matrices as they were", () => {
  const layers = [drawn(1, 5, 4), drawn(2, 5, 4)];
  const before = layers.map((x) => x.to2DArray());
  const range: [number, number] = [-3, 3];
  histograms(layers, frozen({ range, titles: ["b", "a"] }));
  neuronProfile(layers, frozen({ range }));
  assertEquals(layers.map((x) => x.to2DArray()), before);
});

Deno.test("frozen() would show a sort in place, and a new field", () => {
  assertThrows(() => rows.scales.sort((a, b) => a.std - b.std), TypeError);
  assertThrows(() => Object.assign(rows.layers[0], { low: 1 }), TypeError);
});
