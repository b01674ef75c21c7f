import { inUse, kernel } from "../kernel/kernel.ts";
import { SCRATCH } from "../kernel/memory.ts";
import { boolean, checked, readOptions } from "../check/options.ts";
import { callKernel } from "../storage/call_kernel.ts";
import { ListedMatrix } from "../storage/listed.ts";
import type { Matrix } from "../storage/matrix.ts";
import { zeroMatrix } from "../storage/rows.ts";
import { multiplyListed } from "./_multiply_listed.ts";
import { checkMatrix, shape } from "./check_matrix.ts";

/** Which factors of a product are read as their transposes, and where it goes. */
export interface MatmulOptions {
  /** Multiply with the transpose of `a`. Default: false. */
  readonly transposeA?: boolean;
  /** Multiply with the transpose of `b`. Default: false. */
  readonly transposeB?: boolean;
  /** Write the product here, M x N, neither `a` nor `b`. Default: a new matrix. */
  readonly out?: Matrix;
}

/** What `MatmulOptions` must be; made once, for a user's products in a loop. */
const OPTIONS = {
  transposeA: boolean().or(false),
  transposeB: boolean().or(false),
  out: checked<Matrix>(checkMatrix).optional,
};

/**
 * C = A B, or with the transpose of either factor: c_ij = sum_k a_ik b_kj.
 *
 * The library's one matrix product: every layer's forward and backward pass
 * comes through here. Each c_ij is one chain of fused multiply-adds, k from 0 up,
 * so the result has the same bits on every machine.
 *
 * @param a M x K (K x M with `transposeA`).
 * @param b K x N (N x K with `transposeB`).
 * @param options Which factors are transposed, and where the product goes.
 * @returns M x N.
 * @throws {RangeError} if the inner sizes differ, or `out` has another shape or is a
 * factor.
 * @throws {TypeError} if a factor is not an ml-matrix `Matrix`, an option of another kind,
 * or there is no such option.
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
  const { transposeA, transposeB, out: given } = readOptions(
    "multiply",
    options,
    OPTIONS,
  );
  // Not a matrix is another mistake than a matrix of the wrong size.
  checkMatrix("multiply", "a", a);
  checkMatrix("multiply", "b", b);
  const [m, k] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
  const [inner, n] = transposeB ? [b.columns, b.rows] : [b.rows, b.columns];
  if (k !== inner) {
    throw new RangeError(
      `Cannot multiply: the inner sizes must agree, got ${shape(a)}${
        transposeA ? " transposed" : ""
      } times ${shape(b)}${transposeB ? " transposed" : ""}`,
    );
  }
  const out = given ?? zeroMatrix(m, n);
  if (out.rows !== m || out.columns !== n || out === a || out === b) {
    throw new RangeError(
      `Cannot multiply: out must be ${m} x ${n} and no factor, got ${
        out === a ? "a" : out === b ? "b" : shape(out)
      }`,
    );
  }
  return multiplyInto(out, a, b, transposeA, transposeB);
}

/**
 * `matmul` of factors that fit, into a matrix that is there already.
 *
 * @param out Where the product goes, M x N.
 * @param a M x K (K x M with `transposeA`).
 * @param b K x N (N x K with `transposeB`).
 * @param transposeA Whether A is read as its transpose.
 * @param transposeB Whether B is.
 * @returns `out`.
 */
export function multiplyInto(
  out: Matrix,
  a: Matrix,
  b: Matrix,
  transposeA = false,
  transposeB = false,
): Matrix {
  if (
    a instanceof ListedMatrix && !transposeB &&
    multiplyListed(a, b, out, transposeA)
  ) return out;
  const { rows: m, columns: n } = out, k = transposeA ? a.rows : a.columns;
  callKernel(
    [a, b],
    [out],
    (a, b, c) => multiplyAt(a, b, c, m, k, n, transposeA, transposeB),
  );
  return out;
}

/** What a call computes at most, in multiply-adds: no interrupt reaches into one. */
const LONGEST = 2 ** 32;
/** The rows of a call are a multiple of this, but for the last ones: so they are packed. */
const ROWS = 96;
/** What becomes of A's zeros: they are skipped where that is quicker. */
const AS_QUICKER = 2;

function multiplyAt(
  a: number,
  b: number,
  c: number,
  m: number,
  k: number,
  n: number,
  transposeA: boolean,
  transposeB: boolean,
): void {
  const { threads } = inUse, all = m * k * n;
  const step = all <= LONGEST
    ? m
    : Math.max(1, Math.floor(m * LONGEST / all / ROWS)) * ROWS;
  const flags = [Number(transposeA), Number(transposeB)];
  for (let first = 0; first < m; first += step) {
    const rows = Math.min(step, m - first);
    // deno-fmt-ignore
    kernel.gemm(
      a, b, c, m, k, n, flags[0], flags[1], first, rows, AS_QUICKER, threads, SCRATCH,
    );
  }
}
