import type { TargetData } from "../datasets/data.ts";
import type { Layer } from "../layers/layer.ts";
import { type Loss, lossThrough, type TargetKind } from "../losses/loss.ts";
import { eachPiece, rightOnes } from "./accuracy.ts";
import { targetsAt } from "./_targets_at.ts";

/** How a network does on some examples. */
export interface Evaluation {
  /** The mean loss, without penalty. */
  readonly loss: number;
  /** The share of right answers, in [0, 1], where targets are classes. */
  readonly accuracy?: number;
}

/** Examples that a network is measured on, which have been checked. */
export interface Measured extends TargetData {
  /** What their targets are to the loss. */
  readonly kind: TargetKind;
}

/**
 * Measures a network in "infer" mode, once through all examples. In a workspace.
 *
 * @param net N x features -> N x outputs.
 * @param examples The examples.
 * @param loss The loss; its last pass is one of these afterwards.
 */
export function evaluate(
  net: Layer,
  { x, t, kind }: Measured,
  loss: Loss,
): Evaluation {
  let total = 0, right = 0;
  eachPiece(net, x, (outputs, from) => {
    const targets = targetsAt(t, from, from + outputs.rows);
    // First: the targets are a user's loss's then.
    if (kind === "classes") {
      right += rightOnes(outputs, targets as ArrayLike<number>, 0);
    }
    total += lossThrough(loss, outputs, targets) * outputs.rows;
  });
  const mean = { loss: total / x.rows };
  return kind === "classes" ? { ...mean, accuracy: right / x.rows } : mean;
}
