import { keepFields, showConstants } from "../check/constants.ts";
import { kernel } from "../kernel/kernel.ts";
import { checkNumber } from "../check/numbers.ts";
import { readOptions } from "../check/options.ts";
import { checkBatch } from "../matrix/check_matrix.ts";
import { areOwn, checkGradientShape, checkMode } from "./pass.ts";
import { mapInto } from "../matrix/map_elements.ts";
import { zipPass } from "../matrix/passes.ts";
import type { Matrix } from "../storage/matrix.ts";
import { lend, outside, Remembered } from "../storage/workspace.ts";
import { RNG, type Rng } from "../random/rng.ts";
import { sameKind } from "./_cloned.ts";
import type { Layer, Mode, Param } from "./layer.ts";

const multiply = zipPass(kernel, "multiplyEach");

/**
 * Inverted dropout: in "train" mode y = x mask / (1 - ratio), where each element
 * of the mask is 0 with probability `ratio`, else 1; in "infer" mode y = x.
 *
 * The division keeps E[y] = x, so that inference needs no correction. (The book
 * scales at inference instead.)
 *
 * @see Srivastava et al. (2014), "Dropout: a simple way to prevent neural
 * networks from overfitting", section 10, for the scaling at training.
 *
 * @example
 * ```ts
 * import { Dropout, Matrix, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new Dropout(0.5, { rng: seeded(1) });
 * const x = new Matrix([[1, 1, 1, 1]]);
 * assertEquals(new Set(layer.forward(x, "train").to1DArray()), new Set([0, 2]));
 * assertEquals(layer.forward(x, "infer").to1DArray(), [1, 1, 1, 1]);
 * ```
 */
export class Dropout implements Layer {
  /** "Dropout". */
  readonly name = "Dropout";
  /** None. */
  readonly params: readonly Param[] = [];
  /** The share of elements dropped, as it was given. */
  declare readonly ratio: number;
  /** Where the masks come from, as it was given. */
  declare readonly rng: Rng;
  /** 0 or 1 / (1 - ratio) for each element of the last pass. */
  readonly #mask = new Remembered<Matrix>();

  static {
    areOwn(this.prototype);
  }

  /**
   * Draws nothing yet.
   *
   * @param ratio The share of elements dropped, in [0, 1).
   * @param options Where the masks come from.
   * @throws {RangeError} if the ratio is outside [0, 1).
   * @throws {TypeError} if `rng` is no function.
   */
  constructor(ratio: number, options: {
    /** Draws the masks, one number an element. */
    rng: Rng;
  }) {
    const { rng } = readOptions("make Dropout", options, {
      rng: RNG,
    });
    checkNumber("make Dropout", "ratio", ratio, { least: 0, below: 1 });
    showConstants(this, "Dropout", { ratio, rng });
    keepFields<Dropout>(this, "params");
  }

  /**
   * y = x mask / (1 - ratio) in training, x in inference; N x features.
   *
   * @throws {RangeError} if the mode is neither.
   */
  forward(x: Matrix, mode: Mode): Matrix {
    checkBatch("drop out", "x", x);
    checkMode("drop out", mode);
    const { ratio, rng } = this, kept = 1 / (1 - ratio);
    const mask = lend(x.rows, x.columns);
    const drawn = () => rng() < ratio ? 0 : kept;
    outside(() => mapInto(mask, x, mode === "train" ? drawn : () => 1));
    this.#mask.set(mask);
    return multiply(x, mask, lend(x.rows, x.columns));
  }

  /** dx = dy mask / (1 - ratio), N x features, with the last pass's mask. */
  backward(dout: Matrix): Matrix {
    const mask = this.#mask.get();
    checkGradientShape("Dropout", dout, mask);
    return multiply(dout, mask, lend(dout.rows, dout.columns));
  }

  /** The same ratio; its masks come from the same generator, which they move. */
  clone(): Dropout {
    const { ratio, rng } = this;
    return sameKind<Dropout>(this, new Dropout(ratio, { rng }));
  }
}
