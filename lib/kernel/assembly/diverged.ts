// A network that has diverged computes on, with NaN for every weight. Its products are known
// without multiplying: a NaN anywhere in a column of B is one in every c_ij of that column.

/**
 * If every column of B, b[k][j] at `b + k byK + j byColumn`, holds a NaN, fills C (m x n) with
 * NaN. Returns whether it did. Looks at one number of a B that begins with another.
 */
export function fillDiverged(
  b: usize, byK: usize, byColumn: usize, c: usize, m: usize, k: usize, n: usize,
): bool {
  if (k == 0 || n == 0 || !isNaN(load<f64>(b))) return false;
  for (const end = b + n * byColumn; b < end; b += byColumn) {
    let p = b;
    const last = b + (k - 1) * byK;
    while (p < last && !isNaN(load<f64>(p))) p += byK;
    if (!isNaN(load<f64>(p))) return false;
  }
  for (const end = c + (m * n << 3); c < end; c += 8) store<f64>(c, NaN);
  return true;
}
