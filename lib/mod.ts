/**
 * weightlab: weight initialization and batch normalization, to be seen, run and
 * checked.
 *
 * @module
 */

export { Matrix } from "./storage/matrix.ts";
export {
  type KernelInUse,
  kernelInUse,
  type KernelName,
  type KernelOptions,
  useKernel,
} from "./kernel/kernel.ts";
export { matmul, type MatmulOptions } from "./matrix/matmul.ts";
export { mapElements, zipWith } from "./matrix/map_elements.ts";
export { columnSums } from "./matrix/columns.ts";
export { columnMeans, columnVariances } from "./matrix/moments.ts";
export { takeRows } from "./matrix/take_rows.ts";
export { workspace } from "./storage/workspace.ts";
export { nearCopy } from "./storage/near_copy.ts";
export { batchRows } from "./matrix/batch_rows.ts";
export { largestDifference } from "./matrix/largest_difference.ts";

export type { Rng } from "./random/rng.ts";
export { seeded } from "./random/seeded.ts";
export { standardNormal } from "./random/standard_normal.ts";
export { randn } from "./random/randn.ts";
export { sampleIndices } from "./random/sample_indices.ts";
export { shuffledIndices } from "./random/shuffled_indices.ts";

export type { ConfidenceOptions, Estimate } from "./statistics/estimate.ts";
export {
  geometricMeanInterval,
  meanInterval,
} from "./statistics/mean_interval.ts";
export { shareInterval } from "./statistics/share_interval.ts";

export type { Data, TargetData } from "./datasets/data.ts";
export { classCounts } from "./datasets/class_counts.ts";
export { type Idx, parseIdx } from "./datasets/idx.ts";
export { labelledImages } from "./datasets/labelled_images.ts";
export { loadMnist } from "./datasets/mnist.ts";

export type { Initializer } from "./initializers/initializer.ts";
export { constant, ones, zeros } from "./initializers/constant.ts";
export { identity } from "./initializers/identity.ts";
export { normal } from "./initializers/normal.ts";
export { uniform } from "./initializers/uniform.ts";
export { truncatedNormal } from "./initializers/truncated_normal.ts";
export { sparse } from "./initializers/sparse.ts";
export type {
  Distribution,
  FanMode,
  ScalingOptions,
} from "./initializers/scaling.ts";
export { varianceScaling } from "./initializers/variance_scaling.ts";
export { xavier } from "./initializers/xavier.ts";
export { he } from "./initializers/he.ts";
export { lecun } from "./initializers/lecun.ts";
export { pytorchLinear } from "./initializers/pytorch_linear.ts";
export { orthogonal } from "./initializers/orthogonal.ts";

export { type Activation, defineActivation } from "./activations/activation.ts";
export { sigmoid } from "./activations/sigmoid.ts";
export { tanh } from "./activations/tanh.ts";
export { relu } from "./activations/relu.ts";
export { leakyRelu } from "./activations/leaky_relu.ts";
export { elu } from "./activations/elu.ts";
export { selu } from "./activations/selu.ts";
export { gelu, geluTanh } from "./activations/gelu.ts";
export { silu } from "./activations/silu.ts";
export { softplus } from "./activations/softplus.ts";
export { linear } from "./activations/linear.ts";
export { gaussianMean } from "./activations/gaussian_mean.ts";
export {
  type Gain,
  gain,
  type GainRow,
  gainTable,
} from "./activations/gain.ts";

export {
  type Layer,
  type LayerBuffer,
  type Mode,
  type Param,
  param,
} from "./layers/layer.ts";
export { snapshot } from "./layers/snapshot.ts";
export { Affine, type AffineOptions } from "./layers/affine.ts";
export { ActivationLayer } from "./layers/activation_layer.ts";
export { Sigmoid } from "./layers/sigmoid.ts";
export { Tanh } from "./layers/tanh.ts";
export { Relu } from "./layers/relu.ts";
export { PRelu, type PReluOptions } from "./layers/p_relu.ts";
export { WeightNormalizedAffine } from "./layers/weight_normalized_affine.ts";
export {
  GroupNormalization,
  type GroupNormalizationOptions,
} from "./layers/group_normalization.ts";
export {
  type BatchNormalizationConstants,
  type BatchNormalizationConvention,
  batchNormalizationConventions,
  type BatchNormalizationOptions,
} from "./layers/batch_normalization_conventions.ts";
export { BatchNormalization } from "./layers/batch_normalization.ts";
export {
  LayerNormalization,
  type LayerNormalizationOptions,
} from "./layers/layer_normalization.ts";
export {
  RMSNormalization,
  type RMSNormalizationOptions,
} from "./layers/rms_normalization.ts";
export { Dropout } from "./layers/dropout.ts";
export { Sequential } from "./layers/sequential.ts";
export { Frozen } from "./layers/frozen.ts";
export { Residual, type ResidualOptions } from "./layers/residual.ts";

