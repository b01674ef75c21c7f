import { assertEquals } from "@std/assert";
import type { Entry } from "../../lib/help/entry.ts";
import { nearest } from "../../lib/help/_nearest.ts";

/** What is known of a name: its text and parts alone. */
function entry(name: string, text = "", ...parts: string[]): Entry {
  const declared = parts.map((part) => [part, ""] as const);
  return {
    ...{ name, text, from: "weightlab", signature: "", notes: [] },
    parts: declared,
  };
}

const names = ["he", "help", "histograms", "SGD", "standardNormal", "relu"]
  .map((name) => entry(name));

Deno.test("nearest() is by letters put in, taken out or replaced", () => {
  assertEquals(nearest("sdg", names, 1), ["SGD"]);
  assertEquals(nearest("hlp", names, 2), ["help", "he"]);
  assertEquals(nearest("RELU", names, 1), ["relu"]);
  assertEquals(nearest("rellu", [entry("Relu"), entry("relu")], 1), ["relu"]);
});

Deno.test("nearest() finds a name by a part of it", () => {
  assertEquals(nearest("normal", names, 1), ["standardNormal"]);
  assertEquals(nearest("histogram", names, 1), ["histograms"]);
});

Deno.test("nearest() finds a name by its options, unless one has the word's letters", () => {
  const all = [
    ...names,
    entry("Patient", "", "patience?: number", "run(x: Matrix): void"),
  ];
  assertEquals(nearest("patience", all, 1), ["Patient"]);
  assertEquals(nearest("run", all, 1), ["Patient"]);
  // Nearer than a name that is part of the word.
  assertEquals(
    nearest("helpers", [...names, entry("A", "", "helpers: 1")], 2),
    [
      "A",
      "help",
    ],
  );
  assertEquals(nearest("sgd", [...all, entry("Rate", "", "sgd: 1")], 1), [
    "SGD",
  ]);
});

Deno.test("nearest() finds a name by a word of its text, if none is spelled like it", () => {
  const all = [...names, entry("MeanSquaredError", "PyTorch's MSELoss.")];
  assertEquals(nearest("MSE", all, 1), ["MeanSquaredError"]);
  assertEquals(nearest("histogrms", [...all, entry("A", "histogrms")], 1), [
    "histograms",
  ]);
});
