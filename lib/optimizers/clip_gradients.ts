import { number, readOptions } from "../check/options.ts";
import { checkParams } from "../layers/check_params.ts";
import type { Param } from "../layers/layer.ts";
import { largestDifference } from "../matrix/largest_difference.ts";
import { mapElements, mapInto } from "../matrix/map_elements.ts";
import { sumOfSquares } from "../matrix/passes.ts";
import { powerOfTwo } from "../numbers/power_of_two.ts";

/** What the norm is divided by has so much more: PyTorch's. */
const MARGIN = 1e-6;

/** Below this a sum of squares may lack terms that were too small to be squared. */
const SMALL = 1e-280;

/** What `clipGradients` must be told. */
export interface ClipOptions {
  /** The largest norm that gradients may have, above 0. */
  readonly norm: number;
}

/**
 * Scales gradients down where they are too large together: with n = sqrt(sum g^2) over all
 * elements of all parameters, g *= norm / (n + 1e-6) wherever that is below 1. Their
 * direction stays. Called after the backward pass and before the update.
 *
 * This is PyTorch's `clip_grad_norm_`. Where a gradient is NaN or Infinity there is no factor
 * that could help: then every gradient stays as it is, and the norm that is returned says so.
 *
 * @param params A network's parameters, each with its gradient.
 * @param options The largest norm.
 * @returns n, before the gradients changed, at least 0; NaN or Infinity where a gradient is,
 * and Infinity where n is beyond the largest number.
 * @throws {TypeError} if it is no array of parameters, or the options are no object, or hold
 * another name.
 * @throws {RangeError} if a gradient has another shape than its value, or the norm is not a
 * finite number above 0; no gradient has changed then.
 *
 * @see Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural
 * networks", algorithm 1.
 *
 * @example
 * ```ts
 * import { clipGradients, Matrix, param } from "weightlab";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[0]])), b = param("b", new Matrix([[0]]));
 * w.grad.set(0, 0, 3);
 * b.grad.set(0, 0, 4);
 * assertEquals(clipGradients([w, b], { norm: 1 }), 5);
 * assertAlmostEquals(w.grad.get(0, 0), 0.6, 1e-6);
 * assertAlmostEquals(b.grad.get(0, 0), 0.8, 1e-6);
 * ```
 */
export function clipGradients(
  params: readonly Param[],
  options: ClipOptions,
): number {
  checkParams("clip gradients", params);
  const { norm } = readOptions("clip gradients", options, {
    norm: number({ above: 0 }),
  });
  const grads = params.map(({ grad }) => grad).filter(({ size }) => size > 0);
  let squares = 0;
  for (const grad of grads) squares = sumOfSquares(grad, squares);
  // Where squares overflow or vanish, those of the gradients over a size near theirs do not.
  let unit = 1;
  if (!(squares > SMALL && squares < Infinity)) {
    const largest = grads.reduce(
      (so, grad) => Math.max(so, largestDifference(grad, 0)),
      0,
    );
    if (!Number.isFinite(largest)) return largest;
    unit = powerOfTwo(largest);
    squares = 0;
    for (const grad of grads) {
      squares = sumOfSquares(mapElements(grad, (g) => g / unit), squares);
    }
  }
  const inUnits = Math.sqrt(squares), n = inUnits * unit;
  const factor = n < Infinity ? norm / (n + MARGIN) : norm / unit / inUnits;
  if (factor < 1) {
    for (const grad of grads) mapInto(grad, grad, (g) => g * factor);
  }
  return n;
}
