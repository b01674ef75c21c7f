import { checkRng } from "../check/kinds.ts";
import { drawUnit } from "../random/draw.ts";
import { fill } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * w_ij ~ U[-1 / sqrt(fanIn), 1 / sqrt(fanIn)), variance 1 / (3 fanIn): how PyTorch's
 * `Linear` starts when nobody says otherwise. It draws the bias from the same
 * interval: give this as `biasInit` too, and the start is PyTorch's whole.
 *
 * PyTorch writes it as He's uniform rule with the gain of a leaky ReLU of slope
 * a = sqrt(5): limit sqrt(3) sqrt(2 / (1 + a^2)) / sqrt(fanIn) = 1 / sqrt(fanIn). That
 * is a sixth of the variance that ReLU wants.
 *
 * @see PyTorch, `torch.nn.Linear.reset_parameters`.
 *
 * @example
 * ```ts
 * import { largestDifference, mlp, pytorchLinear, relu, seeded } from "weightlab";
 * import { assertLess } from "@std/assert";
 *
 * const net = mlp([784, 100, 10], {
 *   activation: relu,
 *   init: pytorchLinear(),
 *   biasInit: pytorchLinear(),
 *   rng: seeded(1),
 * });
 * const [W, b] = net.params;
 * for (const { value } of [W, b]) assertLess(largestDifference(value, 0), 1 / 28);
 * ```
 */
export function pytorchLinear(): Initializer {
  return (rng, fanIn, fanOut) => {
    const drawing = "draw pytorchLinear weights";
    checkRng(drawing, rng);
    const limit = 1 / Math.sqrt(fanIn);
    const draw = () => limit * (2 * drawUnit(drawing, rng) - 1);
    return fill("pytorchLinear", fanIn, fanOut, draw);
  };
}
