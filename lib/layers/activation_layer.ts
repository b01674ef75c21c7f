import {
  type Activation,
  checkActivation,
  passesInto,
} from "../activations/activation.ts";
import { relu } from "../activations/relu.ts";
import { checkBatch, checkGradientShape } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";
import { lend, outside, Remembered, toKeep } from "../storage/workspace.ts";
import { canAdopt } from "./_one_pass.ts";
import { areOwn } from "./own_passes.ts";
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
  readonly #pass = new Remembered<{ z: Matrix; y: Matrix }>();

  static {
    areOwn(this.prototype);
    canAdopt(
      this.prototype.forward,
      (layer) => (layer as ActivationLayer).activation === relu,
      (layer, y) => {
        // Whether z or y is above 0 is the same, and all that ReLU's backward pass asks.
        (layer as ActivationLayer).#pass.set({ z: y, y });
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
    const y = this.#activated(z);
    this.#pass.set({ z, y });
    return y;
  }

  /** dz = f'(z) dy, N x features. */
  backward(dout: Matrix): Matrix {
    const pass = this.#pass.get();
    checkGradientShape(this.name, dout, pass?.y);
    const { z, y } = pass!, into = passesInto(this.activation);
    if (into) {
      const dz = lend(dout.rows, dout.columns);
      return outside(() => into.backward(dz, dout, z, y));
    }
    const given = [toKeep(dout), toKeep(z), toKeep(y)] as const;
    return outside(() => this.activation.backward(...given));
  }

  #activated(z: Matrix): Matrix {
    const into = passesInto(this.activation);
    if (into) {
      const y = lend(z.rows, z.columns);
      return outside(() => into.forward(y, z));
    }
    const given = toKeep(z);
    return outside(() => this.activation(given));
  }

  /** A layer of the same function. */
  clone(): ActivationLayer {
    return new ActivationLayer(this.activation);
  }
}
