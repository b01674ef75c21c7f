import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { diagnose, type LayerDiagnosis, Matrix, Relu } from "weightlab";
import { diagnosisTable } from "weightlab/charts";
import { assertDefaults } from "../_defaults.ts";

const row: Omit<LayerDiagnosis, "between" | "weightStd"> = {
  layer: 1,
  name: "Affine, ReLU",
  units: 4,
  mean: 0.5,
  std: 0.41234,
  within: 0.4,
  predicted: 0.42,
  dead: 0.25,
  rank: 3.5,
};

Deno.test("diagnosisTable() has a row a layer, and a column for what there is", () => {
  const lines = diagnosisTable([row, { ...row, layer: 2, dead: undefined }])
    .text.split("\n");
  assertEquals(lines.map((line) => line.trim().split(/ {2,}/)), [
    ["Diagnosis by layer"],
    [
      "layer",
      "made of",
      "units",
      "mean",
      "std",
      "predicted",
      "within",
      "rank",
      "dead",
    ],
    ["1", "Affine, ReLU", "4", "0.5", "0.412", "0.42", "0.4", "3.5", "0.25"],
    ["2", "Affine, ReLU", "4", "0.5", "0.412", "0.42", "0.4", "3.5"],
  ]);
});

Deno.test("diagnosisTable() takes a caption", () => {
  assertMatch(
    diagnosisTable([row], { caption: "Before" }).html,
    /<caption>Before<\/caption>/,
  );
});

Deno.test("diagnosisTable() takes the signal's columns, or those of gradients and updates", () => {
  const rows = [{ ...row, gradientStd: 0.01, logUpdate: -3 }];
  const titles = (columns: "all" | "signal" | "gradients") =>
    diagnosisTable(rows, { columns }).text.split("\n")[1].trim().split(/ {2,}/);
  const signal = titles("signal");
  assertEquals(signal.at(-1), "dead");
  assertEquals(titles("gradients"), ["layer", "std of dz", "log10 update"]);
  assertEquals(titles("all"), [...signal, "std of dz", "log10 update"]);
});

Deno.test("diagnosisTable() is called Diagnosis by layer and has all columns unless told", async () => {
  const { rows } = diagnose(new Relu(), new Matrix([[1, 2], [2, -1]]));
  await assertDefaults(
    (options) => diagnosisTable(rows, options),
    {
      caption: ["Diagnosis by layer", "Diagnosis"],
      columns: ["all" as const, "gradients" as const],
    },
  );
});

Deno.test("diagnosisTable() refuses no row", () => {
  assertThrows(() => diagnosisTable([]), RangeError, "at least one row, got 0");
});
