import { keepFields } from "../check/constants.ts";
import {
  type Activation,
  checkActivation,
  type PassesInto,
  passesInto,
} from "../activations/activation.ts";
import { checkBatch } from "../matrix/check_matrix.ts";
import { areOwn, checkGradientShape } from "./pass.ts";
import type { Matrix } from "../storage/matrix.ts";
import { lend, outside, Remembered, toKeep } from "../storage/workspace.ts";
import { sameKind } from "./_cloned.ts";
import type { Layer, Param } from "./layer.ts";

/**
 * An activation function as a layer: y = f(z) element by element, dz = f'(z) dy.
 *
 * @example
 * ```ts
 * import { ActivationLayer, defineActivation, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const square = defineActivation("square", (z) => z * z, (z) => 2 * z);
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
    keepFields<ActivationLayer>(this, "activation", "params");
  }

  /** y = f(z), N x features -> N x features, in either mode. */
  forward(z: Matrix): Matrix {
    checkBatch(`run ${this.name} forward`, "z", z);
    const y = this.#activated(z);
    this.#pass.set({ z, y });
    return y;
  }

  #activated(z: Matrix): Matrix {
    const into = this.#passesInto();
    if (into) {
      const y = lend(z.rows, z.columns), run = () => into.forward(z, y);
      return into.isKernels ? run() : outside(run);
    }
    const given = toKeep(z);
    return outside(() => this.activation(given));
  }

  /** dz = f'(z) dy, N x features. */
  backward(dout: Matrix): Matrix {
    const pass = this.#pass.get();
    checkGradientShape(this.name, dout, pass?.y);
    const { z, y } = pass, into = this.#passesInto();
    if (into) {
      const dz = lend(dout.rows, dout.columns);
      const run = () => into.backward(dout, z, y, dz);
      return into.isKernels ? run() : outside(run);
    }
    const given = [toKeep(dout), toKeep(z), toKeep(y)] as const;
    return outside(() => this.activation.backward(...given));
  }

  /** How the function runs into what is lent; undefined if it, or its `backward`, is a user's. */
  #passesInto(): PassesInto | undefined {
    const into = passesInto.get(this.activation);
    return into?.standFor === this.activation.backward ? into : undefined;
  }

  /** A layer of the same function. */
  clone(): ActivationLayer {
    return sameKind<ActivationLayer>(
      this,
      new ActivationLayer(this.activation),
    );
  }
}
