// Figures and tables of more rows than a call may have arguments: none is spread into one.
// No chart refuses them for their number. batchNormalizationGraph() takes no rows; the tables
// and figures of claims and of layers' diagnoses, of which there are a dozen, take as many but
// are slow to test; progress(), show(), themed(), toPng() and toSvg() take what the others give.

import { assertEquals, assertMatch } from "@std/assert";
import { library } from "../_library.ts";
import {
  accuracyByScale,
  accuracyPanels,
  type Chart,
  computationalGraph,
  diagnosisFigure,
  functionCurves,
  heatMap,
  histogramCounts,
  histograms,
  layerProfile,
  linePanels,
  lossCurves,
  type MatrixLike,
  networkPanels,
  neuronProfile,
  scaleExplorer,
  stacked,
  type Table,
  table,
  trainingExplorer,
  xyPlot,
} from "weightlab/charts";
import { scaleRows } from "./_figures.ts";

const N = 150_000;

/** N of what `make` gives. */
function many<T>(make: (i: number) => T, n = N): T[] {
  return Array.from({ length: n }, (_, i) => make(i));
}

/** A matrix of `rows` x `columns` between 0 and 1, without memory. */
function matrix(rows: number, columns: number): MatrixLike {
  return { rows, columns, get: (i, j) => ((i + j) % 1000) / 1000 };
}

const titles = { xTitle: "x", yTitle: "y", valueTitle: "value" };
const curve = many((i) => 1 - i / (2 * N));
const [layer] = scaleRows();
const diagnosis = many((i) => ({
  layer: i + 1,
  name: "Affine",
  units: 2,
  mean: 0,
  std: 1 + i / N,
  within: 0.5,
  predicted: 1,
  rank: 1.5,
  logUpdate: -3,
}));
const band = { mean: curve, low: curve, high: curve };

/** What takes many rows, and what its sentence says, or how many lines its text has. */
type Large = readonly [() => Chart | Table, RegExp | number];

