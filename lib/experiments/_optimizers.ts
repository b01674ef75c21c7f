import { AdaGrad } from "../optimizers/ada_grad.ts";
import { Adam } from "../optimizers/adam.ts";
import { AdamW } from "../optimizers/adam_w.ts";
import { Momentum } from "../optimizers/momentum.ts";
import { Nesterov } from "../optimizers/nesterov.ts";
import { RMSProp } from "../optimizers/rms_prop.ts";
import { SGD } from "../optimizers/sgd.ts";

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
