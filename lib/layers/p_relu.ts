import { keepFields } from "../check/constants.ts";
import { checkCount } from "../check/numbers.ts";
import { number, readOptions } from "../check/options.ts";
import { checkBatch } from "../matrix/check_matrix.ts";
import { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";
import { lend, Remembered } from "../storage/workspace.ts";
import { cloned } from "./_cloned.ts";
import { type Layer, type Param, param } from "./layer.ts";
import { keepOwner } from "./owners.ts";
import { areOwn, checkGradientShape } from "./pass.ts";

/** What a `PRelu` may be told. */
export interface PReluOptions {
  /** What a starts at, any finite number. Default: .25, the paper's and PyTorch's. */
  readonly slope?: number;
}

/**
 * The parametric rectified linear unit: y = z for z > 0 and a z for z <= 0, a leaky ReLU
 * whose slope a is learned, each feature's own or one for all.
 *
 * `he({ slope: 0.25 })` draws weights for it. The paper lets no penalty or weight decay pull
 * at a, which towards 0 would make it ReLU: `l2Penalty` leaves it alone unless told.
 *
 * Backward: dz = dy where z > 0, else a dy; da = sum z dy where z <= 0, over the batch, and
 * over the features too if they share a. At 0 the slope is a, as `leakyRelu`'s is.
 *
 * @see He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers", section 2.1,
 * equations 1 to 4.
 *
 * @example
 * ```ts
 * import { Matrix, PRelu } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new PRelu(2);
 * const y = layer.forward(new Matrix([[-4, 2], [8, -2]]));
 * assertEquals(y.to2DArray(), [[-1, 2], [8, -0.5]]);
 * layer.backward(new Matrix([[10, 1], [1, 1]]));
 * assertEquals(layer.a.grad.to2DArray(), [[-40, -2]]);
 * ```
 */
export class PRelu implements Layer {
  /** "PReLU". */
  readonly name = "PReLU";
  /** The slope below 0: 1 x features, or 1 x 1 if the features share it. */
  readonly a: Param;
  /** a. */
  readonly params: readonly Param[];

  readonly #isShared: boolean;
  readonly #z = new Remembered<Matrix>();

  static {
    areOwn(this.prototype);
  }

  /**
   * Every a starts at the same slope.
   *
   * @param features The width of the batches, at least 1, each feature with an a of its own;
   * without it all share one, and any width will do.
   * @param options Where a starts.
   * @throws {RangeError} if the features are none, or the slope is not finite.
   * @throws {TypeError} if the options are no object, or hold another name.
   */
  constructor(features?: number, options: PReluOptions = {}) {
    const making = "make PRelu";
    if (features !== undefined) checkCount(making, "features", features);
    const { slope } = readOptions(making, options, {
      slope: number().or(0.25),
    });
    this.#isShared = features === undefined;
    this.a = param("a", new Matrix(1, features ?? 1).fill(slope));
    this.params = [this.a];
    keepFields<PRelu>(this, "a", "params");
    keepOwner(this);
  }

  /**
   * y = z for z > 0 and a z for z <= 0, N x features -> N x features, in either mode.
   *
   * @throws {RangeError} for a batch of another width or without rows.
   */
  forward(z: Matrix): Matrix {
    const width = this.#isShared ? undefined : this.a.value.columns;
    checkBatch("run PReLU forward", "z", z, width);
    const y = this.#timesSlope(z, z);
    this.#z.set(z);
    return y;
  }

  /** Sets da; returns dz, N x features. */
  backward(dout: Matrix): Matrix {
    const z = this.#z.get();
    checkGradientShape("PReLU", dout, z);
    const [da] = rows(this.a.grad.fill(0)), step = this.#step;
    const dy = rows(dout);
    for (const [i, zi] of rows(z).entries()) {
      const dyi = dy[i];
      for (let j = 0; j < zi.length; j++) {
        // Of NaN, which is neither, comes NaN: a network that has diverged shows it.
        if (!(zi[j] > 0)) da[j * step] += dyi[j] * zi[j];
      }
    }
    return this.#timesSlope(dout, z);
  }

  /** x_ij where z_ij > 0, else a_j x_ij; lent. */
  #timesSlope(x: Matrix, z: Matrix): Matrix {
    const y = lend(z.rows, z.columns), [a] = rows(this.a.value);
    const xs = rows(x), zs = rows(z), step = this.#step;
    for (const [i, yi] of rows(y).entries()) {
      const xi = xs[i], zi = zs[i];
      for (let j = 0; j < yi.length; j++) {
        yi[j] = zi[j] <= 0 ? a[j * step] * xi[j] : xi[j];
      }
    }
    return y;
  }

  /** How far a's of neighbouring features are apart: 0 if they share it. */
  get #step(): number {
    return this.#isShared ? 0 : 1;
  }

  /** The same features, with a copy of a. */
  clone(): PRelu {
    const features = this.#isShared ? undefined : this.a.value.columns;
    return cloned<PRelu>(this, new PRelu(features));
  }
}
