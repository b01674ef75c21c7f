import { assertThrows } from "@std/assert";
import { checkLabels } from "../../lib/losses/check_labels.ts";

Deno.test("checkLabels() takes classes of the outputs, of one output two, of unknown ones all", () => {
  checkLabels("train", "data.t", [0, 2], 3);
  checkLabels("train", "data.t", [0, 1], 1);
  checkLabels("train", "data.t", [0, 1000]);
});

Deno.test("checkLabels() names the first example with another", () => {
  const cases: [number[], number | undefined, string][] = [
    [[0, 3], 3, "classes in 0 .. 2, as the network has 3 outputs, got 3"],
    [[0, 2], 1, "classes 0 or 1, as the network has one output, got 2"],
    [[0, -1], undefined, "whole numbers from 0 up, got -1"],
    [[0, 0.5], 3, "classes in 0 .. 2, as the network has 3 outputs, got 0.5"],
  ];
  for (const [t, outputs, message] of cases) {
    assertThrows(
      () => checkLabels("train", "data.t", t, outputs),
      RangeError,
      `Cannot train: data.t must hold ${message} for example 1`,
    );
  }
});
