import { type Activation, checkActivation } from "../activations/activation.ts";
import { relu } from "../activations/relu.ts";
import { checkBatch, checkGradientShape } from "../matrix/check.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { canAdopt } from "./_one_pass.ts";
import type { Layer, Param } from "./layer.ts";

/**
 * An activation function as a layer: y = f(z) element by element, dz = f'(z) dy.
 *
 * @example
 * ```ts
 * import { activation, ActivationLayer, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const square = activation("square", (z) => z * z, (z) => 2 * z);
 * const layer = new ActivationLayer(square);
 * layer.forward(new Matrix([[3]]));
 * assertEquals(layer.backward(new Matrix([[10]])).to2DArray(), [[60]]);
 * ```
 */
export class ActivationLayer implements Layer {
  /** The activation's name. */
  readonly name: string;
  /** None. */
  readonly params: readonly Param[] = [];
  /** The function. */
  readonly activation: Activation;
  #z?: Matrix;
  #y?: Matrix;

  static {
    canAdopt(
      this.prototype.forward,
      (layer) => (layer as ActivationLayer).activation === relu,
      (layer, y) => {
        const adopting = layer as ActivationLayer;
        // Whether z or y is above 0 is the same, and all that ReLU's backward pass asks.
        adopting.#z = adopting.#y = y;
      },
    );
  }

  /**
   * The function, made a layer.
   *
   * @param activation The function and its derivative.
   * @throws {TypeError} if it is anything else.
   */
  constructor(activation: Activation) {
    checkActivation("make ActivationLayer", activation);
    this.name = activation.name;
    this.activation = activation;
  }

  /** y = f(z), N x features -> N x features, in either mode. */
  forward(z: Matrix): Matrix {
    checkBatch(`run ${this.name} forward`, "z", z);
    this.#z = z;
    this.#y = this.activation(z);
    return this.#y;
  }

  /** dz = f'(z) dy, N x features. */
  backward(dout: Matrix): Matrix {
    checkGradientShape(this.name, dout, this.#y);
    return this.activation.backward(dout, this.#z!, this.#y);
  }

  /** A layer of the same function. */
  clone(): ActivationLayer {
    return new ActivationLayer(this.activation);
  }
}
