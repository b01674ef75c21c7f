import { checkBatch } from "../matrix/check_matrix.ts";
import { columnDots, columnSums } from "../matrix/columns.ts";
import {
  inverseStdsOfRows,
  rowMeans,
  rowVariances,
} from "../matrix/moments.ts";
import { normalizeRows, normalizeRowsBackward } from "../matrix/passes.ts";
import type { Matrix } from "../storage/matrix.ts";
import { lend, Remembered } from "../storage/workspace.ts";
import type { Param } from "./layer.ts";
import { checkGradientShape } from "./pass.ts";

/** A layer that normalizes each example, or each group of an example's features, by itself. */
interface RowLayer {
  readonly name: string;
  readonly gamma: Param;
  /** Without it the mean is left in, too. */
  readonly beta?: Param;
  readonly eps: number;
  /** Default: 1, the whole of an example. */
  readonly groups?: number;
}

/** The passes of such a layer. */
export class RowNormalization {
  /** xHat, N x features, and 1 / sqrt(v + eps) of each group, example by example. */
  readonly #pass = new Remembered<{ xHat: Matrix; inverseStds: Matrix }>();

  /**
   * y = gamma (x - mu) / sqrt(v + eps) + beta, or gamma x / sqrt(q + eps).
   *
   * @param x N x features.
   * @param layer The layer.
   * @returns N x features, lent.
   * @throws {RangeError} for a batch of another width or without rows, or as
   * `inverseStdsOfRows` does.
   */
  forward(x: Matrix, { gamma, beta, eps, groups }: RowLayer): Matrix {
    checkBatch("normalize", "x", x, gamma.value.columns);
    // x - 0 is x, and y + -0 is y, a zero's sign too.
    const means = beta ? rowMeans(x, groups) : lend(1, x.rows).fill(0);
    const shift = beta?.value ?? lend(1, x.columns).fill(-0);
    const inverseStds = inverseStdsOfRows(
      rowVariances(x, means, groups),
      eps,
      beta ? "the variance" : "the mean square",
      x,
      groups,
    );
    const moments = { means, inverseStds };
    const { xHat, y } = normalizeRows(x, moments, gamma.value, shift);
    this.#pass.set({ xHat, inverseStds });
    return y;
  }

  /**
   * Sets dgamma and, if there is one, dbeta.
   *
   * @param dout N x features.
   * @param layer The layer.
   * @returns dx, N x features, lent.
   */
  backward(dout: Matrix, { name, gamma, beta }: RowLayer): Matrix {
    const pass = this.#pass.get();
    checkGradientShape(name, dout, pass?.xHat);
    const { xHat, inverseStds } = pass!;
    columnDots(dout, xHat, gamma.grad);
    if (beta) columnSums(dout, beta.grad);
    const centred = beta !== undefined;
    return normalizeRowsBackward(dout, xHat, gamma.value, inverseStds, centred);
  }
}
