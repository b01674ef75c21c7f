import type { Chart } from "./chart.ts";
import {
  type ComputationalGraph,
  computationalGraph,
} from "./computational_graph.ts";

/** Three rows: the mean and the parameters, the main line, the variance. */
const [TOP, MIDDLE, BOTTOM] = [30, 150, 270];

const GRAPH: ComputationalGraph = {
  nodes: [
    {
      id: "x",
      label: "x",
      x: 40,
      y: MIDDLE,
      kind: "value",
      title: "input, m x n",
    },
    { id: "mean", label: "Σ/m", x: 40, y: TOP, title: "mean over the batch" },
    { id: "minus", label: "−", x: 165, y: MIDDLE, title: "subtract the mean" },
    { id: "square", label: "( )²", x: 165, y: BOTTOM, title: "square" },
    {
      id: "variance",
      label: "Σ/m",
      x: 285,
      y: BOTTOM,
      title: "mean over the batch: the variance",
    },
    {
      id: "root",
      label: "√+ε",
      x: 405,
      y: BOTTOM,
      title: "add eps, then the square root",
    },
    { id: "reciprocal", label: "1/s", x: 525, y: BOTTOM, title: "one over" },
    { id: "times", label: "×", x: 525, y: MIDDLE, title: "multiply: x-hat" },
    { id: "scale", label: "×", x: 613, y: MIDDLE, title: "multiply by gamma" },
    { id: "shift", label: "+", x: 725, y: MIDDLE, title: "add beta" },
    {
      id: "gamma",
      label: "γ",
      x: 613,
      y: TOP,
      kind: "value",
      title: "gamma, n",
    },
    { id: "beta", label: "β", x: 725, y: TOP, kind: "value", title: "beta, n" },
    {
      id: "y",
      label: "y",
      x: 810,
      y: MIDDLE,
      kind: "value",
      title: "output, m x n",
    },
  ],
  edges: [
    { from: "x", to: "mean", forward: "x", backward: "dμ / m" },
    { from: "x", to: "minus", forward: "x", backward: "d(x−μ)" },
    {
      from: "mean",
      to: "minus",
      forward: "μ",
      backward: "dμ = −Σ d(x−μ)",
      via: [[165, TOP]],
    },
    { from: "minus", to: "square", forward: "x − μ", backward: "2 (x−μ) dq" },
    {
      from: "square",
      to: "variance",
      forward: "(x − μ)²",
      backward: "dq = dσ² / m",
    },
    { from: "variance", to: "root", forward: "σ²", backward: "dσ² = ds / 2s" },
    {
      from: "root",
      to: "reciprocal",
      forward: "s = √(σ² + ε)",
      backward: "ds = −g / s²",
    },
    {
      from: "reciprocal",
      to: "times",
      forward: "1 / s",
      backward: "g = Σ dx̂ (x−μ)",
    },
    { from: "minus", to: "times", forward: "x − μ", backward: "dx̂ / s" },
    {
      from: "times",
      to: "scale",
      forward: "x̂",
      backward: "γ dout",
    },
    {
      from: "gamma",
      to: "scale",
      forward: "γ",
      backward: "dγ = Σ dout x̂",
    },
    { from: "scale", to: "shift", forward: "γ x̂", backward: "dout" },
    { from: "beta", to: "shift", forward: "β", backward: "dβ = Σ dout" },
    { from: "shift", to: "y", forward: "y", backward: "dout" },
  ],
  notes: [
    {
      x: 22,
      y: MIDDLE + 34,
      text: "dx = d(x−μ) + dμ / m",
      direction: "backward",
    },
    { x: 545, y: MIDDLE + 34, text: "dx̂ = γ dout", direction: "backward" },
    {
      x: 185,
      y: MIDDLE + 34,
      text: "d(x−μ) = dx̂ / s + 2 (x−μ) dq",
      direction: "backward",
    },
  ],
  caption:
    "Where a value goes two ways, its gradient is the sum of what comes back from both.",
  description:
    "Batch normalization as a graph of 9 operators, for m examples: forward, x − μ " +
    "with the mean μ, its squares' mean σ², s = √(σ² + ε), x̂ = (x − μ) / s and " +
    "y = γ x̂ + β; backward, dβ = Σ dout, dγ = Σ dout x̂, dx̂ = γ dout, " +
    "g = Σ dx̂ (x−μ), ds = −g / s², dσ² = ds / 2s, d(x−μ) = dx̂ / s + 2 (x−μ) dσ² / m, " +
    "dμ = −Σ d(x−μ) and dx = d(x−μ) + dμ / m.",
};

/**
 * Batch normalization's forward and backward pass as a computational graph.
 *
 * The batch has m examples; sums run over them, each feature for itself. s is the root
 * of the batch variance plus eps, g the gradient of 1 / s, q the squares.
 *
 * Ioffe and Szegedy, "Batch Normalization", 2015, section 3.
 * {@link https://arxiv.org/abs/1502.03167}
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { batchNormalizationGraph } from "weightlab/charts";
 *
 * assertMatch(batchNormalizationGraph().description, /dx̂ = γ dout/);
 * ```
 */
export function batchNormalizationGraph(): Chart {
  return computationalGraph(GRAPH);
}
