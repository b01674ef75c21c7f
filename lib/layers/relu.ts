import { relu } from "../activations/relu.ts";
import { ActivationLayer } from "./activation_layer.ts";

/**
 * ReLU as a layer: y = max(0, z), dz = dy where z > 0, else 0.
 *
 * @example
 * ```ts
 * import { Matrix, Relu } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new Relu().forward(new Matrix([[-1, 2]])).to2DArray(), [[0, 2]]);
 * ```
 */
export class Relu extends ActivationLayer {
  /** Takes no options. */
  constructor() {
    super(relu);
  }
}
