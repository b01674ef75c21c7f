import { keepFields } from "../check/constants.ts";
import { ones } from "../initializers/constant.ts";
import { checkBatch, checkSameShape } from "../matrix/check_matrix.ts";
import { columnDots } from "../matrix/columns.ts";
import { multiplyInto } from "../matrix/matmul.ts";
import { columnMoments } from "../matrix/moments.ts";
import { multiplyRow, subtractScaled } from "../matrix/passes.ts";
import { powerOfTwo, SMALLEST_NORMAL } from "../numbers/power_of_two.ts";
import type { Matrix } from "../storage/matrix.ts";
import { copyRows, rows } from "../storage/rows.ts";
import { lend, lendCopy, Remembered } from "../storage/workspace.ts";
import { cloned } from "./_cloned.ts";
import { Affine, type AffineOptions } from "./affine.ts";
import { type Param, param } from "./layer.ts";
import { keepOwner } from "./owners.ts";
import { areOwn } from "./pass.ts";

/** Squares that add up to less, or to more, have lost digits on the way. */
const LEAST = 2 ** -900, MOST = 2 ** 900;

/** How long each unit's v is, and where it points. */
interface Directions {
  /** v / |v|, fanIn x fanOut. */
  readonly u: Matrix;
  /** |v|, 1 x fanOut. */
  readonly lengths: Matrix;
}

/**
 * An affine map with weight normalization: y = x W + b, each unit's weights
 * w = g v / |v|, so that their length g and their direction v are learned apart.
 *
 * It stands where an `Affine` would, and is one: W is what v and g make, in every forward
 * pass anew. An optimizer moves v, g and b. v only ever grows, and a v that is longer turns
 * less: the size of its steps sets itself. `l2Penalty` leaves it alone unless told: W is none
 * of its parameters.
 *
 * Backward, with u = v / |v| and dW = x^T dy: dg = dW . u and
 * dv = g / |v| (dW - dg u), unit by unit.
 *
 * @see Salimans and Kingma (2016), "Weight normalization", equations 2, 3, 5 and 6.
 *
 * @example
 * ```ts
 * import { constant, Matrix, seeded, WeightNormalizedAffine } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new WeightNormalizedAffine(4, 1, {
 *   init: constant({ value: 3 }),
 *   rng: seeded(1),
 * });
 * const x = new Matrix([[1, 1, 1, 1]]);
 * assertEquals(layer.forward(x).get(0, 0), 12);
 * layer.g.value.set(0, 0, 1); // was 6, the length of v
 * assertEquals(layer.forward(x).get(0, 0), 2);
 * ```
 */
export class WeightNormalizedAffine extends Affine {
  /** "WeightNormalizedAffine". */
  override get name(): string {
    return "WeightNormalizedAffine";
  }
  /** The direction of each unit's weights, fanIn x fanOut, of any length but 0. */
  readonly v: Param;
  /** The length of each unit's weights, 1 x fanOut. */
  readonly g: Param;
  /** v, g and b. */
  override readonly params: readonly Param[];
  readonly #directions = new Remembered<Directions>();

  static {
    areOwn(this.prototype);
  }

  /**
   * Draws v as `Affine` draws W, then b; g starts at the lengths of v, so that W starts as
   * it was drawn.
   *
   * @param fanIn Units in, at least 1.
   * @param fanOut Units out, at least 1.
   * @param options How the parameters are drawn.
   * @throws {RangeError} if a fan is below 1, one of them gives another shape, or all weights
   * of a unit are 0.
   * @throws {TypeError} if one of them or `rng` is no function, or one gives no matrix.
   */
  constructor(fanIn: number, fanOut: number, options: AffineOptions) {
    super(fanIn, fanOut, options);
    const { lengths } = directionsOf(this.W.value, "make", "init");
    this.v = param("v", this.W.value);
    this.g = param("g", lengths);
    this.params = [this.v, this.g, this.b];
    keepFields<WeightNormalizedAffine>(this, "v", "g", "params");
    keepOwner(this);
  }

  /**
   * y = x W + b with W = g v / |v|, N x fanIn -> N x fanOut, in either mode.
   *
   * @throws {RangeError} for a batch of another width or without rows; if all of a unit's v
   * are 0, which points nowhere.
   */
  override forward(x: Matrix): Matrix {
    this.#directions.set(this.#makeWeights());
    return super.forward(x);
  }

  /**
   * Sets W = g v / |v| as v and g are now: every forward pass does it first, so that it is
   * needed only to look at W between an update, or `restore`, and the next pass.
   *
   * @throws {RangeError} if all of a unit's v are 0.
   */
  makeWeights(): void {
    this.#makeWeights();
  }

