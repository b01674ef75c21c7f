import { checkRng } from "../check/kinds.ts";
import { shape } from "../matrix/check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";
import { Matrix } from "../storage/matrix.ts";
import type { Rng } from "../random/rng.ts";
import { INITIALIZER, type Initializer } from "./initializer.ts";

/**
 * W, drawn by any initializer, one of the user's own too, and held to its shape.
 *
 * @param what What cannot be done otherwise: "make Affine".
 * @param options `init` draws W, with `rng`.
 * @param fanIn Units in, at least 1.
 * @param fanOut Units out, at least 1.
 * @returns fanIn x fanOut.
 * @throws {TypeError} if `init` or `rng` is no function, or `init` gives no matrix.
 * @throws {RangeError} if a fan is below 1, or `init` gives another shape.
 */
export function drawWeights(
  what: string,
  { init, rng }: { init: Initializer; rng: Rng },
  fanIn: number,
  fanOut: number,
): Matrix {
  INITIALIZER.read(what, "init", init);
  checkRng(what, rng);
  const weights = init(rng, fanIn, fanOut);
  checkDrawn(what, "init", weights, [fanIn], fanOut, "he");
  return weights;
}

/**
 * Holds what an initializer gave to its shape.
 *
 * @param what What cannot be done otherwise: "make Affine".
 * @param option What gave it: "init".
 * @param weights What it gave.
 * @param rowCounts How many rows it may have.
 * @param columns How many columns it must have.
 * @param example An initializer that gives such.
 * @throws {TypeError} if it is no matrix.
 * @throws {RangeError} if it has another shape.
 */
export function checkDrawn(
  what: string,
  option: string,
  weights: Matrix,
  rowCounts: readonly number[],
  columns: number,
  example: string,
): void {
  const must = `Cannot ${what}: ${option} must give`;
  if (!(weights instanceof Matrix)) {
    throw new TypeError(
      `${must} a matrix of weights, got ${
        kindOf(weights)
      }; an initializer is called once to make it, as in ${example}()`,
    );
  }
  if (weights.columns !== columns || !rowCounts.includes(weights.rows)) {
    const shapes = rowCounts.map((rows) => `${rows} x ${columns}`);
    throw new RangeError(
      `${must} ${shapes.join(" or ")} weights, got ${shape(weights)}`,
    );
  }
}