/** By chart, what it takes many of. */
const LARGE: Record<string, Record<string, Large>> = {
  accuracyByScale: {
    scales: [() => {
      const row = { accuracy: 0.5, published: 0.4, series: "a" };
      return accuracyByScale(many((i) => ({ ...row, std: i + 1 })));
    }, /for 150,000 weight scales from 1 to 150000: a is best at std 1/],
  },
  accuracyPanels: {
    accuracies: [
      () => accuracyPanels([{ std: 1, batchNorm: true, trainAccuracy: curve }]),
      /over 1,499,991 updates .* ends at 0.5 to 0.5/,
    ],
    runs: [() => {
      const run = { batchNorm: true, trainAccuracy: [0.5] };
      return accuracyPanels(many((std) => ({ ...run, std })));
    }, /for 150,000 weight scales from 0 to 149999/],
  },
  computationalGraph: {
    nodes: [() => {
      const node = (i: number) => ({ id: `${i}`, label: "+", x: i, y: 20 });
      return computationalGraph({ nodes: many(node), edges: [] });
    }, /graph of 150,000 nodes/],
  },
  diagnosisFigure: {
    layers: [
      () => diagnosisFigure(diagnosis),
      /of 150,000 layers, .* from 1 to 2; .* W from -3 to -3\.$/,
    ],
  },
  functionCurves: {
    points: [() => {
      const x = many((i) => i / N);
      return functionCurves({ a: { value: curve, derivative: curve } }, { x });
    }, /a runs from 0\.5 to 1, its derivative at most 1\.$/],
  },
  heatMap: {
    cells: [
      () => {
        const cell = (i: number) => ({ x: i % 400, y: Math.floor(i / 400) });
        const cells = many((i) => ({ ...cell(i), value: i }), 400 * 400);
        return heatMap(cells, titles);
      },
      /^value over x 0 to 399 and y 0 to 399, from 0 at x 0, y 0 to 159999 at/,
    ],
    "points and marks": [() => {
      const point = (i: number): [number, number] => [i / N, 0.5];
      return heatMap(
        [0, 1, 2, 3].map((i) => ({ x: i % 2, y: i >> 1, value: i })),
        {
          ...titles,
          lines: [{ label: "a", points: many(point) }],
          marks: many((i) => ({ label: "b", x: i / N, y: 0.5 })),
        },
      );
    }, /; line: a, from 0, 0\.5 to 1, 0\.5; points: b at 0, 0\.5/],
  },
  histograms: {
    values: [
      () => histograms([matrix(N, 1)]),
      /mean 0\.5 and standard deviation 0\.289; no value lies outside/,
    ],
    bins: [
      () => histograms([matrix(2, 2)], { bins: N, yMax: 1 }),
      /of 150,000 bins .* cut at 1 in 1-layer \(up to 2\)/,
    ],
  },
  layerProfile: {
    layers: [() => {
      const row = (i: number) => ({ layer: i, value: 1 + i, series: "a" });
      return layerProfile(many(row), { yTitle: "y", logY: true });
    }, /by layer, 0 to 149999: a goes from 1 to 150000\.$/],
  },
  linePanels: {
    values: [
      () => linePanels({ a: { lines: { b: curve } } }, { every: 0.1 }),
      /^By updates, 1 to 15,000\.9: a: b goes from 1 to 0\.5\.$/,
    ],
  },
  networkPanels: {
    losses: [
      () =>
        networkPanels({
          a: {
            activations: [matrix(1, 1)],
            rows: [{ layer: 1, std: 1, within: 1 }],
            losses: curve,
          },
        }),
      /loss from 1 to 0\.5 after 150,000 updates\.$/,
    ],
  },
  lossCurves: {
    losses: [
      () => lossCurves({ a: curve }, { logY: true }),
      /a goes from 1 to 0\.5 by update 150,000\.$/,
    ],
  },
  neuronProfile: {
    neurons: [
      () => neuronProfile([matrix(2, N)]),
      /within a neuron is 0\.\d+ in 1-layer, .* means 0\.288 in 1-layer\.$/,
    ],
  },
  scaleExplorer: {
    layers: [
      () => scaleExplorer(many((i) => ({ ...layer, layer: i + 1 }))),
      /^Histograms of 1 network of 150,000 layers/,
    ],
    bins: [
      () => scaleExplorer([{ ...layer, values: N, counts: many(() => 1) }]),
      / over 150,000 values\.$/,
    ],
  },
  stacked: {
    points: [() => {
      const x = many((i) => i);
      const plot = xyPlot({ a: { x, y: x } });
      return stacked([plot, plot]);
    }, / at 0 to 149999, .* below: .* a has 150,000 points at 0 to 149999/],
  },
  table: {
    rows: [() => table(many((i) => ({ a: i, b: i / 7 }))), N + 1],
  },
  trainingExplorer: {
    updates: [() => {
      const updates = many((i) => i + 1), std = 1, batchNorm = true;
      return trainingExplorer([
        { std, batchNorm, updates, train: band, test: band },
      ]);
    }, /after 150,000 updates is 0\.5 with and unknown without/],
  },
  xyPlot: {
    points: [() => {
      const x = many((i) => i);
      return xyPlot({ a: { x, y: x } });
    }, /a has 150,000 points at 0 to 149999/],
  },
};

for (const [name, cases] of Object.entries(LARGE)) {
  for (const [what, [make, expected]] of Object.entries(cases)) {
    Deno.test(`${name}() takes ${N.toLocaleString("en")} ${what}`, () => {
      const made = make();
      if (typeof expected === "number") {
        assertEquals((made as Table).text.split("\n").length, expected);
      } else {
        assertMatch((made as Chart).description, expected);
      }
    });
  }
}

Deno.test("each public function that makes a chart or a table has a large case", async () => {
  const face = await Deno.readTextFile(
    new URL("../../lib/charts/mod.ts", import.meta.url),
  );
  const others = [
    ...["animate", "batchNormalizationGraph", "histogramCounts", "progress"],
    ...["show", "themed", "toPng", "toSvg", "diagnosisTable"],
    ...["claimMeasurements", "claimTable", "claimVerdicts", "verdictsByBar"],
  ];
  const charts = face.matchAll(/export \{([^}]*)\} from/g);
  const functions = [...charts].flatMap(([, names]) => names.split(","))
    .map((name) => name.trim())
    .filter((name) => name in library && !others.includes(name));
  assertEquals(
    Object.keys(LARGE).toSorted(),
    functions.toSorted(),
    "LARGE has a case for each",
  );
});

Deno.test("histogramCounts() counts more values than a call has arguments", () => {
  assertEquals(histogramCounts(curve, { bins: 2, range: [0, 1] }), [0, N]);
});
