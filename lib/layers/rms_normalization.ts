import { keepFields, showConstants } from "../check/constants.ts";
import { checkCount } from "../check/numbers.ts";
import { number, readOptions } from "../check/options.ts";
import { areOwn } from "./pass.ts";
import { Matrix } from "../storage/matrix.ts";
import { cloned } from "./_cloned.ts";
import { RowNormalization } from "./_row_normalization.ts";
import { type Layer, type Param, param } from "./layer.ts";
import { keepOwner } from "./owners.ts";

/** What an `RMSNormalization` may be told. */
export interface RMSNormalizationOptions {
  /**
   * What is added to the mean square before its root is taken, at least 0. Default:
   * 1e-6, Keras's (PyTorch has the gap above 1 of its number type, the paper none).
   * With 0 the layer refuses an example of zeros.
   */
  readonly eps?: number;
}

/**
 * Root mean square normalization: y = gamma xHat, xHat = x / sqrt(q + eps), with q
 * the mean square of one example's features. Layer normalization that leaves the mean
 * in, and has no shift.
 *
 * No example sees another, so both modes are the same and a batch of one is as good
 * as any.
 *
 * Backward: dgamma = sum dy xHat over the batch, and with g = gamma dy, the mean over
 * the example's features, dx = (g - xHat mean(g xHat)) / sqrt(q + eps).
 *
 * @see Zhang and Sennrich (2019), "Root mean square layer normalization", section 4.
 *
 * @example
 * ```ts
 * import { Matrix, RMSNormalization } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const layer = new RMSNormalization(2, { eps: 0 });
 * const y = layer.forward(new Matrix([[1, -7]])); // mean square 25
 * assertAlmostEquals(y.get(0, 1), -7 / 5);
 * ```
 */
export class RMSNormalization implements Layer {
  /** "RMSNormalization". */
  readonly name = "RMSNormalization";
  /** The scale of each feature, 1 x features, ones at the start. */
  readonly gamma: Param;
  /** gamma. */
  readonly params: readonly Param[];

  /** What is added to the mean square, as it was given. */
  declare readonly eps: number;

  readonly #rows = new RowNormalization();

  static {
    areOwn(this.prototype);
  }

  /**
   * gamma starts at ones.
   *
   * @param features The width of the batches, at least 1.
   * @param options The layer's constant.
   * @throws {RangeError} if one is outside its range.
   */
  constructor(features: number, options: RMSNormalizationOptions = {}) {
    const making = "make RMSNormalization";
    checkCount(making, "features", features);
    const { eps } = readOptions(making, options, {
      eps: number({ least: 0 }).or(1e-6),
    });
    this.gamma = param("gamma", Matrix.ones(1, features));
    this.params = [this.gamma];
    keepFields<RMSNormalization>(this, "gamma", "params");
    showConstants(this, "RMSNormalization", { eps });
    keepOwner(this);
  }

  /**
   * y = gamma x / sqrt(q + eps), N x features -> N x features, in either mode.
   *
   * @throws {RangeError} for a batch of another width or without rows. With an eps of 0
   * if all features of an example are 0: its xHat would be 0 / 0, where an eps above 0
   * makes it 0. If finite features are so large that their mean square is Infinity; within
   * `train` and `diagnose` NaN then shows that the network diverges.
   */
  forward(x: Matrix): Matrix {
    return this.#rows.forward(x, this);
  }

  /** Sets dgamma; returns dx, N x features. */
  backward(dout: Matrix): Matrix {
    return this.#rows.backward(dout, this);
  }

  /** The same constant, with a copy of gamma. */
  clone(): RMSNormalization {
    const { columns } = this.gamma.value;
    const copy = new RMSNormalization(columns, { eps: this.eps });
    return cloned<RMSNormalization>(this, copy);
  }
}
