import { checkParams } from "../layers/check_params.ts";
import type { Param } from "../layers/layer.ts";
import { functionOf, number, readOptions, thatIs } from "../check/options.ts";
import { showConstants } from "../check/constants.ts";
import { largestDifference } from "../matrix/largest_difference.ts";
import { powerOfTwo } from "../numbers/power_of_two.ts";
import { mapElements } from "../matrix/map_elements.ts";
import { subtractScaled, sumOfSquares } from "../matrix/passes.ts";

/** What is added to a loss for the size of the parameters, and its gradient. */
export interface Penalty {
  /**
   * The penalty itself, in the loss's unit.
   *
   * @param params A network's parameters.
   */
  loss(params: readonly Param[]): number;
  /**
   * grad += d penalty / d value, for each parameter that is penalized.
   *
   * @param params A network's parameters, each with the loss's gradient.
   */
  addGradients(params: readonly Param[]): void;
}

/** An option that is a penalty: not `l2Penalty` itself, or lambda alone. */
export const PENALTY = thatIs<Penalty>(
  "a penalty, such as l2Penalty({ lambda: 1e-4 })",
  (penalty) =>
    typeof penalty?.loss === "function" &&
    typeof penalty.addGradients === "function",
);

/** Below this a sum of squares may lack terms that were too small to be squared. */
const SMALL = 1e-280;

/** The penalty lambda/2 sum w^2, which `l2Penalty` gives. */
export interface L2Penalty extends Penalty, Required<L2PenaltyOptions> {}

/** What an `l2Penalty` may be told. */
export interface L2PenaltyOptions {
  /** How much a square counts, at least 0. */
  readonly lambda: number;
  /**
   * Which parameters are penalized. Default: those named "W", so that biases, gammas
   * and betas are not.
   */
  readonly penalizes?: (param: Param) => boolean;
}

/**
 * The L2 penalty lambda/2 sum w^2 over all weights, whose gradient is lambda w: a
 * `Penalty` for `train`.
 *
 * With SGD each update then shrinks a weight by the factor 1 - lr lambda, and the
 * penalty is weight decay. With other optimizers it is not: see `AdamW`. In front of
 * batch normalization the size of a weight makes no difference to the output (eps
 * aside), so there the penalty acts on the size of steps alone.
 *
 * @param options `lambda`, and which parameters are penalized.
 * @throws {RangeError} if lambda is below 0.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @see Krogh and Hertz (1991), "A simple weight decay can improve generalization".
 *
 * @example
 * ```ts
 * import { l2Penalty, Matrix, param } from "weightlab";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const penalty = l2Penalty({ lambda: 0.1 });
 * const w = param("W", new Matrix([[3, 4]])), b = param("b", new Matrix([[9]]));
 * assertAlmostEquals(penalty.loss([w, b]), 0.1 / 2 * 25);
 * penalty.addGradients([w, b]);
 * assertAlmostEquals(w.grad.get(0, 1), 0.4);
 * ```
 */
export function l2Penalty(options: L2PenaltyOptions): L2Penalty {
  const { lambda, penalizes } = readOptions("make an L2 penalty", options, {
    lambda: number({ least: 0 }),
    penalizes: functionOf<(param: Param) => boolean>().or(isWeight),
  });
  const penalty: Penalty = {
    loss(params) {
      checkParams("penalize", params);
      const penalized = params.filter(penalizes);
      let squares = 0;
      for (const { value } of penalized) squares = sumOfSquares(value, squares);
      if (squares > SMALL && squares < Infinity) return lambda / 2 * squares;
      const largest = penalized.filter(({ value }) => value.size > 0)
        .reduce(
          (so, { value }) => Math.max(so, largestDifference(value, 0)),
          0,
        );
      const unit = powerOfTwo(largest);
      let scaled = 0;
      for (const { value } of penalized) {
        scaled = sumOfSquares(mapElements(value, (w) => w / unit), scaled);
      }
      return lambda / 2 * unit * scaled * unit;
    },
    addGradients(params) {
      checkParams("penalize", params);
      for (const { value, grad } of params.filter(penalizes)) {
        subtractScaled(grad, value, -lambda);
      }
    },
  };
  showConstants(penalty, "an L2 penalty", { lambda, penalizes });
  return penalty as L2Penalty;
}

function isWeight({ name }: Param): boolean {
  return name === "W";
}
