import type { Layer } from "../layers/layer.ts";
import type { Loss } from "../losses/loss.ts";
import { nearCopy } from "../storage/near_copy.ts";
import { evaluate, type Evaluation, type Measured } from "./_evaluate.ts";

/** How a network did on some examples along training. */
export interface Curve {
  /** The mean losses. */
  readonly loss: number[];
  /** The accuracies, where targets are classes. */
  readonly accuracy?: number[];
}

/** Examples that a network is measured on along training, and what that gave. */
export class MeasuredSet {
  /** What it gave. */
  readonly curve: Curve;
  #examples: Measured;

  /** @param examples The examples. */
  constructor(examples: Measured) {
    this.#examples = examples;
    this.curve = examples.kind === "classes"
      ? { loss: [], accuracy: [] }
      : { loss: [] };
  }

  /** The examples. */
  get examples(): Measured {
    return this.#examples;
  }

  /** Copies the examples to where the kernel works on them without copying, in a workspace. */
  bringNear(): void {
    this.#examples = { ...this.#examples, x: nearCopy(this.#examples.x) };
  }

  /**
   * Measures a network, and keeps what that gives.
   *
   * @param net The network.
   * @param loss The loss.
   */
  measure(net: Layer, loss: Loss): Evaluation {
    const found = evaluate(net, this.#examples, loss);
    this.curve.loss.push(found.loss);
    if (found.accuracy !== undefined) this.curve.accuracy?.push(found.accuracy);
    return found;
  }
}
