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
