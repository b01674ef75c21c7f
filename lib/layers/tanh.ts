import { tanh } from "../activations/tanh.ts";
import { ActivationLayer } from "./activation_layer.ts";

/**
 * The hyperbolic tangent as a layer: y = tanh(z), dz = dy (1 - y^2).
 *
 * @example
 * ```ts
 * import { Matrix, Tanh } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new Tanh().forward(new Matrix([[0]])).to2DArray(), [[0]]);
 * ```
 */
export class Tanh extends ActivationLayer {
  /** Takes no options. */
  constructor() {
    super(tanh);
  }
}
