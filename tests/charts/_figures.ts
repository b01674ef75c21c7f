import { Matrix, randn, relu, seeded, sigmoid, tanh } from "weightlab";
import type { Standing, Verdict, VerdictSpan } from "weightlab/claims";
import type { ClaimRow } from "../../lib/charts/_claim_rows.ts";
import {
  accuracyByScale,
  accuracyPanels,
  batchNormalizationGraph,
  type Chart,
  claimVerdicts,
  diagnosisFigure,
  functionCurves,
  heatMap,
  histograms,
  layerProfile,
  linePanels,
  lossCurves,
  networkPanels,
  neuronProfile,
  scaleExplorer,
  type ScaleLayerRow,
  stacked,
  type TrainingBands,
  trainingExplorer,
  verdictsByBar,
  xyPlot,
} from "weightlab/charts";

/** Five layers of `width` neurons on `examples` standard normal examples. */
export function layersOf(
  f: (z: Matrix) => Matrix,
  std: number,
  examples = 200,
  width = 20,
): Matrix[] {
  const rng = seeded("figures");
  let x = randn(rng, examples, width);
  return Array.from({ length: 5 }, () => {
    x = f(x.mmul(randn(rng, width, width).mul(std)));
    return x;
  });
}

const scales = Array.from({ length: 16 }, (_, i) => 10 ** (-4 * i / 15));
const [WITH, WITHOUT] = ["with batch normalization", "without"];

/** One of each figure, as a notebook would draw it. */
export function allFigures(): Record<string, Chart> {
  return {
    histograms: histograms(layersOf(relu, 0.4), { yMax: 500 }),
    histogramsWithTheory: histograms(layersOf(tanh, 0.2), {
      range: [-1, 1],
      theory: Array(5).fill((y: number) =>
        Math.max(0, Math.min(1, (1 + y) / 2))
      ),
    }),
    heatMap: heatMap(
      [1, 2].flatMap((x) => [3, 5].map((y) => ({ x, y, value: x * y }))),
      {
        xTitle: "x",
        yTitle: "y",
        valueTitle: "value",
        middle: 5,
        lines: [{ label: "line", points: [[1, 3], [2, 5]] }],
        marks: [{ label: "mark", x: 1, y: 5 }],
      },
    ),
    neuronProfile: neuronProfile(layersOf(sigmoid, 0.2), { range: [0, 1] }),
    layerProfile: layerProfile([
      { layer: 1, value: 0.2, series: "a", low: 0.1, high: 0.3 },
      { layer: 2, value: 0.1, series: "a" },
      { layer: 1, value: 0.21, series: "a", theory: true },
      { layer: 2, value: 0.12, series: "a", theory: true },
      { layer: 1, value: 0.5, series: "b" },
    ], { yTitle: "standard deviation", logY: true }),
    linePanels: linePanels({
      mean: { lines: { a: [0, 2, 3], b: [0, 1, 2] }, rule: 3 },
      variance: { lines: { a: [1, 3, 4], b: [0, 2, 3] }, rule: 4 },
    }, { ruleTitle: "population" }),
    lossCurves: lossCurves({ a: [3, 2, 1], b: [3], c: [1, NaN] }),
    xyPlot: xyPlot({
      a: { x: [1, 2, 3], y: [3, NaN, 5] },
      b: { x: [2, 1], y: [4, 6] },
    }, { marks: "both" }),
    stacked: stacked([
      xyPlot({ a: { x: [0.1, 10], y: [1, 2] } }, { logX: true }),
      xyPlot({ a: { x: [0.1, 10], y: [4, 3] } }, { logX: true }),
    ], { rules: { middle: 1 } }),
    functionCurves: functionCurves({
      sigmoid: { value: sigmoid, derivative: sigmoid.derivative },
      tanh: { value: tanh, derivative: tanh.derivative },
    }),
    accuracyPanels: accuracyPanels(scales.flatMap((std, i) => [
      { std, batchNorm: true, trainAccuracy: curve(1 - i / 20) },
      { std, batchNorm: false, trainAccuracy: curve(0.1 + i / 100) },
    ])),
    accuracyByScale: accuracyByScale(scales.flatMap((std, i) => [
      { std, accuracy: 1 - i / 20, low: 0.1, high: 1, series: WITH },
      { std, accuracy: 0.12, published: 0.117, series: WITHOUT },
    ])),
    networkPanels: networkPanels({
      left: {
        activations: layersOf(sigmoid, 0.2),
        range: [0, 1],
        rows: [1, 2, 3, 4, 5].map((layer) => ({
          layer,
          std: 0.4,
          within: 0.4 ** layer,
          gradientStd: 0.1 ** layer,
        })),
        theory: [1, 2, 3, 4, 5].map((layer) => ({
          layer,
          total: 0.16,
          within: 0.15 ** layer,
          gradient: 0.01 ** layer,
        })),
        losses: [3, 2, 1],
      },
      right: {
        activations: layersOf(relu, 0.4),
        rows: [{ layer: 1, std: 2, within: 1 }],
      },
    }, { updates: 10 }),
    batchNormalizationGraph: batchNormalizationGraph(),
    diagnosisFigure: diagnosisFigure([1, 2, 3].map((layer) => ({
      layer,
      name: "Affine, sigmoid",
      units: 4,
      mean: 0.5,
      std: 0.4,
      within: 0.4 ** layer,
      predicted: 0.41,
      saturated: 0.3,
      dead: 0.1,
      rank: 10 / layer,
      gradientStd: 1e-4 * layer,
      weightGradientStd: 1e-3 * layer,
      logUpdate: -3,
    }))),
    claimVerdicts: claimVerdicts(claimRows()),
    verdictsByBar: verdictsByBar(verdictSpans()),
    scaleExplorer: scaleExplorer(scaleRows(), {
      marks: { Xavier: 0.1, He: 0.14 },
      start: { std: 0.1 },
    }),
    trainingExplorer: trainingExplorer(trainingRuns(), { std: 0.01 }),
  };
}

