import { number } from "../check/options.ts";
import { rows } from "../storage/rows.ts";
import { drawIndex } from "../random/draw.ts";
import type { Rng } from "../random/rng.ts";
import { standardNormal } from "../random/standard_normal.ts";
import { readInitializerOptions } from "./_read_options.ts";
import { fill } from "./_fill.ts";
import type { Initializer } from "./initializer.ts";

/**
 * w_ij ~ N(0, std^2), but in each column of W, that is for each unit, k =
 * ceil(sparsity fanIn) inputs chosen at random have the weight 0: every unit depends
 * on few inputs, and on as many as any other. Var(w_ij) = (1 - k / fanIn) std^2.
 *
 * All normals are drawn first, row by row, then the zeros column by column.
 *
 * @param options How many weights there are, and how large.
 * @throws {RangeError} if sparsity is outside [0, 1], std below 0, or either is not
 * finite.
 * @throws {TypeError} if the options are no object, or hold another name.
 * @see Martens (2010), "Deep learning via Hessian-free optimization", "Random
 * initialization". PyTorch's `sparse_` zeroes by columns too, but a `Linear`'s weight
 * is this W transposed: there each input is kept from a share of the units.
 *
 * @example
 * ```ts
 * import { seeded, sparse } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const w = sparse({ sparsity: 0.9, std: 1 })(seeded(1), 100, 3);
 * const kept = w.getColumn(0).filter((value) => value !== 0);
 * assertEquals(kept.length, 10);
 * ```
 */
export function sparse(
  options: {
    /**
     * The share of inputs that a unit does not depend on, in [0, 1] (the paper leaves it 15
     * inputs, sparsity 1 - 15 / fanIn).
     */
    sparsity: number;
    /**
     * The standard deviation of the other weights, at least 0 (1 in Sutskever, Martens, Dahl
     * and Hinton, 2013).
     */
    std: number;
  },
): Initializer {
  const { sparsity, std } = readInitializerOptions("sparse", options, {
    sparsity: number({ least: 0, most: 1 }),
    std: number({ least: 0 }),
  });
  return (rng, fanIn, fanOut) => {
    const draw = standardNormal(rng);
    const w = fill("sparse", fanIn, fanOut, () => std * draw());
    // The product's last bit must not add a zero: .07 x 100 is 7.000000000000001.
    const zeros = Math.ceil(sparsity * fanIn * (1 - Number.EPSILON));
    const inputs = rows(w), order = Uint32Array.from(inputs.keys());
    for (let j = 0; j < fanOut; j++) {
      shuffleFirst(rng, order, zeros);
      for (let i = 0; i < zeros; i++) inputs[order[i]][j] = 0;
    }
    return w;
  };
}

/** Brings `count` of the numbers to the front, every choice equally likely. */
function shuffleFirst(rng: Rng, numbers: Uint32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const other = i + drawIndex("draw sparse weights", rng, numbers.length - i);
    [numbers[i], numbers[other]] = [numbers[other], numbers[i]];
  }
}
