// What plans may name: a part of a new kind has its line here.

import type { Activation } from "../activations/activation.ts";
import { elu } from "../activations/elu.ts";
import { gelu, geluTanh } from "../activations/gelu.ts";
import { leakyRelu } from "../activations/leaky_relu.ts";
import { linear } from "../activations/linear.ts";
import { relu } from "../activations/relu.ts";
import { selu } from "../activations/selu.ts";
import { sigmoid } from "../activations/sigmoid.ts";
import { silu } from "../activations/silu.ts";
import { softplus } from "../activations/softplus.ts";
import { tanh } from "../activations/tanh.ts";
import { constant, ones, zeros } from "../initializers/constant.ts";
import { he } from "../initializers/he.ts";
import { identity } from "../initializers/identity.ts";
import { lecun } from "../initializers/lecun.ts";
import { normal } from "../initializers/normal.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import { pytorchLinear } from "../initializers/pytorch_linear.ts";
import { sparse } from "../initializers/sparse.ts";
import { truncatedNormal } from "../initializers/truncated_normal.ts";
import { uniform } from "../initializers/uniform.ts";
import { varianceScaling } from "../initializers/variance_scaling.ts";
import { xavier } from "../initializers/xavier.ts";
import { BatchNormalization } from "../layers/batch_normalization.ts";
import { GroupNormalization } from "../layers/group_normalization.ts";
import { LayerNormalization } from "../layers/layer_normalization.ts";
import { RMSNormalization } from "../layers/rms_normalization.ts";
import { l2Penalty } from "../losses/l2_penalty.ts";
import { MeanSquaredError } from "../losses/mean_squared_error.ts";
import { SoftmaxCrossEntropy } from "../losses/softmax_cross_entropy.ts";
import { AdaGrad } from "../optimizers/ada_grad.ts";
import { Adam } from "../optimizers/adam.ts";
import { AdamW } from "../optimizers/adam_w.ts";
import { Momentum } from "../optimizers/momentum.ts";
import { Nesterov } from "../optimizers/nesterov.ts";
import { RMSProp } from "../optimizers/rms_prop.ts";
import { SGD } from "../optimizers/sgd.ts";
import { plain } from "./_named.ts";

// Who takes the library's types from its sources reads them off here: each table says its own.

/** What makes a function that has no constants. */
type Always = () => Activation;

/** What makes initializers that have no constants. */
type Plain<Make extends () => unknown> = () => ReturnType<Make>;

/** What makes layers of a class, of any width, with the same constants. */
type LayersOf<Class> = Class extends
  new (features: number, constants?: infer Constants) => infer Layer
  ? (constants?: Constants) => (features: number) => Layer
  : never;

/** What makes layers of a class that cannot do without constants. */
type LayersWith<Class> = Class extends
  new (features: number, constants: infer Constants) => infer Layer
  ? (constants: Constants) => (features: number) => Layer
  : never;

/** What makes optimizers of a class. */
type Of<Class> = Class extends new (constants: infer Constants) => infer Made
  ? (constants: Constants) => Made
  : never;

const always = (f: Activation): Always => plain(() => f);

/** The activations that a plan may name, each as the library exports it. */
export const ACTIVATIONS: {
  readonly elu: typeof elu;
  readonly gelu: Always;
  readonly geluTanh: Always;
  readonly leakyRelu: typeof leakyRelu;
  readonly linear: Always;
  readonly relu: Always;
  readonly selu: Always;
  readonly sigmoid: Always;
  readonly silu: Always;
  readonly softplus: Always;
  readonly tanh: Always;
} = {
  elu,
  gelu: always(gelu),
  geluTanh: always(geluTanh),
  leakyRelu,
  linear: always(linear),
  relu: always(relu),
  selu: always(selu),
  sigmoid: always(sigmoid),
  silu: always(silu),
  softplus: always(softplus),
  tanh: always(tanh),
};

/** The initializers that a plan may name, each as the library exports it. */
export const INITIALIZERS: {
  readonly constant: typeof constant;
  readonly he: typeof he;
  readonly identity: typeof identity;
  readonly lecun: typeof lecun;
  readonly normal: typeof normal;
  readonly ones: Plain<typeof ones>;
  readonly orthogonal: typeof orthogonal;
  readonly pytorchLinear: Plain<typeof pytorchLinear>;
  readonly sparse: typeof sparse;
  readonly truncatedNormal: typeof truncatedNormal;
  readonly uniform: typeof uniform;
  readonly varianceScaling: typeof varianceScaling;
  readonly xavier: typeof xavier;
  readonly zeros: Plain<typeof zeros>;
} = {
  constant,
  he,
  identity,
  lecun,
  normal,
  ones: plain(ones),
  orthogonal,
  pytorchLinear: plain(pytorchLinear),
  sparse,
  truncatedNormal,
  uniform,
  varianceScaling,
  xavier,
  zeros: plain(zeros),
};

const layersOf = <Layer, Constants>(
  Layer: new (features: number, constants?: Constants) => Layer,
) =>
(constants?: Constants) =>
(features: number): Layer => new Layer(features, constants);

/** The normalizations that a plan may name, each as the library exports it. */
export const NORMALIZATIONS: {
  readonly BatchNormalization: LayersOf<typeof BatchNormalization>;
  readonly GroupNormalization: LayersWith<typeof GroupNormalization>;
  readonly LayerNormalization: LayersOf<typeof LayerNormalization>;
  readonly RMSNormalization: LayersOf<typeof RMSNormalization>;
} = {
  BatchNormalization: layersOf(BatchNormalization),
  GroupNormalization: (constants) => (features) =>
    new GroupNormalization(features, constants),
  LayerNormalization: layersOf(LayerNormalization),
  RMSNormalization: layersOf(RMSNormalization),
};

const of = <Optimizer, Constants>(
  Optimizer: new (constants: Constants) => Optimizer,
) =>
(constants: Constants): Optimizer => new Optimizer(constants);

/** The optimizers that a plan may name, each as the library exports it. */
export const OPTIMIZERS: {
  readonly AdaGrad: Of<typeof AdaGrad>;
  readonly Adam: Of<typeof Adam>;
  readonly AdamW: Of<typeof AdamW>;
  readonly Momentum: Of<typeof Momentum>;
  readonly Nesterov: Of<typeof Nesterov>;
  readonly RMSProp: Of<typeof RMSProp>;
  readonly SGD: Of<typeof SGD>;
} = {
  AdaGrad: of(AdaGrad),
  Adam: of(Adam),
  AdamW: of(AdamW),
  Momentum: of(Momentum),
  Nesterov: of(Nesterov),
  RMSProp: of(RMSProp),
  SGD: of(SGD),
};

/** The penalties that a plan may name, each as the library exports it. */
export const PENALTIES: {
  readonly l2Penalty: typeof l2Penalty;
} = { l2Penalty };

/** The losses of classes that a plan may name, each as the library exports it. */
export const LOSSES: {
  readonly MeanSquaredError: () => MeanSquaredError;
  readonly SoftmaxCrossEntropy: () => SoftmaxCrossEntropy;
} = {
  MeanSquaredError: plain(() => new MeanSquaredError()),
  SoftmaxCrossEntropy: plain(() => new SoftmaxCrossEntropy()),
};
