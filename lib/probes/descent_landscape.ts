import type { Data } from "../datasets/data.ts";
import { listOf, number, readOptions } from "../check/options.ts";
import type { Layer } from "../layers/layer.ts";
import { subtractScaled } from "../matrix/passes.ts";
import { copyRows } from "../storage/rows.ts";
import { distanceOf, gradientsOf, lengthOf, rehearse } from "./_rehearsal.ts";

const DOING = "measure a descent";

/** What is found a step along the negative gradient. */
export interface DescentStep {
  /** How far: what the gradient is multiplied by, like a learning rate. */
  readonly step: number;
  /** The batch's loss there, in nats. */
  readonly loss: number;
  /** The l2 distance of the gradient there from the gradient at the start. */
  readonly gradientDistance: number;
}

/** The loss of a batch along its own gradient. */
export interface DescentLandscape {
  /** The loss at the start, in nats. */
  readonly loss: number;
  /** The l2 length of the gradient at the start, over all parameters together. */
  readonly gradientNorm: number;
  /** One a step, in the order of `steps`. */
  readonly steps: readonly DescentStep[];
}

/** Where {@linkcode descentLandscape} looks. */
export interface DescentLandscapeOptions {
  /** How far to go, each from the start and above 0; a learning rate is such a step. */
  readonly steps: readonly number[];
}

/**
 * How far a gradient can be trusted: with g the gradient of a batch's loss L at the
 * parameters p, the loss L(p - s g) and the distance |g(p - s g) - g(p)| for steps s.
 *
 * These are the two measures of Santurkar et al.: how much the loss varies over the steps,
 * and how well the gradient says what it will be after a step ("gradient predictiveness",
 * the better the smaller the distance). Both are in the units of this network and batch: a
 * network that hardly answers to its parameters has small ones too. Distance / (s |g|) is how
 * much the gradient changes per length gone, whose largest value over the steps is their
 * "effective beta-smoothness"; distance / |g| is how much of the gradient has changed.
 *
 * The steps are tried on a clone: parameters, gradients, running averages and what each layer
 * remembers stay as they are. Batch normalization takes the batch's own statistics, as in
 * training; dropout drops nothing.
 *
 * @param net A network, N x features -> N x classes.
 * @param batch Examples and their classes.
 * @param options How far to go.
 * @returns The loss in nats and the gradient's length at the start, then a step's loss and
 * distance each; NaN or Infinity where the network diverges.
 * @throws {RangeError} if there is no step or one is not above 0, the batch is empty, ragged
 * or not finite, does not fit the network, or a label is no class.
 * @throws {TypeError} if an argument or option is of another kind, the options hold another
 * name, or a layer of the network has no `clone`.
 * @see Santurkar et al. (2018), "How does batch normalization help optimization?", section 3.2.
 *
 * @example
 * ```ts
 * import { descentLandscape, Matrix, mlp, relu, seeded, zeros } from "weightlab";
 * import { assertAlmostEquals, assertLess } from "@std/assert";
 *
 * const net = mlp([2, 2], { activation: relu, init: zeros(), rng: seeded(1) });
 * const batch = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const { loss, gradientNorm, steps: [near, far] } = descentLandscape(net, batch, {
 *   steps: [0.1, 1],
 * });
 * assertAlmostEquals(loss, Math.log(2));
 * assertAlmostEquals(gradientNorm, 0.5); // four numbers of 1/4, the biases' are 0
 * assertLess(far.loss, near.loss);
 * assertLess(near.gradientDistance, far.gradientDistance);
 * ```
 */
export function descentLandscape(
  net: Layer,
  batch: Data,
  options: DescentLandscapeOptions,
): DescentLandscape {
  return rehearse(DOING, net, batch, ({ params, pass }) => {
    const { steps } = readOptions(DOING, options, {
      steps: listOf(number({ above: 0 }), ""),
    });
    const loss = pass();
    const gradient = gradientsOf(params);
    const start = params.map(({ value }) => value.clone());
    return {
      loss,
      gradientNorm: lengthOf(gradient),
      steps: steps.map((step) => {
        params.forEach(({ value }, i) => {
          copyRows(start[i], value);
          subtractScaled(value, gradient[i], step);
        });
        const loss = pass();
        const there = params.map(({ grad }) => grad);
        return { step, loss, gradientDistance: distanceOf(there, gradient) };
      }),
    };
  });
}
