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
import { Affine } from "../layers/affine.ts";
import { BatchNormalization } from "../layers/batch_normalization.ts";
import { GroupNormalization } from "../layers/group_normalization.ts";
import { LayerNormalization } from "../layers/layer_normalization.ts";
import { PRelu } from "../layers/p_relu.ts";
import { RMSNormalization } from "../layers/rms_normalization.ts";
import { WeightNormalizedAffine } from "../layers/weight_normalized_affine.ts";
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
import { constantRate } from "../schedules/constant_rate.ts";
import { cosineDecay } from "../schedules/cosine_decay.ts";
import { linearWarmup } from "../schedules/linear_warmup.ts";
import type { LearningRate, Schedule } from "../schedules/schedule.ts";
import { stepDecay } from "../schedules/step_decay.ts";
import { make, type Named, plain } from "./_named.ts";

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

/** What makes affine maps, as `mlp` has them made. */
type AffineOf<Class extends typeof Affine> = () => (
  ...asked: ConstructorParameters<Class>
) => InstanceType<Class>;

/** A learning rate as data: a number, or a schedule by its name. */
export type Rate =
  | number
  | Named<Omit<typeof SCHEDULES, "linearWarmup">>
  | ({ readonly name: "linearWarmup" } & Warmup);

/** The constants of `linearWarmup` as data. */
interface Warmup extends Omit<Parameters<typeof linearWarmup>[0], "then"> {
  readonly then: Rate;
}

/** Those of an optimizer. */
type Rated<Constants> = { readonly lr: Rate } & Omit<Constants, "lr">;

/** What makes optimizers of a class. */
type Of<Class> = Class extends
  new (constants: infer Constants extends { lr: LearningRate }) => infer Made
  ? (constants: Rated<Constants>) => Made
  : never;

const layersOf = <Layer, Constants>(
  Layer: new (features: number, constants?: Constants) => Layer,
) =>
(constants?: Constants) =>
(features: number): Layer => new Layer(features, constants);

const always = (f: Activation): Always => plain(() => f);

/** The activations that a plan may name, each as the library exports it. */
export const ACTIVATIONS: {
  readonly elu: typeof elu;
  readonly gelu: Always;
  readonly geluTanh: Always;
  readonly leakyRelu: typeof leakyRelu;
  readonly linear: Always;
  readonly PRelu: LayersOf<typeof PRelu>;
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
  PRelu: layersOf(PRelu),
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

/** The affine maps that a plan may name, each as the library exports it. */
export const AFFINES: {
  readonly Affine: AffineOf<typeof Affine>;
  readonly WeightNormalizedAffine: AffineOf<typeof WeightNormalizedAffine>;
} = {
  Affine: plain(() => (...asked) => new Affine(...asked)),
  WeightNormalizedAffine: plain(() => (...asked) =>
    new WeightNormalizedAffine(...asked)
  ),
};

/** The schedules that a plan may name as a learning rate, each as the library exports it. */
export const SCHEDULES: {
  readonly constantRate: typeof constantRate;
  readonly cosineDecay: typeof cosineDecay;
  readonly linearWarmup: (constants: Warmup) => Schedule;
  readonly stepDecay: typeof stepDecay;
} = {
  constantRate,
  cosineDecay,
  linearWarmup: ({ then, ...constants }) =>
    linearWarmup({ ...constants, then: rateOf(then) }),
  stepDecay,
};

const rateOf = (rate: Rate): LearningRate =>
  typeof rate === "object" ? make(SCHEDULES, rate) : rate;

const of = <Optimizer, Constants extends { lr: LearningRate }>(
  Optimizer: new (constants: Constants) => Optimizer,
) =>
(constants: Rated<Constants>): Optimizer =>
  new Optimizer({ ...constants, lr: rateOf(constants.lr) } as Constants);

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
