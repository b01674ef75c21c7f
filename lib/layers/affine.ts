import { drawWeights } from "../initializers/draw_weights.ts";
import type { Initializer } from "../initializers/initializer.ts";
import {
  checkBatch,
  checkGradientShape,
  checkOptions,
} from "../matrix/check.ts";
import { addRow } from "../matrix/add_row.ts";
import { columnSums } from "../matrix/columns.ts";
import { matmul } from "../matrix/matmul.ts";
import { Matrix } from "../matrix/matrix.ts";
import type { Rng } from "../random/rng.ts";
import { type Layer, type Param, param } from "./layer.ts";

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
  readonly name = "Affine";
  /** The weights, fanIn x fanOut. */
  readonly W: Param;
  /** The bias, 1 x fanOut, zeros at the start. */
  readonly b: Param;
  /** W and b. */
  readonly params: readonly Param[];
  #x?: Matrix;

  /**
   * Draws W; b starts at zeros.
   *
   * @param fanIn Units in, at least 1.
   * @param fanOut Units out, at least 1.
   * @param options `init` draws W, with `rng`.
   * @throws {RangeError} if a fan is below 1, or `init` gives another shape.
   * @throws {TypeError} if `init` or `rng` is no function, or `init` gives no matrix.
   */
  constructor(
    fanIn: number,
    fanOut: number,
    options: { init: Initializer; rng: Rng },
  ) {
    checkOptions("make Affine", options, ["init", "rng"]);
    const weights = drawWeights("make Affine", options, fanIn, fanOut);
    this.W = param("W", weights);
    this.b = param("b", new Matrix(1, fanOut));
    this.params = [this.W, this.b];
  }

  /** y = x W + b, N x fanIn -> N x fanOut, in either mode. */
  forward(x: Matrix): Matrix {
    checkBatch("multiply in Affine", "x", x, this.W.value.rows);
    this.#x = x;
    return addRow(matmul(x, this.W.value), this.b.value);
  }

  /** Sets dW = x^T dy and db = sum dy; returns dx = dy W^T, N x fanIn. */
  backward(dout: Matrix): Matrix {
    this.setGradients(dout);
    return matmul(dout, this.W.value, { transposeB: true });
  }

  /** Sets dW = x^T dy and db = sum dy. */
  setGradients(dout: Matrix): void {
    const x = this.#x;
    checkGradientShape(
      "Affine",
      dout,
      x && { rows: x.rows, columns: this.b.value.columns },
    );
    matmul(x!, dout, { transposeA: true, out: this.W.grad });
    columnSums(dout, this.b.grad);
  }
}
