import { keepFields, showConstants } from "../check/constants.ts";
import { checkCount } from "../check/numbers.ts";
import { number, readOptions } from "../check/options.ts";
import { areOwn } from "./pass.ts";
import { Matrix } from "../storage/matrix.ts";
import { cloned } from "./_cloned.ts";
import { RowNormalization } from "./_row_normalization.ts";
import { type Layer, type Param, param } from "./layer.ts";
import { keepOwner } from "./owners.ts";

/** What a `LayerNormalization` may be told. */
export interface LayerNormalizationOptions {
  /**
   * What is added to the variance before its root is taken, at least 0. Default:
   * 1e-5, PyTorch's (Keras has 1e-3, the paper none). With 0 the layer refuses an
   * example whose features are all the same.
   */
  readonly eps?: number;
}

/**
 * Layer normalization: y = gamma xHat + beta, xHat = (x - mu) / sqrt(v + eps), with
 * mu and v the mean and the biased variance of one example's features.
 *
 * No example sees another, so both modes are the same and a batch of one is as good
 * as any. gamma and beta belong to features, as in batch normalization.
 *
 * Backward: dgamma = sum dy xHat, dbeta = sum dy, sums over the batch, and with
 * g = gamma dy, means over the example's features,
 * dx = (g - mean(g) - xHat mean(g xHat)) / sqrt(v + eps).
 *
 * @see Ba, Kiros and Hinton (2016), "Layer normalization", section 3.
 *
 * @example
 * ```ts
 * import { LayerNormalization, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new LayerNormalization(2, { eps: 0 });
 * const y = layer.forward(new Matrix([[1, 3], [20, 10]]));
 * assertEquals(y.to2DArray(), [[-1, 1], [1, -1]]);
 * ```
 */
export class LayerNormalization implements Layer {
  /** "LayerNormalization". */
  readonly name = "LayerNormalization";
  /** The scale of each feature, 1 x features, ones at the start. */
  readonly gamma: Param;
  /** The shift of each feature, 1 x features, zeros at the start. */
  readonly beta: Param;
  /** gamma and beta. */
  readonly params: readonly Param[];

  /** What is added to the variance, as it was given. */
  declare readonly eps: number;

  readonly #rows = new RowNormalization();

  static {
    areOwn(this.prototype);
  }

  /**
   * gamma starts at ones, beta at zeros.
   *
   * @param features The width of the batches, at least 2: a single feature has no
   * variance, its xHat would be 0 whatever the input.
   * @param options The layer's constant.
   * @throws {RangeError} if one is outside its range.
   */
  constructor(features: number, options: LayerNormalizationOptions = {}) {
    const making = "make LayerNormalization";
    checkCount(making, "features", features, 2);
    const { eps } = readOptions(making, options, {
      eps: number({ least: 0 }).or(1e-5),
    });
    this.gamma = param("gamma", Matrix.ones(1, features));
    this.beta = param("beta", Matrix.zeros(1, features));
    this.params = [this.gamma, this.beta];
    keepFields<LayerNormalization>(this, "gamma", "beta", "params");
    showConstants(this, "LayerNormalization", { eps });
    keepOwner(this);
  }

  /**
   * y = gamma (x - mu) / sqrt(v + eps) + beta, N x features -> N x features, in
   * either mode.
   *
   * @throws {RangeError} for a batch of another width or without rows. With an eps of 0
   * if the features of an example are all the same: its xHat would be 0 / 0, where an eps
   * above 0 makes it 0. If finite features are so large that their variance is
   * Infinity; within `train` and `diagnose` NaN then shows that the network diverges.
   */
  forward(x: Matrix): Matrix {
    return this.#rows.forward(x, this);
  }

  /** Sets dgamma and dbeta; returns dx, N x features. */
  backward(dout: Matrix): Matrix {
    return this.#rows.backward(dout, this);
  }

  /** The same constant, with copies of gamma and beta. */
  clone(): LayerNormalization {
    const { columns } = this.gamma.value;
    const copy = new LayerNormalization(columns, { eps: this.eps });
    return cloned<LayerNormalization>(this, copy);
  }
}
