/**
 * weightlab: weight initialization and batch normalization, to be seen, run and
 * checked.
 *
 * @module
 */

export { Matrix } from "./matrix/matrix.ts";
export { matmul, type MatmulOptions } from "./matrix/matmul.ts";
export { map, zipWith } from "./matrix/map.ts";
export { columnMeans, columnSums, columnVariances } from "./matrix/columns.ts";
export { takeRows } from "./matrix/take_rows.ts";
export {
  type Blas,
  blasInUse,
  type BlasOptions,
  useBlas,
  useWasm,
} from "./matrix/blas.ts";

export type { Rng } from "./random/rng.ts";
export { seeded } from "./random/seeded.ts";
export { standardNormal } from "./random/standard_normal.ts";
export { randn } from "./random/randn.ts";
export { sampleIndices } from "./random/sample_indices.ts";

export type { ConfidenceOptions, Estimate } from "./statistics/estimate.ts";
export {
  geometricMeanInterval,
  meanInterval,
} from "./statistics/mean_interval.ts";
export { shareInterval } from "./statistics/share_interval.ts";

export type { Data } from "./datasets/data.ts";
export { classCounts } from "./datasets/class_counts.ts";
export { type Idx, parseIdx } from "./datasets/idx.ts";
export { labelledImages } from "./datasets/labelled_images.ts";
export { loadMnist } from "./datasets/mnist.ts";

export type { Initializer } from "./initializers/initializer.ts";
export { constant, zeros } from "./initializers/constant.ts";
export { normal } from "./initializers/normal.ts";
export { uniform } from "./initializers/uniform.ts";
export { truncatedNormal } from "./initializers/truncated_normal.ts";
export {
  type Distribution,
  type FanMode,
  type ScalingOptions,
  varianceScaling,
} from "./initializers/variance_scaling.ts";
export { xavier } from "./initializers/xavier.ts";
export { he } from "./initializers/he.ts";
export { lecun } from "./initializers/lecun.ts";
export { orthogonal } from "./initializers/orthogonal.ts";

export { type Activation, activation } from "./activations/activation.ts";
export { sigmoid } from "./activations/sigmoid.ts";
export { tanh } from "./activations/tanh.ts";
export { relu } from "./activations/relu.ts";

export { type Layer, type Mode, type Param, param } from "./layers/layer.ts";
export { Affine } from "./layers/affine.ts";
export { ActivationLayer } from "./layers/activation_layer.ts";
export { Sigmoid } from "./layers/sigmoid.ts";
export { Tanh } from "./layers/tanh.ts";
export { Relu } from "./layers/relu.ts";
export {
  BatchNormalization,
  type BatchNormalizationOptions,
} from "./layers/batch_normalization.ts";
export { Dropout } from "./layers/dropout.ts";
export { Sequential } from "./layers/sequential.ts";

export { SoftmaxCrossEntropy } from "./losses/softmax_cross_entropy.ts";

export type { Optimizer } from "./optimizers/optimizer.ts";
export { SGD } from "./optimizers/sgd.ts";
export { Momentum } from "./optimizers/momentum.ts";
export { AdaGrad } from "./optimizers/ada_grad.ts";
export { RMSProp } from "./optimizers/rms_prop.ts";
export { Adam } from "./optimizers/adam.ts";

export { mlp, type MlpOptions } from "./networks/mlp.ts";

export { accuracy } from "./training/accuracy.ts";
export {
  checkGradients,
  type GradientCheck,
  gradientError,
  numericalGradient,
} from "./training/check_gradients.ts";
export {
  train,
  type TrainHistory,
  type TrainOptions,
} from "./training/train.ts";

export { activations, type LayerOutput } from "./probes/activations.ts";
export { distinctColumns } from "./probes/distinct_columns.ts";
export { neuronCorrelation } from "./probes/neuron_correlation.ts";
export { type VarianceSplit, varianceSplit } from "./probes/variance_split.ts";

export { propagate, type PropagateOptions } from "./experiments/propagate.ts";
export { backpropagate } from "./experiments/backpropagate.ts";
export { trainTo, type TrainToOptions } from "./experiments/train_to.ts";
export { weightScales } from "./experiments/weight_scales.ts";
export type { SweepRun } from "./experiments/sweep_run.ts";
export {
  weightScaleSweep,
  type WeightScaleSweepOptions,
} from "./experiments/weight_scale_sweep.ts";

export type {
  Claim,
  Digits,
  Experiment,
  Observation,
  Part,
} from "./claims/claim.ts";
export {
  type Bar,
  type Standing,
  standing,
  type Verdict,
  verdict,
} from "./claims/verdict.ts";
export {
  examine,
  type Finding,
  type Measurement,
  type Observations,
  verdictOfNumbers,
} from "./claims/examine.ts";
export {
  experimentsOf,
  observe,
  type ObserveOptions,
} from "./claims/observe.ts";
export { claims } from "./claims/claims.ts";

export type { Chart, Json, MatrixLike, VegaLiteSpec } from "./charts/chart.ts";
export {
  type HistogramBins,
  histogramCounts,
} from "./charts/histogram_counts.ts";
export { histograms, type HistogramsOptions } from "./charts/histograms.ts";
export {
  neuronProfile,
  type NeuronProfileOptions,
} from "./charts/neuron_profile.ts";
export {
  layerProfile,
  type LayerProfileOptions,
  type LayerRow,
} from "./charts/layer_profile.ts";
export {
  type Curve,
  functionCurves,
  type FunctionCurvesOptions,
  type FunctionWithSlope,
} from "./charts/function_curves.ts";
export { lossCurves, type LossCurvesOptions } from "./charts/loss_curves.ts";
export {
  accuracyPanels,
  type AccuracyPanelsOptions,
  type AccuracyRun,
} from "./charts/accuracy_panels.ts";
export {
  accuracyByScale,
  type AccuracyByScaleOptions,
  type ScaleRow,
} from "./charts/accuracy_by_scale.ts";
export {
  type ComputationalGraph,
  computationalGraph,
  type GraphEdge,
  type GraphNode,
  type GraphNote,
} from "./charts/computational_graph.ts";
export { batchNormalizationGraph } from "./charts/batch_normalization_graph.ts";
export {
  type ClaimBar,
  type ClaimMeasurement,
  type ClaimRow,
  claimVerdicts,
} from "./charts/claim_verdicts.ts";
export { claimMeasurements } from "./charts/claim_measurements.ts";
export { claimTable } from "./charts/claim_table.ts";
export {
  type Cell,
  type Link,
  type Table,
  table,
  type TableOptions,
} from "./charts/table.ts";
export { type PngOptions, toPng } from "./charts/png.ts";
export { toSvg } from "./charts/svg.ts";
export { type Background, themed } from "./charts/theme.ts";
export { type Progress, progress } from "./charts/progress.ts";
export { show } from "./charts/show.ts";