export type { Loss, TargetKind, Targets } from "./losses/loss.ts";
export { softmax } from "./losses/softmax.ts";
export { SoftmaxCrossEntropy } from "./losses/softmax_cross_entropy.ts";
export { SigmoidCrossEntropy } from "./losses/sigmoid_cross_entropy.ts";
export { MeanSquaredError } from "./losses/mean_squared_error.ts";
export {
  type L2Penalty,
  l2Penalty,
  type L2PenaltyOptions,
  type Penalty,
} from "./losses/l2_penalty.ts";

export type { Optimizer, OptimizerState } from "./optimizers/optimizer.ts";
export { SGD } from "./optimizers/sgd.ts";
export { Momentum } from "./optimizers/momentum.ts";
export { Nesterov } from "./optimizers/nesterov.ts";
export { AdaGrad } from "./optimizers/ada_grad.ts";
export { RMSProp } from "./optimizers/rms_prop.ts";
export { Adam } from "./optimizers/adam.ts";
export { AdamW } from "./optimizers/adam_w.ts";
export {
  clipGradients,
  type ClipOptions,
} from "./optimizers/clip_gradients.ts";

export type { LearningRate, Schedule } from "./schedules/schedule.ts";
export { constantRate } from "./schedules/constant_rate.ts";
export { stepDecay } from "./schedules/step_decay.ts";
export { cosineDecay } from "./schedules/cosine_decay.ts";
export { linearWarmup } from "./schedules/linear_warmup.ts";

export { save, type SaveOptions } from "./saving/save.ts";
export { restore, type RestoreOptions } from "./saving/restore.ts";
export {
  readSafetensors,
  type Safetensors,
  type StoredTensor,
  writeSafetensors,
} from "./saving/safetensors.ts";

export { mlp, type MlpOptions } from "./networks/mlp.ts";
export { lsuv, type LsuvLayer, type LsuvOptions } from "./networks/lsuv.ts";

export { recalibrate } from "./training/recalibrate.ts";
export { accuracy } from "./training/accuracy.ts";
export {
  checkGradients,
  type GradientCheck,
  gradientError,
  numericalGradient,
} from "./training/check_gradients.ts";
export {
  type EarlyStopping,
  train,
  type TrainHistory,
  type TrainOptions,
} from "./training/train.ts";

export { activations, type LayerOutput } from "./probes/activations.ts";
export {
  covariateShift,
  type CovariateShiftOptions,
  type LayerShift,
} from "./probes/covariate_shift.ts";
export {
  type DescentLandscape,
  descentLandscape,
  type DescentLandscapeOptions,
  type DescentStep,
} from "./probes/descent_landscape.ts";
export {
  gradients,
  type GradientsOptions,
  type LayerGradient,
  type ParamGradient,
} from "./probes/gradients.ts";
export { distinctColumns } from "./probes/distinct_columns.ts";
export { effectiveRank } from "./probes/effective_rank.ts";
export { neuronCorrelation } from "./probes/neuron_correlation.ts";
export { type VarianceSplit, varianceSplit } from "./probes/variance_split.ts";

export {
  diagnose,
  type DiagnoseOptions,
  type DiagnosisBatch,
} from "./diagnosis/diagnose.ts";
export type {
  Diagnosis,
  InputDiagnosis,
  LayerDiagnosis,
  Problem,
  ProblemKind,
} from "./diagnosis/diagnosis.ts";

export { type Help, help } from "./help/help.ts";
