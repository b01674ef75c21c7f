import { keepFields } from "../check/constants.ts";
import { kindOf } from "../check/kind_of.ts";
import { readOptions, thatIs } from "../check/options.ts";
import { checkBatch, checkSameShape, shape } from "../matrix/check_matrix.ts";
import { subtractScaled } from "../matrix/passes.ts";
import type { Matrix } from "../storage/matrix.ts";
import { lendCopy, Remembered } from "../storage/workspace.ts";
import { clonesWithin, sameKind } from "./_cloned.ts";
import {
  checkLayer,
  isLayer,
  type Layer,
  type Mode,
  type Param,
} from "./layer.ts";
import {
  areOwn,
  backwardThrough,
  checkGradientShape,
  checkMode,
  forwardThrough,
  gradientsThrough,
} from "./pass.ts";
import { checkDistinct, givenLayers, Sequential } from "./sequential.ts";

/** What a `Residual` may be told. */
export interface ResidualOptions {
  /**
   * What x goes through on its way past F, a projection where F changes the width: `new
   * Affine(..)`. Default: nothing, x is added as it is.
   */
  readonly shortcut?: Layer;
}

/**
 * A residual block: y = F(x) + x, or with a shortcut y = F(x) + S(x). What F has to learn is
 * what is to be added to x, and the gradient has a way past F.
 *
 * Backward: dx = (dF/dx)^T dy + dy, or + (dS/dx)^T dy.
 *
 * There is no activation behind the sum (the paper has a ReLU there): put one behind the block.
 *
 * @see He, Zhang, Ren and Sun (2016), "Deep residual learning for image recognition",
 * equations 1 and 2.
 *
 * @example
 * ```ts
 * import { Affine, constant, Matrix, Relu, Residual, seeded, Sequential } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const affine = new Affine(2, 2, { init: constant({ value: 1 }), rng: seeded(1) });
 * const block = new Residual([affine, new Relu()]);
 * const net = new Sequential([block, new Relu()]);
 * assertEquals(net.forward(new Matrix([[1, 2]]), "infer").to2DArray(), [[4, 5]]);
 * ```
 */
export class Residual implements Layer {
  /** "Residual". */
  readonly name = "Residual";
  /** F, and the shortcut if there is one. */
  readonly layers: readonly Layer[];
  /** The parameters of F, then the shortcut's. */
  readonly params: readonly Param[];
  readonly #F: Layer;
  readonly #shortcut?: Layer;
  readonly #pass = new Remembered<{ rows: number; columns: number }>();

  static {
    areOwn(this.prototype);
  }

  /**
   * The layers are kept, not copied.
   *
   * @param layers F: a layer, or layers one after the other, which make a `Sequential`.
   * @param options The shortcut.
   * @throws {RangeError} if there is no layer, or one stands twice, or two have a parameter in
   * common.
   * @throws {TypeError} if one is no layer, or there is no such option.
   */
  constructor(
    layers: Layer | readonly Layer[],
    options: ResidualOptions = {},
  ) {
    const making = "make Residual";
    if (isLayer(options)) {
      throw new TypeError(
        `Cannot ${making}: options must be an object { shortcut }, got ${
          kindOf(options)
        }; layers one after the other must be an array`,
      );
    }
    const { shortcut } = readOptions(making, options, {
      shortcut: SHORTCUT.optional,
    });
    const isList = Array.isArray(layers);
    if (!isList) checkLayer(making, "layers", layers as Layer);
    const given = isList
      ? givenLayers(making, layers)
      : [{ place: "layers", layer: layers as Layer }];
    checkDistinct(making, [
      ...given,
      ...(shortcut ? [{ place: "shortcut", layer: shortcut }] : []),
    ]);
    const F = isList ? new Sequential(layers) : layers as Layer;
    this.#F = F;
    this.#shortcut = shortcut;
    this.layers = shortcut ? [F, shortcut] : [F];
    this.params = this.layers.flatMap(({ params }) => params);
    keepFields<Residual>(this, "layers", "params");
  }

  /**
   * y = F(x) + x, or F(x) + S(x): N x in -> N x out.
   *
   * @throws {RangeError} if the mode is neither, or F's output has another shape than what is
   * added to it.
   */
  forward(x: Matrix, mode: Mode): Matrix {
    checkMode("run Residual forward", mode);
    checkBatch("run Residual forward", "x", x);
    const F = forwardThrough(this.#F, x, mode);
    const past = this.#shortcut ? forwardThrough(this.#shortcut, x, mode) : x;
    if (F.rows !== past.rows || F.columns !== past.columns) {
      const like = this.#shortcut
        ? "the output of the shortcut"
        : "x, unless there is a shortcut of its width";
      throw new RangeError(
        `Cannot add in Residual: the output of layers must be ${
          shape(past)
        }, like ${like}, got ${shape(F)}`,
      );
    }
    this.#pass.set({ rows: F.rows, columns: F.columns });
    return sum(F, past);
  }

  /** Sets the gradients of F, then the shortcut's; returns dx, N x in. */
  backward(dout: Matrix): Matrix {
    checkGradientShape("Residual", dout, this.#pass.get());
    const dF = backwardThrough(this.#F, dout);
    const past = this.#shortcut ? backwardThrough(this.#shortcut, dout) : dout;
    const names = ["the dx of layers", "that past them"] as const;
    checkSameShape("run Residual backward", names, dF, past);
    return sum(dF, past);
  }

  /** Sets the gradients of F, then the shortcut's. */
  setGradients(dout: Matrix): void {
    checkGradientShape("Residual", dout, this.#pass.get());
    for (const layer of this.layers) gradientsThrough(layer, dout);
  }

  /**
   * The block again, of its layers' clones.
   *
   * @throws {TypeError} if a layer has no `clone`.
   */
  clone(): Residual {
    const [F, shortcut] = clonesWithin(this);
    return sameKind<Residual>(this, new Residual(F, { shortcut }));
  }
}

const SHORTCUT = thatIs<Layer>(
  "a layer, such as new Affine(..)",
  isLayer,
);

/** a + b, lent: neither is written into. */
function sum(a: Matrix, b: Matrix): Matrix {
  const y = lendCopy(a);
  // y - (-1) b is a + b to the bit.
  subtractScaled(y, b, -1);
  return y;
}