  #makeWeights(): Directions {
    const directions = directionsOf(this.v.value, "multiply in", "v");
    multiplyRow(directions.u, this.g.value, this.W.value);
    return directions;
  }

  /**
   * Sets v = W and g its lengths, so that the weights are these.
   *
   * @param W fanIn x fanOut, which is copied.
   * @throws {TypeError} if it is no matrix.
   * @throws {RangeError} if it has another shape, or all weights of a unit are 0.
   */
  setWeights(W: Matrix): void {
    const { v, g, name } = this;
    checkSameShape(`set weights of ${name}`, ["W", "v"], W, v.value);
    const { lengths } = directionsOf(W, "set weights of", "W");
    copyRows(W, v.value);
    copyRows(lengths, g.value);
    this.makeWeights();
  }

  /** Sets dv, dg and db, and dW, of which the first two are made. */
  override setGradients(dout: Matrix): void {
    super.setGradients(dout);
    const { u, lengths } = this.#directions.get()!;
    const dg = columnDots(this.W.grad, u, this.g.grad);
    const dv = copyRows(this.W.grad, this.v.grad);
    subtractScaled(dv, multiplyRow(u, dg), 1);
    const factors = lend(1, lengths.columns), [to] = rows(factors);
    const [g] = rows(this.g.value), [length] = rows(lengths);
    for (let j = 0; j < to.length; j++) to[j] = g[j] / length[j];
    multiplyRow(dv, factors, dv);
  }

  /**
   * Sets g and b so that each unit's outputs on a batch have mean 0 and variance 1: with
   * t = x v / |v|, g = 1 / std(t) and b = -mean(t) / std(t).
   *
   * That is a start, which batch normalization would give in its first pass; later passes
   * know nothing of it. In a network: layer by layer, each on what those before it make of
   * the batch then.
   *
   * @param x A batch, N x fanIn, N at least 2; the more, the truer.
   * @throws {RangeError} if it has another width, or fewer than 2 rows; if a unit gives the
   * same for every example, or its variance is not finite. g and b are then as they were.
   *
   * @example
   * ```ts
   * import { columnMeans, columnVariances, largestDifference } from "weightlab";
   * import { normal, randn, seeded, WeightNormalizedAffine } from "weightlab";
   * import { assertLess } from "@std/assert";
   *
   * const init = normal({ std: 0.05 }), rng = seeded("weights");
   * const layer = new WeightNormalizedAffine(20, 10, { init, rng });
   * const x = randn(seeded("batch"), 100, 20);
   * layer.initialize(x);
   * const y = layer.forward(x);
   * assertLess(largestDifference(columnMeans(y), 0), 1e-12);
   * assertLess(largestDifference(columnVariances(y), 1), 1e-12);
   * ```
   */
  initialize(x: Matrix): void {
    const { v, g, b } = this, doing = `initialize ${this.name}`;
    checkBatch(doing, "x", x, v.value.rows);
    const { u } = directionsOf(v.value, "initialize", "v");
    const t = multiplyInto(lend(x.rows, u.columns), x, u);
    const { means, variances } = columnMoments(t);
    const [mean] = rows(means), [variance] = rows(variances);
    const bad = variance.findIndex((v) =>
      !(v >= SMALLEST_NORMAL && v < Infinity)
    );
    if (bad >= 0) {
      throw new RangeError(
        `Cannot ${doing}: x must give every unit a finite variance above 0, got ${
          variance[bad]
        } for unit ${bad + 1}`,
      );
    }
    const [gs] = rows(g.value), [bs] = rows(b.value);
    for (let j = 0; j < gs.length; j++) {
      gs[j] = 1 / Math.sqrt(variance[j]);
      bs[j] = -mean[j] * gs[j];
    }
    this.makeWeights();
  }

  /** An affine map with copies of v, g and b. */
  override clone(): WeightNormalizedAffine {
    const { rows, columns } = this.v.value;
    // Ones draw nothing, so no generator moves.
    const start = { init: ones(), rng: () => 0 };
    const copy = new WeightNormalizedAffine(rows, columns, start);
    copyRows(this.W.value, copy.W.value);
    return cloned<WeightNormalizedAffine>(this, copy);
  }
}

/**
 * Where each column points, and how long it is, also where its squares are too large or too
 * small to be numbers.
 *
 * @param v fanIn x fanOut.
 * @param doing What cannot be done where a column is 0: "make".
 * @param name Where v comes from then: "init".
 * @returns Both lent.
 */
function directionsOf(v: Matrix, doing: string, name: string): Directions {
  let from = v, squares = columnDots(v, v);
  const units = rows(squares)[0].map((square, j) =>
    square > LEAST && square < MOST ? 1 : unitOf(v, j)
  );
  const none = units.indexOf(0);
  if (none >= 0) {
    throw new RangeError(
      `Cannot ${doing} WeightNormalizedAffine: ${name} must give every unit a weight other than 0, got none for unit ${
        none + 1
      }; it would point nowhere`,
    );
  }
  if (units.some((unit) => unit !== 1)) {
    from = lendCopy(v);
    for (const row of rows(from)) units.forEach((unit, j) => row[j] /= unit);
    squares = columnDots(from, from);
  }
  const lengths = lend(1, v.columns), inverse = lend(1, v.columns);
  const [square] = rows(squares),
    [length] = rows(lengths),
    [to] = rows(inverse);
  for (let j = 0; j < to.length; j++) {
    const root = Math.sqrt(square[j]);
    to[j] = 1 / root;
    length[j] = units[j] * root;
  }
  return { u: multiplyRow(from, inverse), lengths };
}

/** A power of two near the largest number of a column; 0 if all are 0. */
function unitOf(v: Matrix, j: number): number {
  const largest = rows(v).reduce(
    (so, row) => Math.max(so, Math.abs(row[j])),
    0,
  );
  return largest === 0 ? 0 : powerOfTwo(largest);
}
