import { Matrix } from "./matrix.ts";
import { shape } from "./check.ts";
import { rows } from "./rows.ts";

/** Which factors of a product are read as their transposes. */
export interface MatmulOptions {
  /** Multiply with the transpose of `a`. Default: false. */
  readonly transposeA?: boolean;
  /** Multiply with the transpose of `b`. Default: false. */
  readonly transposeB?: boolean;
}

/**
 * C = A B, or with the transpose of either factor: c_ij = sum_k a_ik b_kj.
 *
 * The library's one matrix product: every layer's forward and backward pass
 * comes through here. Sums run over k from 0 up, so the result does not depend
 * on the machine.
 *
 * @param a M x K (K x M with `transposeA`).
 * @param b K x N (N x K with `transposeB`).
 * @param options Which factors are transposed.
 * @returns M x N, a new matrix.
 * @throws {RangeError} if the inner sizes differ.
 * @throws {TypeError} if a factor is not an ml-matrix `Matrix`.
 *
 * @example
 * ```ts
 * import { matmul, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const a = new Matrix([[1, 2], [3, 4]]);
 * assertEquals(matmul(a, a).to2DArray(), [[7, 10], [15, 22]]);
 * assertEquals(matmul(a, a, { transposeB: true }).to2DArray(), [[5, 11], [11, 25]]);
 * ```
 */
export function matmul(
  a: Matrix,
  b: Matrix,
  options: MatmulOptions = {},
): Matrix {
  const { transposeA = false, transposeB = false } = options;
  const aRows = rows(a), bOwn = rows(b);
  const inner = transposeA ? a.rows : a.columns;
  if (inner !== (transposeB ? b.columns : b.rows)) {
    throw new RangeError(
      `Cannot multiply: the inner sizes must agree, got ${shape(a)}${
        transposeA ? " transposed" : ""
      } times ${shape(b)}${transposeB ? " transposed" : ""}`,
    );
  }
  // The loops below run along whole rows of B, so a transposed B is laid out
  // anew; a transposed A only changes where its factor is read.
  const bRows = transposeB ? rows(b.transpose()) : bOwn;
  const c = new Matrix(
    transposeA ? a.columns : a.rows,
    transposeB ? b.rows : b.columns,
  );
  const factors = new Float64Array(inner);
  for (const [i, ci] of rows(c).entries()) {
    if (transposeA) {
      for (let k = 0; k < inner; k++) factors[k] = aRows[k][i];
    } else {
      factors.set(aRows[i]);
    }
    addWeightedRows(ci, factors, bRows);
  }
  return c;
}

/** c += sum_k factors[k] rows[k], four rows a pass to save loads of c. */
function addWeightedRows(
  c: Float64Array,
  factors: Float64Array,
  rows: Float64Array[],
): void {
  const n = c.length, inner = factors.length;
  let k = 0;
  for (; k + 4 <= inner; k += 4) {
    const f0 = factors[k], f1 = factors[k + 1];
    const f2 = factors[k + 2], f3 = factors[k + 3];
    const r0 = rows[k], r1 = rows[k + 1], r2 = rows[k + 2], r3 = rows[k + 3];
    for (let j = 0; j < n; j++) {
      c[j] = c[j] + f0 * r0[j] + f1 * r1[j] + f2 * r2[j] + f3 * r3[j];
    }
  }
  for (; k < inner; k++) {
    const f = factors[k], r = rows[k];
    for (let j = 0; j < n; j++) c[j] += f * r[j];
  }
}
