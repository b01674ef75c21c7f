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
import { LayerNormalization } from "../layers/layer_normalization.ts";
import { RMSNormalization } from "../layers/rms_normalization.ts";
import { l2Penalty } from "../losses/l2_penalty.ts";
import { AdaGrad } from "../optimizers/ada_grad.ts";
import { Adam } from "../optimizers/adam.ts";
import { AdamW } from "../optimizers/adam_w.ts";
import { Momentum } from "../optimizers/momentum.ts";
import { Nesterov } from "../optimizers/nesterov.ts";
import { RMSProp } from "../optimizers/rms_prop.ts";
import { SGD } from "../optimizers/sgd.ts";
import { plain } from "./_named.ts";

const always = (f: Activation) => plain(() => f);

/** The activations that a plan may name, each as the library exports it. */
export const ACTIVATIONS = {
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
export const INITIALIZERS = {
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

/** What makes layers of a class, of any width, with the same constants. */
const layersOf = <Layer, Constants>(
  Layer: new (features: number, constants?: Constants) => Layer,
) =>
(constants?: Constants) =>
(features: number): Layer => new Layer(features, constants);

/** The normalizations that a plan may name, each as the library exports it. */
export const NORMALIZATIONS = {
  BatchNormalization: layersOf(BatchNormalization),
  LayerNormalization: layersOf(LayerNormalization),
  RMSNormalization: layersOf(RMSNormalization),
};

/** What makes optimizers of a class. */
const of = <Optimizer, Constants>(
  Optimizer: new (constants: Constants) => Optimizer,
) =>
(constants: Constants): Optimizer => new Optimizer(constants);

/** The optimizers that a plan may name, each as the library exports it. */
export const OPTIMIZERS = {
  AdaGrad: of(AdaGrad),
  Adam: of(Adam),
  AdamW: of(AdamW),
  Momentum: of(Momentum),
  Nesterov: of(Nesterov),
  RMSProp: of(RMSProp),
  SGD: of(SGD),
};

/** The penalties that a plan may name, each as the library exports it. */
export const PENALTIES = { l2Penalty };