/** A claim of each verdict, one of them far beyond the axis, one of them exact. */
export function claimRows(): ClaimRow[] {
  const part = (value: number, onCondition = false) => ({
    measure: "size of a gradient after four layers back, of what it was",
    onCondition,
    bar: { above: 0.1 },
    standing: (value > 0.1 ? "for" : "against") as Standing,
    estimate: {
      value,
      low: 0.9 * value,
      high: 1.1 * value,
      n: 30,
      method: "t",
    },
  });
  const claim = (number: number, verdict: Verdict) => ({
    number,
    title: `A claim of the post: ${verdict}`,
    korean: `주장 ${number}이다.`,
    translation: `It is claim ${number}.`,
    verdict,
    where: "02_sigmoid_and_tanh.ipynb#Do-the-gradients-vanish?",
  });
  return [
    { ...claim(1, "as said"), measurements: [part(0.5), part(0.2)] },
    {
      ...claim(2, "in a narrower sense"),
      condition: { sense: "narrower" as const, text: "under a condition" },
      measurements: [part(0.01), part(3, true)],
    },
    {
      ...claim(5, "not as said, but of something else"),
      condition: { sense: "something else" as const, text: "of tanh" },
      measurements: [part(0.02), exact(part(6, true))],
    },
    { ...claim(3, "not"), measurements: [part(1e-9), part(9, true)] },
    { ...claim(14, "open"), measurements: [part(0.1)] },
  ];
}

/** The same as a fact that no draw changes. */
function exact<
  M extends { estimate: { value: number; low: number; high: number } },
>(measurement: M): M {
  const { value } = measurement.estimate;
  const estimate = { value, low: value, high: value, n: 1, method: "exact" };
  return { ...measurement, estimate };
}

/** Verdicts of three claims over bars from a tenth to ten times as high. */
export function verdictSpans(): VerdictSpan[] {
  const span = (
    number: number,
    verdict: Verdict,
    from: number,
    to: number,
  ) => ({ number, title: "A claim of the post", verdict, from, to });
  return [
    span(1, "as said", 0.1, 1.5),
    span(1, "open", 1.5, 1.75),
    span(1, "not", 1.75, 10),
    span(2, "as said", 0.1, 0.2),
    span(2, "in a narrower sense", 0.2, 10),
    span(6, "not as said, but of something else", 0.1, 10),
  ];
}

/** Two activations with and without batch normalization at five scales, made up. */
export function scaleRows(): ScaleLayerRow[] {
  return ["sigmoid", "ReLU"].flatMap((activation) =>
    [false, true].flatMap((batchNorm) =>
      [0.01, 0.1, 1, 10, 100].flatMap((std) =>
        [1, 2, 3].map((layer) => ({
          activation,
          batchNorm,
          std,
          layer,
          values: 12,
          counts: [layer, 2, 3, activation === "ReLU" ? 1 : 7 - layer],
          range: [0, activation === "ReLU" ? 2 : 1] as const,
          total: 0.5,
          within: 0.5 * std / (1 + std) / layer,
        }))
      )
    )
  );
}

/** The post's sixteen scales with and without batch normalization, made up. */
export function trainingRuns(): TrainingBands[] {
  const band = (end: number) => ({
    mean: curve(end),
    low: curve(0.9 * end),
    high: curve(1.1 * end),
  });
  return scales.flatMap((std, i) =>
    [true, false].map((batchNorm) => ({
      std,
      batchNorm,
      updates: curve(0).map((_, k) => 1 + 10 * k),
      train: band(batchNorm ? 0.9 - i / 40 : 0.1),
      test: band(batchNorm ? 0.8 - i / 40 : 0.1),
    }))
  );
}

function curve(end: number): number[] {
  return Array.from({ length: 20 }, (_, i) => 0.1 + (end - 0.1) * i / 19);
}

/** Every object inside a spec, the spec itself first. */
export function* objectsOf(
  value: unknown,
): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsOf(inner);
}

/** All rows that stand anywhere inside a spec. */
export function rowsOf(chart: Chart): Record<string, unknown>[] {
  return [...objectsOf(chart.spec)].flatMap(({ values }) =>
    Array.isArray(values) && typeof values[0] === "object" ? values : []
  );
}
