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
  if (!(weights instanceof Matrix)) {
    throw new TypeError(
      `Cannot ${what}: init must give a matrix of weights, got ${
        kindOf(weights)
      }; an initializer is called once to make it, as in he()`,
    );
  }
  if (weights.rows !== fanIn || weights.columns !== fanOut) {
    throw new RangeError(
      `Cannot ${what}: init must give ${fanIn} x ${fanOut} weights, got ${
        shape(weights)
      }`,
    );
  }
  return weights;
}
