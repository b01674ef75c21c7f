import { checkGiven } from "../check/kinds.ts";
import { thatIs } from "../check/options.ts";
import { isOwn } from "../layers/pass.ts";
import { Matrix } from "../storage/matrix.ts";
import { outside, toKeep } from "../storage/workspace.ts";

/**
 * What a network's outputs should be: a number for each row, such as its class, or a matrix of
 * the outputs' shape.
 */
export type Targets = ArrayLike<number> | Matrix;

/** What targets are: the class of each row, or the values that the outputs should have. */
export type TargetKind = "classes" | "values";

/**
 * How far a network's outputs are from their targets, and the gradient of that: it remembers
 * its forward pass.
 *
 * `train` gives one of a user's own copies of the outputs, which it may keep.
 *
 * @example
 * ```ts
 * import { type Loss, Matrix, type Targets } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * // The mean of |y - t|, for one output.
 * class MeanAbsoluteError implements Loss {
 *   #signs = new Matrix(0, 1);
 *   forward(y: Matrix, targets: Targets) {
 *     const t = Matrix.columnVector(Array.from(targets as ArrayLike<number>));
 *     const errors = Matrix.sub(y, t);
 *     this.#signs = errors.clone().sign();
 *     return errors.abs().mean();
 *   }
 *   backward() {
 *     return Matrix.div(this.#signs, this.#signs.rows);
 *   }
 * }
 * const loss: Loss = new MeanAbsoluteError();
 * assertEquals(loss.forward(new Matrix([[1], [5]]), [2, 2]), 2);
 * assertEquals(loss.backward().to2DArray(), [[-0.5], [0.5]]);
 * ```
 */
export interface Loss {
  /**
   * The mean loss of a batch. Remembers what `backward` will need.
   *
   * @param outputs A network's outputs, N x outputs; left as they were.
   * @param targets What they should be, N of them.
   * @returns The mean, in the loss's unit.
   */
  forward(outputs: Matrix, targets: Targets): number;
  /** d loss / d outputs, N x outputs, for the last forward pass. */
  backward(): Matrix;
  /**
   * Holds targets to those that the loss takes, and says what they are to it: of classes there
   * is an accuracy. `train` asks once, before it trains. Of a loss without it targets are
   * classes where they are an array of whole numbers, each the number of one of several outputs.
   *
   * @param what What cannot be done otherwise: "train".
   * @param name What they are called in messages: "data.t".
   * @param targets All targets.
   * @param outputs How many outputs the network has.
   * @throws {RangeError} naming the first target that it does not take.
   */
  checkTargets?(
    what: string,
    name: string,
    targets: Targets,
    outputs: number,
  ): TargetKind;
}

/** An option that is a loss: not its class, or the name of one. */
export const LOSS = thatIs<Loss>(
  "a loss, such as new SoftmaxCrossEntropy()",
  (loss) =>
    typeof loss?.forward === "function" && typeof loss.backward === "function",
);

/**
 * A loss's forward pass, within a pass of the library's.
 *
 * @param loss The loss.
 * @param outputs N x outputs.
 * @param targets N of them.
 * @throws {TypeError} if a user's loss gives no number.
 */
export function lossThrough(
  loss: Loss,
  outputs: Matrix,
  targets: Targets,
): number {
  if (isOwn(loss)) return loss.forward(outputs, targets);
  const y = toKeep(outputs);
  const t = targets instanceof Matrix ? toKeep(targets) : targets;
  const value = outside(() => loss.forward(y, t));
  checkGiven("compute the loss", "its forward", value);
  return value;
}

/**
 * A loss's backward pass, within a pass of the library's.
 *
 * @param loss The loss.
 * @returns N x outputs.
 */
export function lossGradient(loss: Loss): Matrix {
  return isOwn(loss) ? loss.backward() : outside(() => loss.backward());
}

/**
 * Holds all targets to what a loss takes, and says what they are to it.
 *
 * @param loss The loss.
 * @param what What cannot be done otherwise: "train".
 * @param name What they are called in messages: "data.t".
 * @param targets All targets.
 * @param outputs How many outputs the network has.
 * @throws {RangeError} naming the first target that it does not take.
 */
export function checkTargets(
  loss: Loss,
  what: string,
  name: string,
  targets: Targets,
  outputs: number,
): TargetKind {
  if (loss.checkTargets) {
    return loss.checkTargets(what, name, targets, outputs);
  }
  if (targets instanceof Matrix || outputs < 2) return "values";
  for (let i = 0; i < targets.length; i++) {
    const t = targets[i];
    if (!(Number.isInteger(t) && t >= 0 && t < outputs)) return "values";
  }
  return "classes";
}
