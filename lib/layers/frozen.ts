import { keepFields } from "../check/constants.ts";
import type { Matrix } from "../storage/matrix.ts";
import { clonesWithin, sameKind } from "./_cloned.ts";
import { runInOrder } from "./in_order.ts";
import { checkLayer, type Layer, type Mode, type Param } from "./layer.ts";
import { areOwn, backwardThrough, checkMode, forwardThrough } from "./pass.ts";

/**
 * A layer that is not trained: y = f(x) as the layer within computes it in "infer" mode, in
 * either mode, and dx through it. It has no parameters that an optimizer could move; a frozen
 * batch normalization goes by its running averages and leaves them, a frozen dropout drops
 * nothing.
 *
 * As a network's first layer a frozen batch normalization, to which `recalibrate` has given a
 * table, standardizes its columns: (x - mean) / sqrt(variance + eps).
 *
 * The layer within is kept, not copied: it is that of the network it came from, and
 * training that one without the freeze changes it here too. `clone()` makes one apart. Its
 * backward pass sets its gradients, for nobody.
 *
 * @example
 * ```ts
 * import { Frozen, he, Matrix, mlp, relu, seeded, Sequential } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const net = mlp([3, 4, 4, 2], { activation: relu, init: he(), rng: seeded(1) });
 * // The first four layers: Affine, ReLU, Affine, ReLU. The new network shares all of them.
 * const fine = new Sequential(
 *   net.layers.map((layer, i) => i < 4 ? new Frozen(layer) : layer),
 * );
 * assertEquals(fine.params.map(({ name }) => name), ["W", "b"]);
 *
 * const x = new Matrix([[1, 2, 3]]);
 * assertEquals(fine.forward(x, "train"), net.forward(x, "infer"));
 * ```
 *
 * @example A first layer that standardizes
 * ```ts
 * import { BatchNormalization, Frozen, Matrix, recalibrate } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = new BatchNormalization(2, { eps: 0 });
 * recalibrate(columns, { x: new Matrix([[100, 3], [104, 5]]) });
 * const first = new Frozen(columns);
 * assertEquals(first.forward(new Matrix([[104, 9]]), "train").to2DArray(), [[1, 5]]);
 * ```
 */
export class Frozen implements Layer {
  /** "Frozen". */
  readonly name = "Frozen";
  /** None: those of the layer within are not trained. */
  readonly params: readonly Param[] = [];
  /** The layer within. */
  readonly layers: readonly [Layer];

  static {
    areOwn(this.prototype);
    runInOrder(this.prototype);
  }

  /**
   * Keeps the layer, not a copy.
   *
   * @param layer The layer, or a network.
   * @throws {TypeError} if it is none.
   */
  constructor(layer: Layer) {
    checkLayer("make Frozen", "layer", layer);
    this.layers = [layer];
    keepFields<Frozen>(this, "params", "layers");
  }

  /**
   * y = f(x) in "infer" mode, N x in -> N x out, in either mode.
   *
   * @throws {RangeError} if the mode is neither.
   */
  forward(x: Matrix, mode: Mode): Matrix {
    checkMode("run Frozen forward", mode);
    return forwardThrough(this.layers[0], x, "infer");
  }

  /** The layer's backward pass; returns dx, N x in. */
  backward(dout: Matrix): Matrix {
    return backwardThrough(this.layers[0], dout);
  }

  /** Nothing: it has no parameters. */
  setGradients(_dout: Matrix): void {}

  /**
   * The same of the layer's clone.
   *
   * @throws {TypeError} if the layer has no `clone`.
   */
  clone(): Frozen {
    return sameKind<Frozen>(this, new Frozen(clonesWithin(this)[0]));
  }
}
