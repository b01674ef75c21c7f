import { kindOf } from "../check/kind_of.ts";
import { addressOf } from "./call_kernel.ts";
import { listed } from "./listed.ts";
import { Matrix } from "./matrix.ts";
import { copyRows } from "./rows.ts";
import { lend } from "./workspace.ts";

/**
 * A copy of `x` for a training loop: it lies where the products work on it without copying it,
 * and if many of its numbers are zeros, as MNIST's are, the others are listed once, which makes
 * the products with it quicker. `batchRows` takes batches of it. The numbers that come of it
 * are the same as those of `x`.
 *
 * It is lent: there until the `workspace` ends in which it is made, and not to be written to.
 * Outside of a workspace, or where memory is short, it is `x` itself.
 *
 * @param x R x C; must not change meanwhile.
 * @returns R x C.
 * @throws {TypeError} if `x` is no matrix.
 *
 * @example
 * ```ts
 * import { batchRows, Matrix, nearCopy, workspace } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const images = new Matrix([[1, 2], [3, 4], [5, 6]]);
 * workspace(() => {
 *   const x = nearCopy(images);
 *   assertEquals(batchRows(x, [2, 0]).to2DArray(), [[5, 6], [1, 2]]);
 * });
 * ```
 */
export function nearCopy(x: Matrix): Matrix {
  if (!(x instanceof Matrix)) {
    throw new TypeError(
      `Cannot copy near: x must be an ml-matrix Matrix, got ${kindOf(x)}`,
    );
  }
  const room = lend(x.rows, x.columns);
  return addressOf(room) === undefined ? x : listed(copyRows(x, room));
}
