import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { Matrix } from "weightlab";
import { neuronProfile } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";
import { axesOf, drawnBy, placesOf, tooltipsOf } from "./_drawn.ts";
import { rowsOf } from "./_figures.ts";

Deno.test("neuronProfile() sorts neurons by mean, with one standard deviation", () => {
  const layer = new Matrix([[5, 1, 3], [7, 1, 3]]);
  const neurons = rowsOf(neuronProfile([layer])).filter((r) => "rank" in r);
  assertEquals(neurons.map((n) => [n.rank, n.neuron, n.mean, n.std]), [
    [1, 2, 1, 0],
    [2, 3, 3, 0],
    [3, 1, 6, 1],
  ]);
  assertEquals([neurons[2].low, neurons[2].high], [5, 7]);
});

Deno.test("neuronProfile() names the standard deviation within and between", () => {
  const chart = neuronProfile([new Matrix([[0, 1], [0, 1]])]);
  assertMatch(chart.description, /within a neuron is 0 in 1-layer/);
  assertMatch(chart.description, /between the neurons' means 0\.5 in 1-layer/);
  assertEquals(rowsOf(chart).at(-1), { panel: "1-layer", note: "within 0" });
});

Deno.test("neuronProfile() is of activations unless told", async () => {
  const layer = new Matrix([[5, 1, 3], [7, 1, 3]]);
  await assertDefaults(
    (options) => neuronProfile([layer], options),
    {
      xTitle: ["activation", "gradient"],
      yTitle: ["neurons, sorted by mean", "neurons"],
    },
  );
});

Deno.test("neuronProfile() draws a bar from mean - std to mean + std, and a tick at the mean", () => {
  const chart = neuronProfile([new Matrix([[5, 1, 3], [9, 1, 5]])]);
  const [rules, ticks, notes] = drawnBy(chart);
  assertEquals([rules, ticks].map(placesOf), [
    {
      mark: "rule",
      at: [{ x: 1, x2: 1, y: 1 }, { x: 3, x2: 5, y: 2 }, { x: 5, x2: 9, y: 3 }],
    },
    { mark: "tick", at: [{ x: 1, y: 1 }, { x: 4, y: 2 }, { x: 7, y: 3 }] },
  ]);
  assertEquals(notes.marks.map(({ text }) => text), ["within 1.3"]);
});

Deno.test("neuronProfile() covers all bars, from the lowest end to the highest", () => {
  const axis = (layers: Matrix[], range?: [number, number]) => {
    const { layer: [{ encoding: { x }, mark }] } = neuronProfile(layers, {
      range,
    })
      .spec.spec as unknown as {
        layer: {
          mark: { clip: boolean };
          encoding: { x: { scale: unknown; axis: { values?: number[] } } };
        }[];
      };
    return { scale: x.scale, ticks: x.axis.values, clip: mark.clip };
  };
  const layers = [new Matrix([[5, 1], [9, 3]]), new Matrix([[0], [20]])];
  assertEquals(axis(layers), {
    scale: { domain: [0, 20], nice: true, zero: false },
    ticks: undefined,
    clip: false,
  });
  assertEquals(axis(layers, [0, 20]), {
    scale: { domain: [0, 20], nice: false, zero: false },
    ticks: [0, 10, 20],
    clip: false,
  });
  for (const range of [[1, 20], [0, 19]] as [number, number][]) {
    assertEquals(axis(layers, range).clip, true);
  }
});

Deno.test("neuronProfile() has axes and tooltips with their titles, ticks and units: the range and the neurons' ranks", () => {
  const chart = neuronProfile([new Matrix([[5, 1, 3], [9, 1, 5]])], {
    range: [0, 10],
  });
  assertEquals(axesOf(chart), [{
    channel: "x",
    title: null,
    domain: [0, 10],
    ticks: [0, 5, 10],
    format: ".4~g",
  }, {
    channel: "y",
    title: "neurons, sorted by mean",
    domain: [0, 4],
    ticks: [0, 1, 2, 3],
  }]);
  assertEquals(tooltipsOf(chart), [[
    "panel: panel",
    "neuron: neuron",
    "mean over examples: mean, .3~g",
    "standard deviation over examples: std, .3~g",
  ]]);
});

Deno.test("neuronProfile() refuses no matrix and values that are not finite", () => {
  assertThrows(() => neuronProfile([]), RangeError, "got 0");
  assertThrows(
    () => neuronProfile([new Matrix([[1, Infinity]])]),
    RangeError,
    "1-layer must be finite, neuron 2 is not",
  );
});

Deno.test("neuronProfile() draws neurons apart that lie far from 0", () => {
  const x = new Matrix([[1000000.1, 1000000.3], [1000000.2, 1000000.5]]);
  const rows = rowsOf(neuronProfile([x])).filter((row) => "rank" in row);
  assertEquals(rows.map(({ mean, std }) => [mean, std]), [
    [1000000.15, 0.05],
    [1000000.4, 0.1],
  ]);
});

Deno.test("neuronProfile() takes a matrix alone, and titles", () => {
  const layer = new Matrix([[5, 1, 3], [7, 1, 3]]);
  const chart = neuronProfile(layer, { title: "One layer" });
  assertMatch(chart.description, /^One layer: .* in 1 panel: .* in values/);
});

Deno.test("neuronProfile() has the names of matrices for titles", () => {
  const values = new Matrix([[5, 1, 3], [7, 1, 3]]);
  const rows = [{ name: "ReLU 1", values }, { name: "ReLU 2", values }];
  assertEquals(
    neuronProfile(rows),
    neuronProfile([values, values], { titles: ["ReLU 1", "ReLU 2"] }),
  );
});
