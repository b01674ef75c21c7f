import { functions } from "../kernel/function_part.ts";
import { number, readOptions } from "../check/options.ts";
import { mapPass, zipPass } from "../matrix/passes.ts";
import { type Activation, kernelActivation } from "./activation.ts";

/**
 * The exponential linear unit, y = z for z > 0 and alpha (exp(z) - 1) for z <= 0, in
 * (-alpha, infinity), with derivative 1 for z > 0 and alpha exp(z) for z <= 0: smooth
 * at 0 where alpha = 1, else the derivative there is alpha. NaN stays NaN.
 *
 * @param options How far down it goes.
 * @throws {RangeError} if alpha is below 0 or not finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see Clevert, Unterthiner and Hochreiter (2016), "Fast and accurate deep network
 * learning by exponential linear units (ELUs)", equation 15.
 *
 * @example
 * ```ts
 * import { elu } from "weightlab";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const f = elu();
 * assertEquals(f(2), 2);
 * assertAlmostEquals(f(-Math.log(2)), -0.5, 1e-15);
 * assertAlmostEquals(f.derivative(-Math.log(2)), 0.5, 1e-15);
 * ```
 */
export function elu(options: {
  /** At least 0. Default: 1. */
  alpha?: number;
} = {}): Activation {
  const { alpha } = readOptions("make elu", options, {
    alpha: number({ least: 0 }).or(1),
  });
  return kernelActivation(
    "ELU",
    (z) => functions.eluOf(z, alpha, 1),
    (z) => functions.eluDerivativeOf(z, alpha, 1),
    {
      forward: mapPass(functions, "elu", alpha, 1),
      backward: zipPass(functions, "eluBackward", alpha, 1),
      from: "z",
    },
  );
}
