import { type Activation, checkActivation } from "../activations/activation.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { ActivationLayer } from "../layers/activation_layer.ts";
import { Affine } from "../layers/affine.ts";
import type { Layer } from "../layers/layer.ts";
import { Sequential } from "../layers/sequential.ts";
import { anything, checked, count, readOptions } from "../check/options.ts";
import { checkBatch, checkSameShape } from "../matrix/check_matrix.ts";
import type { Rng } from "../random/rng.ts";
import type { Matrix } from "../storage/matrix.ts";
import { outside } from "../storage/workspace.ts";
import type { PropagateOptions } from "./propagate.ts";

/**
 * The way back through the network of `propagate`: an upstream gradient is sent from
 * the last affine map (which has no activation behind it, as networks end) to the input.
 *
 * Each layer's dx = (f'(z) * dy) W^T, f' of the layer below. Whether gradients vanish or
 * explode shows in how the sizes of these matrices go.
 *
 * @param x The input, N x width.
 * @param dout The upstream gradient, N x width; left as it was.
 * @param options The network; `layers` affine maps, with the activation between them.
 * @returns The gradient at each layer's input, first layer to last, all N x width.
 * @throws {RangeError} if `layers` is below 1, `x` is empty, or `dout` has not its shape.
 * @throws {TypeError} if one of them is no matrix, or the options hold another name.
 *
 * @example
 * ```ts
 * import { he, randn, relu, seeded } from "weightlab";
 * import { backpropagate } from "weightlab/experiments";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rng = seeded("doc"), x = randn(rng, 200, 100), dout = randn(rng, 200, 100);
 * const options = { activation: relu, init: he(), rng };
 * const [first] = backpropagate(x, dout, options);
 * // He's rule keeps the size; the last layer, without ReLU, doubles the variance once.
 * assertAlmostEquals(first.standardDeviation(), Math.SQRT2, 0.3);
 * ```
 */
export function backpropagate(
  x: Matrix,
  dout: Matrix,
  options: Omit<PropagateOptions, "batchNorm">,
): Matrix[] {
  const { activation, layers, ...drawn } = readOptions(
    "backpropagate",
    options,
    {
      activation: checked((doing, _, f: Activation) =>
        checkActivation(doing, f)
      ),
      // What draws holds them to their kinds.
      init: anything<Initializer>(),
      rng: anything<Rng>(),
      layers: count().or(5),
    },
  );
  checkBatch("backpropagate", "x", x);
  checkSameShape("backpropagate", ["x", "dout"], x, dout);
  const stack: Layer[] = [];
  for (let i = 0; i < layers; i++) {
    if (i > 0) stack.push(new ActivationLayer(activation));
    stack.push(new Affine(x.columns, x.columns, drawn));
  }
  const gradients: Matrix[] = [];
  // What the caller gets is not lent, in a workspace of the caller's either.
  outside(() => {
    new Sequential(stack).forward(x, "train");
    for (const layer of stack.toReversed()) {
      dout = layer.backward(dout);
      if (layer instanceof Affine) gradients.unshift(dout);
    }
  });
  return gradients;
}
