import { keepFields, showConstants } from "../check/constants.ts";
import { checkCount } from "../check/numbers.ts";
import { count, number, readOptions } from "../check/options.ts";
import { areOwn } from "./pass.ts";
import { Matrix } from "../storage/matrix.ts";
import { cloned } from "./_cloned.ts";
import { RowNormalization } from "./_row_normalization.ts";
import { type Layer, type Param, param } from "./layer.ts";
import { keepOwner } from "./owners.ts";

/** What a `GroupNormalization` must and may be told. */
export interface GroupNormalizationOptions {
  /**
   * How many groups, at least 1: each of the same number of features, of 2 or more, one
   * behind the other.
   */
  readonly groups: number;
  /**
   * What is added to the variance before its root is taken, at least 0. Default: 1e-5, the
   * paper's and PyTorch's (Keras has 1e-3). With 0 the layer refuses a group whose features
   * are all the same.
   */
  readonly eps?: number;
}

/**
 * Group normalization: y = gamma xHat + beta, xHat = (x - mu) / sqrt(v + eps), with mu and
 * v the mean and the biased variance of one group of one example's features.
 *
 * Features stand in groups in their order, the first `features / groups` in the first. One
 * group is layer normalization, to the bit. No example sees another, so both modes are the
 * same and a batch of one is as good as any. gamma and beta belong to features.
 *
 * Backward: dgamma = sum dy xHat, dbeta = sum dy, sums over the batch, and with
 * g = gamma dy, means over the group's features,
 * dx = (g - mean(g) - xHat mean(g xHat)) / sqrt(v + eps).
 *
 * @see Wu and He (2018), "Group normalization", section 3.
 *
 * @example
 * ```ts
 * import { GroupNormalization, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new GroupNormalization(4, { groups: 2, eps: 0 });
 * const y = layer.forward(new Matrix([[1, 3, 20, 10]]));
 * assertEquals(y.to2DArray(), [[-1, 1, 1, -1]]);
 * ```
 */
export class GroupNormalization implements Layer {
  /** "GroupNormalization". */
  readonly name = "GroupNormalization";
  /** How many groups, as it was given. */
  declare readonly groups: number;
  /** What is added to the variance, as it was given. */
  declare readonly eps: number;
  /** The scale of each feature, 1 x features, ones at the start. */
  readonly gamma: Param;
  /** The shift of each feature, 1 x features, zeros at the start. */
  readonly beta: Param;
  /** gamma and beta. */
  readonly params: readonly Param[];

  readonly #rows = new RowNormalization();

  static {
    areOwn(this.prototype);
  }

  /**
   * gamma starts at ones, beta at zeros.
   *
   * @param features The width of the batches: a multiple of the groups, and at least twice
   * as many: a single feature has no variance, its xHat would be 0 whatever the input.
   * @param options The groups, and the layer's constant.
   * @throws {RangeError} if one is outside its range, or the features fill no groups.
   */
  constructor(features: number, options: GroupNormalizationOptions) {
    const making = "make GroupNormalization";
    const { groups, eps } = readOptions(making, options, {
      groups: count(),
      eps: number({ least: 0 }).or(1e-5),
    });
    checkCount(making, "features", features, 2);
    if (features % groups !== 0 || features === groups) {
      throw new RangeError(
        `Cannot ${making}: features must fill ${groups} equal groups of at least 2, got ${features}`,
      );
    }
    this.gamma = param("gamma", Matrix.ones(1, features));
    this.beta = param("beta", Matrix.zeros(1, features));
    this.params = [this.gamma, this.beta];
    keepFields<GroupNormalization>(this, "gamma", "beta", "params");
    showConstants(this, "GroupNormalization", { groups, eps });
    keepOwner(this);
  }

  /**
   * y = gamma (x - mu) / sqrt(v + eps) + beta, N x features -> N x features, in
   * either mode.
   *
   * @throws {RangeError} for a batch of another width or without rows. With an eps of 0
   * if the features of a group are all the same: its xHat would be 0 / 0, where an eps
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

  /** The same groups and constant, with copies of gamma and beta. */
  clone(): GroupNormalization {
    const { columns } = this.gamma.value, { groups, eps } = this;
    const copy = new GroupNormalization(columns, { groups, eps });
    return cloned<GroupNormalization>(this, copy);
  }
}
