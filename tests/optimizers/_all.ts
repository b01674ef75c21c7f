import {
  AdaGrad,
  Adam,
  AdamW,
  type LearningRate,
  Momentum,
  Nesterov,
  type Optimizer,
  type OptimizerState,
  type Param,
  RMSProp,
  SGD,
} from "weightlab";

/** An optimizer that can be told its rate, and asked for its state. */
export type Made = Required<Optimizer> & { readonly lr: LearningRate };

/** How each optimizer of the library is made, with constants that are not its defaults. */
export const ALL: Readonly<Record<string, (lr: LearningRate) => Made>> = {
  SGD: (lr) => new SGD({ lr }),
  Momentum: (lr) => new Momentum({ lr, momentum: 0.8 }),
  Nesterov: (lr) => new Nesterov({ lr, momentum: 0.8 }),
  AdaGrad: (lr) => new AdaGrad({ lr, eps: 1e-3 }),
  RMSProp: (lr) => new RMSProp({ lr, decay: 0.75, eps: 1e-3 }),
  Adam: (lr) => new Adam({ lr, beta1: 0.5, beta2: 0.75, eps: 1e-3 }),
  AdamW: (lr) => new AdamW({ lr, weightDecay: 0.1, decays: isWeight }),
};

/** The letters of what each remembers. */
export const MOMENTS: Readonly<Record<string, readonly string[]>> = {
  SGD: [],
  Momentum: ["v"],
  Nesterov: ["v"],
  AdaGrad: ["h"],
  RMSProp: ["h"],
  Adam: ["m", "v"],
  AdamW: ["m", "v"],
};

function isWeight({ name }: Param): boolean {
  return name === "W";
}

/** A state in plain numbers. */
export function inNumbers({ updates, params }: OptimizerState): unknown {
  return {
    updates,
    params: params.map(({ updates, moments }) => ({
      updates,
      moments: Object.fromEntries(
        Object.entries(moments).map(([letter, x]) => [letter, x.to2DArray()]),
      ),
    })),
  };
}
