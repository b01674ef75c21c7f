import { sigmoid } from "../activations/sigmoid.ts";
import { ActivationLayer } from "./activation_layer.ts";

/**
 * The sigmoid as a layer: y = 1 / (1 + exp(-z)), dz = dy y (1 - y).
 *
 * @example
 * ```ts
 * import { Matrix, Sigmoid } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new Sigmoid().forward(new Matrix([[0]])).to2DArray(), [[0.5]]);
 * ```
 */
export class Sigmoid extends ActivationLayer {
  /** Takes no options. */
  constructor() {
    super(sigmoid);
  }
}
