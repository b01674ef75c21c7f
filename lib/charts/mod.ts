/**
 * weightlab/charts: plain rows made Vega-Lite figures, and what shows them.
 *
 * @module
 */

export type {
  Chart,
  Json,
  MatrixLike,
  NamedMatrix,
  VegaLiteSpec,
} from "./chart.ts";
export { type HistogramBins, histogramCounts } from "./histogram_counts.ts";
export { histograms, type HistogramsOptions } from "./histograms.ts";
export { neuronProfile, type NeuronProfileOptions } from "./neuron_profile.ts";
export {
  layerProfile,
  type LayerProfileOptions,
  type LayerRow,
} from "./layer_profile.ts";
export {
  type Curve,
  functionCurves,
  type FunctionCurvesOptions,
  type FunctionWithSlope,
} from "./function_curves.ts";
export {
  type LinePanel,
  linePanels,
  type LinePanelsOptions,
} from "./line_panels.ts";
export { lossCurves, type LossCurvesOptions } from "./loss_curves.ts";
export { xyPlot, type XyPlotOptions, type XySeries } from "./xy_plot.ts";
export { stacked, type StackedOptions } from "./stacked.ts";
export {
  accuracyPanels,
  type AccuracyPanelsOptions,
  type AccuracyRun,
} from "./accuracy_panels.ts";
export {
  accuracyByScale,
  type AccuracyByScaleOptions,
  type ScaleRow,
} from "./accuracy_by_scale.ts";
export {
  type HeatCell,
  type HeatLine,
  heatMap,
  type HeatMapOptions,
  type HeatMark,
} from "./heat_map.ts";
export {
  type ComputationalGraph,
  computationalGraph,
  type GraphEdge,
  type GraphNode,
  type GraphNote,
} from "./computational_graph.ts";
export { batchNormalizationGraph } from "./batch_normalization_graph.ts";
export { claimVerdicts } from "./claim_verdicts.ts";
export { claimMeasurements } from "./claim_measurements.ts";
export { claimTable } from "./claim_table.ts";
export { verdictsByBar } from "./verdicts_by_bar.ts";
export {
  type Cell,
  type Link,
  type Table,
  table,
  type TableOptions,
} from "./table.ts";
export {
  scaleExplorer,
  type ScaleExplorerOptions,
  type ScaleLayerRow,
} from "./scale_explorer.ts";
export {
  type AccuracyBand,
  type TrainingBands,
  trainingExplorer,
  type TrainingExplorerOptions,
} from "./training_explorer.ts";
export { diagnosisTable } from "./diagnosis_table.ts";
export { diagnosisFigure } from "./diagnosis_figure.ts";
export {
  type NetworkMoment,
  networkPanels,
  type NetworkPanelsOptions,
  type PredictedLayer,
} from "./network_panels.ts";
export { type PngOptions, toPng } from "./png.ts";
export { toSvg } from "./svg.ts";
export type { Background } from "./theme.ts";
export { themed } from "./themed.ts";
export { type Progress, progress } from "./progress.ts";
export { show } from "./show.ts";
export { animate } from "./animate.ts";
