import { keepFields } from "../check/constants.ts";
import { zeros } from "../initializers/constant.ts";
import { checkDrawn, drawWeights } from "../initializers/draw_weights.ts";
import { INITIALIZER, type Initializer } from "../initializers/initializer.ts";
import { functionOf, readOptions } from "../check/options.ts";
import { checkBatch } from "../matrix/check_matrix.ts";
import { areOwn, checkGradientShape } from "./pass.ts";
import { addRow } from "../matrix/passes.ts";
import { columnSums } from "../matrix/columns.ts";
import { multiplyInto } from "../matrix/matmul.ts";
import { Matrix } from "../storage/matrix.ts";
import { lend, Remembered } from "../storage/workspace.ts";
import { RNG, type Rng } from "../random/rng.ts";
import { cloned } from "./_cloned.ts";
import { type Layer, type Param, param } from "./layer.ts";
import { keepOwner } from "./owners.ts";

/** How the parameters of an `Affine`, or of a `WeightNormalizedAffine`, are drawn. */
export interface AffineOptions {
  /** Draws W, or v. */
  readonly init: Initializer;
  /** Where the draws come from. */
  readonly rng: Rng;
  /**
   * Then draws b as weights of one more input, which is always 1: b is the first row of
   * what it gives for these fans, which may be 1 x fanOut or all of fanIn x fanOut.
   * Default: zeros.
   */
  readonly biasInit?: Initializer;
}

/**
 * The affine map y = x W + b, with W fanIn x fanOut and b 1 x fanOut.
 *
 * Backward: dW = x^T dy, db = sum over the batch of dy, dx = dy W^T.
 * (PyTorch's `Linear` stores the transpose of this W.)
 *
 * @example
 * ```ts
 * import { Affine, constant, Matrix, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new Affine(2, 1, { init: constant({ value: 3 }), rng: seeded(1) });
 * assertEquals(layer.forward(new Matrix([[1, 2]])).to2DArray(), [[9]]);
 * ```
 */
export class Affine implements Layer {
  /** "Affine". */
  get name(): string {
    return "Affine";
  }
  /** The weights, fanIn x fanOut. */
  readonly W: Param;
  /** The bias, 1 x fanOut. */
  readonly b: Param;
  /** W and b. */
  readonly params: readonly Param[];
  readonly #x = new Remembered<Matrix>();

  static {
    areOwn(this.prototype);
  }

  /**
   * Draws W, then b; without `biasInit` b starts at zeros and takes no number.
   *
   * @param fanIn Units in, at least 1.
   * @param fanOut Units out, at least 1.
   * @param options How the parameters are drawn.
   * @throws {RangeError} if a fan is below 1, or one of them gives another shape.
   * @throws {TypeError} if one of them or `rng` is no function, or one gives no matrix.
   */
  constructor(fanIn: number, fanOut: number, options: AffineOptions) {
    const making = `make ${this.name}`;
    const { rng, biasInit } = readOptions(making, options, {
      init: INITIALIZER,
      rng: RNG,
      biasInit: functionOf<Initializer>().optional,
    });
    this.W = param("W", drawWeights(making, options, fanIn, fanOut));
    let b = new Matrix(1, fanOut);
    if (biasInit) {
      b = biasInit(rng, fanIn, fanOut);
      const rowCounts = [1, fanIn];
      checkDrawn(making, "biasInit", b, rowCounts, fanOut, "pytorchLinear");
    }
    this.b = param("b", Matrix.rowVector(b.getRow(0)));
    this.params = [this.W, this.b];
    keepFields<Affine>(this, "W", "b", "params");
    keepOwner(this);
  }

  /** y = x W + b, N x fanIn -> N x fanOut, in either mode. */
  forward(x: Matrix): Matrix {
    const { value: W } = this.W, { value: b } = this.b;
    checkBatch(`multiply in ${this.name}`, "x", x, W.rows);
    this.#x.set(x);
    return addRow(multiplyInto(lend(x.rows, W.columns), x, W), b);
  }

  /** Sets dW = x^T dy and db = sum dy; returns dx = dy W^T, N x fanIn. */
  backward(dout: Matrix): Matrix {
    this.setGradients(dout);
    const { value: W } = this.W, dx = lend(dout.rows, W.rows);
    return multiplyInto(dx, dout, W, false, true);
  }

  /** Sets dW = x^T dy and db = sum dy. */
  setGradients(dout: Matrix): void {
    const x = this.#x.get();
    checkGradientShape(
      this.name,
      dout,
      x && { rows: x.rows, columns: this.b.value.columns },
    );
    multiplyInto(this.W.grad, x!, dout, true);
    columnSums(dout, this.b.grad);
  }

  /** An affine map with copies of W and b. */
  clone(): Affine {
    const { rows, columns } = this.W.value;
    // Zeros draw nothing, so no generator moves.
    const start = { init: zeros(), rng: () => 0 };
    return cloned<Affine>(this, new Affine(rows, columns, start));
  }
}
