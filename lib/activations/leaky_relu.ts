import { kernel } from "../kernel/kernel.ts";
import { number, readOptions } from "../check/options.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/** The slope of each leaky ReLU that was made. */
const slopes = new WeakMap<Activation, number>();

/**
 * The leaky rectified linear unit, y = z for z > 0 and slope z for z <= 0, with
 * derivative 1 for z > 0 and slope for z <= 0: a unit below zero still learns. NaN
 * stays NaN.
 *
 * @param options The slope below 0.
 * @throws {RangeError} if the slope is not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see Maas, Hannun and Ng (2013), "Rectifier nonlinearities improve neural network
 * acoustic models", section 2.
 *
 * @example
 * ```ts
 * import { leakyRelu } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const f = leakyRelu({ slope: 0.25 });
 * assertEquals([f(-2), f(3)], [-0.5, 3]);
 * assertEquals([f.derivative(-2), f.derivative(3)], [0.25, 1]);
 * ```
 */
export function leakyRelu(options: {
  /** Any finite number. Default: .01, as in the paper. */
  slope?: number;
} = {}): Activation {
  const { slope } = readOptions("make leakyRelu", options, {
    slope: number().or(0.01),
  });
  const f = kernelActivation(
    "leaky ReLU",
    (z) => z <= 0 ? slope * z : z,
    (z) => z <= 0 ? slope : 1,
    {
      forward: mapPass(kernel, "leakyRelu", slope),
      backward: zipPass(kernel, "leakyReluBackward", slope),
      from: "z",
    },
  );
  slopes.set(f, slope);
  return f;
}

/**
 * The slope of a leaky ReLU below zero; undefined for any other function.
 *
 * @param f A function.
 */
export function slopeOf(f: Activation): number | undefined {
  return slopes.get(f);
}
