import { pow } from "../kernel/elementary.ts";
import { kernel } from "../kernel/kernel.ts";
import type { Param } from "../layers/layer.ts";
import type { LearningRate } from "../schedules/schedule.ts";
import { underRoot } from "./_moments.ts";
import { Rule } from "./_rule.ts";
import type { Optimizer } from "./optimizer.ts";

/** The constants of Adam's rule. */
interface AdamConstants {
  readonly lr: LearningRate;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
}

/**
 * Adam's moments and its step, algorithm 1, which `AdamW` takes too.
 *
 * @param optimizer Whose rule it is.
 * @param name What messages call it.
 * @param constants Within their ranges.
 * @param before What moves before the first step. Default: nothing.
 */
export function adamRule(
  optimizer: Optimizer,
  name: string,
  constants: AdamConstants,
  before?: (lr: number, params: readonly Param[]) => void,
): Rule {
  const { beta1, beta2, eps } = constants, least = underRoot(eps);
  return new Rule(optimizer, name, constants, {
    moments: ["m", "v"],
    root: {
      eps,
      next: (g, m, v) => [
        beta1 * m + (1 - beta1) * g,
        beta2 * v + (1 - beta2) * g * g,
      ],
    },
    before,
    step: (lr, t) => {
      const correct1 = 1 - pow(beta1, t), correct2 = 1 - pow(beta2, t);
      const all = [lr, beta1, beta2, correct1, correct2, least] as const;
      return (w, g, m, v, count) => kernel.stepAdam(w, g, m, v, count, ...all);
    },
  });
}
