import { inUse, kernel } from "../kernel/kernel.ts";
import { indicesAt, SCRATCH } from "../kernel/memory.ts";
import { addressOf, callKernel } from "../storage/call_kernel.ts";
import { type ListedMatrix, roomFor } from "../storage/listed.ts";
import type { Matrix } from "../storage/matrix.ts";

/** Of fewer rows a product is quicker without arranging B for the lists. */
const MANY_ROWS = 7;

/**
 * C = A B, or A^T B, by A's lists.
 *
 * @param a M x K, or K x M with `transposeA`.
 * @param b K x N.
 * @param out M x N; left with anything if the product was not computed.
 * @param transposeA Whether A is read as its transpose.
 * @returns Whether it was computed: B must be finite, A have some rows, and its lists be
 * those of the build in use.
 */
export function multiplyListed(
  a: ListedMatrix,
  b: Matrix,
  out: Matrix,
  transposeA: boolean,
): boolean {
  const { name, threads } = inUse;
  // Somebody's callback may have chosen another build meanwhile.
  if (a.rows < MANY_ROWS || a.by !== name) return false;
  const indices = addressOf(roomFor(4 * a.rows));
  if (indices === undefined) return false;
  indicesAt(indices, a.rows).set(a.indices);
  let done = false;
  callKernel([b], [out], (b, c) => {
    const flag = Number(transposeA);
    // deno-fmt-ignore
    done = kernel.gemmListed(
      a.table, indices, b, c, a.rows, a.columns, out.columns, flag, threads, SCRATCH,
    ) !== 0;
  });
  return done;
}
