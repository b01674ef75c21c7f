// The product of rows whose nonzeros were listed once, for data that is multiplied again and
// again: a training set. The lists serve A's rows as they are, and, turned over, the rows of
// A^T.

INLINE size_t listsOf(size_t k) {
  const size_t kc = blockOfK(k, LISTED_KC);
  return (k + kc - 1) / kc;
}

/** How many lists a row of k numbers has: one a block of k. */
FUNCTION(u32, listsPerRow, u32 k) { return (u32)listsOf(k); }

/**
 * Lists the nonzeros of a matrix once, for many products with its rows: `gemmListed`.
 *
 * @param a rows x k.
 * @param lists 16 (nonzeros + rows listsPerRow(k) + 1) bytes: one `Nonzero` each, a list's
 * padding, and one written in passing.
 * @param table 4 (rows listsPerRow(k) + 1) bytes: where each list starts, and the last ends.
 */
FUNCTION(void, listMatrix, address a_, u32 rows, u32 k, address lists, address table) {
  const size_t kcFull = blockOfK(k, LISTED_KC);
  const f64 *a = AT(a_);
  Nonzero *start = (Nonzero *)AT(lists), *list = start;
  u32 *entry = (u32 *)AT(table);
  for (size_t i = 0; i < rows; i++) {
    for (size_t k0 = 0; k0 < k; k0 += kcFull) {
      const size_t kc = least(kcFull, k - k0);
      *entry++ = lists + (u32)((size_t)(list - start) * sizeof(Nonzero));
      list = listRow(a, kc, list);
      a += kc;
    }
  }
  *entry = lists + (u32)((size_t)(list - start) * sizeof(Nonzero));
}

/**
 * C = A B with listed rows for A (m x k), or C = A^T B (k x n): bit by bit what `gemm` gives.
 * Returns whether it could: B must be finite, else C holds nothing of use.
 *
 * @param table What `listMatrix` wrote.
 * @param indices m numbers of 4 bytes: which of the listed rows are A's.
 * @param k The columns of A.
 * @param b k x n; for the transposed A, m x n.
 * @param threads, scratch As for `gemm`.
 */
FUNCTION(
  u32, gemmListed, address table, address indices, address b, address c, u32 m, u32 k, u32 n,
  u32 transposeA, u32 threads, address scratch
) {
  Product p = {
    NULL, AT(b), AT(c), transposeA ? k : m, transposeA ? m : k, n, transposeA, false, true,
    (u32 *)AT(table), (u32 *)AT(indices), (char *)AT(0),
  };
  return fillDiverged(&p, 0, p.m) || share(&p, 0, p.m, threads, (Scratch *)AT(scratch));
}
