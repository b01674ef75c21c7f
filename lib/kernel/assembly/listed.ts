// The product of rows whose nonzeros were listed once, for data that is multiplied again
// and again: a training set. The lists serve A's rows as they are, and, turned over, the
// rows of A^T.

import { fillDiverged } from "./diverged";
import { ASIDE, blockOf, KC, LISTS, MC, NC, PACKED_B, SPANS } from "./gemm";
import { listRow, SPAN, transposeLists } from "./sparse";
import { multiplyStrips, packStrips } from "./strips";

/** How many lists a row of `k` numbers has: one a block of k. */
export function listsPerRow(k: usize): usize {
  const kc = blockOf(k);
  return (k + kc - 1) / kc;
}

/**
 * Lists the nonzeros of a matrix once, for many products with its rows: `gemmListed`.
 *
 * @param a `rows` x k.
 * @param lists 16 (nonzeros + rows listsPerRow(k) + 1) bytes: `NONZERO` each, a list's
 * padding, and one written in passing.
 * @param table 4 (rows listsPerRow(k) + 1) bytes: where each list starts, and the last
 * one ends.
 */
export function listMatrix(a: usize, rows: usize, k: usize, lists: usize, table: usize): void {
  const kcFull = blockOf(k);
  for (let i: usize = 0; i < rows; i++) {
    for (let k0: usize = 0; k0 < k; k0 += kcFull, table += 4) {
      const kc = min(kcFull, k - k0);
      store<u32>(table, <u32> lists);
      lists = listRow(a, kc, lists);
      a += kc << 3;
    }
  }
  store<u32>(table, <u32> lists);
}

/**
 * C = A B with listed rows for A (m x k), or C = A^T B (k x n): bit by bit what `gemm`
 * gives. Returns whether it could: B must be finite, else C holds nothing of use.
 *
 * @param table What `listMatrix` wrote.
 * @param indices m numbers of 4 bytes: which of the listed rows are A's.
 * @param k The columns of A.
 * @param b k x n; for the transposed A, m x n.
 */
export function gemmListed(
  table: usize, indices: usize, b: usize, c: usize, m: usize, k: usize, n: usize,
  transposeA: bool, scratch: usize,
): bool {
  const rows = transposeA ? k : m, inner = transposeA ? m : k;
  if (fillDiverged(b, n << 3, 8, c, rows, inner, n)) return true;
  return transposeA
    ? listedTransposed(table, indices, b, c, m, k, n, scratch)
    : listedRows(table, indices, b, c, m, k, n, scratch);
}

function listedRows(
  table: usize, indices: usize, b: usize, c: usize, m: usize, k: usize, n: usize,
  scratch: usize,
): bool {
  const ldc = n << 3, kcFull = blockOf(k), blocks = listsPerRow(k);
  const spans = scratch + SPANS, strips = scratch + PACKED_B, aside = scratch + ASIDE;
  for (let j: usize = 0; j < n; j += NC) {
    const nc = min(NC, n - j);
    for (let block: usize = 0, k0: usize = 0; k0 < k; block++, k0 += kcFull) {
      const kc = min(kcFull, k - k0);
      if (!packStrips(b + k0 * ldc + (j << 3), ldc, 8, kc, nc, strips)) return false;
      for (let i: usize = 0; i < m; i += MC) {
        const mc = min(MC, m - i);
        takeSpans(table + (block << 2), blocks, indices + (i << 2), mc, spans);
        const cBlock = c + i * ldc + (j << 3);
        multiplyStrips(spans, strips, cBlock, ldc, mc, kc, nc, k0 > 0, aside);
      }
    }
  }
  return true;
}

function listedTransposed(
  table: usize, indices: usize, b: usize, c: usize, m: usize, k: usize, n: usize,
  scratch: usize,
): bool {
  const ldc = n << 3, kcFull = blockOf(k), blocks = listsPerRow(k);
  const spans = scratch + SPANS, columns = spans + KC * SPAN;
  const strips = scratch + PACKED_B, aside = scratch + ASIDE;
  const mcFull = blockOf(m);
  for (let j: usize = 0; j < n; j += NC) {
    const nc = min(NC, n - j);
    for (let i: usize = 0; i < m; i += mcFull) {
      const mc = min(mcFull, m - i);
      if (!packStrips(b + i * ldc + (j << 3), ldc, 8, mc, nc, strips)) return false;
      for (let block: usize = 0, k0: usize = 0; k0 < k; block++, k0 += kcFull) {
        const kc = min(kcFull, k - k0);
        takeSpans(table + (block << 2), blocks, indices + (i << 2), mc, spans);
        transposeLists(spans, mc, kc, scratch + LISTS, columns);
        const cBlock = c + k0 * ldc + (j << 3);
        multiplyStrips(columns, strips, cBlock, ldc, kc, mc, nc, i > 0, aside);
      }
    }
  }
  return true;
}

/** The spans of one block of k of the rows at `indices`: start and end lie side by side. */
function takeSpans(table: usize, blocks: usize, indices: usize, rows: usize, to: usize): void {
  for (const end = to + rows * SPAN; to < end; to += SPAN, indices += 4) {
    store<u64>(to, load<u64>(table + (<usize> load<u32>(indices) * blocks << 2)));
  }
}
