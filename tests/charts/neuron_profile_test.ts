import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { Matrix, neuronProfile } from "weightlab";
import { rowsOf } from "./_figures.ts";
import { assertDefaults } from "../_defaults.ts";

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

Deno.test("neuronProfile() refuses no matrix and values that are not finite", () => {
  assertThrows(() => neuronProfile([]), RangeError, "got 0");
  assertThrows(
    () => neuronProfile([new Matrix([[1, Infinity]])]),
    RangeError,
    "1-layer must be finite, neuron 2 is not",
  );
});

Deno.test("neuronProfile() is of activations unless told", async () => {
  const layer = new Matrix([[5, 1, 3], [7, 1, 3]]);
  await assertDefaults(
    (options) => neuronProfile([layer], options),
    { xTitle: ["activation", "gradient"] },
  );
});
