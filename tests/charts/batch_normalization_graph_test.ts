import { assert, assertEquals } from "@std/assert";
import { batchNormalizationGraph } from "weightlab/charts";
import { rowsOf } from "./_figures.ts";

Deno.test("batchNormalizationGraph() has every step forward and back", () => {
  const chart = batchNormalizationGraph();
  const texts = rowsOf(chart).map((row) => row.text);
  for (
    const formula of [
      "μ",
      "(x − μ)²",
      "s = √(σ² + ε)",
      "x̂",
      "γ x̂",
      "dβ = Σ dout",
      "dγ = Σ dout x̂",
      "dx̂ = γ dout",
      "dx = d(x−μ) + dμ / m",
    ]
  ) assert(texts.includes(formula), formula);
  assertEquals(chart, batchNormalizationGraph());
});
