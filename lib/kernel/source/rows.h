// Layer and RMS normalization: sums across each row, from the first column on, as many rows
// at a time as a vector has lanes.

/** One number each of n rows, `columns` apart; the first again for lanes without a row. */
INLINE V across(const f64 *p, size_t columns, size_t n) {
  V x;
  for (size_t i = 0; i < WIDTH; i++) x[i] = p[i < n ? i * columns : 0];
  return x;
}

/** Does a body for every so many rows, r being the first and n how many. */
#define FOR_ROWS(rows, ...)                                                         \
  for (size_t r = 0; r < (rows); r += WIDTH) {                                      \
    const size_t n = (rows) - r < WIDTH ? (rows) - r : WIDTH;                       \
    __VA_ARGS__                                                                     \
  }

/** m_i = 1/C sum_j x_ij; of equal numbers exactly the first, where the sum is rounded. */
FUNCTION(void, rowMeans, address x_, address means_, u32 rows, u32 columns) {
  const f64 *x = AT(x_);
  f64 *means = AT(means_);
  FOR_ROWS(rows, {
    const f64 *p = x + r * columns;
    V first = across(p, columns, n), sum = 0;
    I equal = ~(I){};
    for (size_t j = 0; j < columns; j++) {
      V v = across(p + j, columns, n);
      sum += v;
      equal &= v == first;
    }
    put(means + r, select(equal, first, sum / (f64)columns), n);
  });
}

/** v_i = 1/C sum_j (x_ij - m_i)^2. */
FUNCTION(void, rowVariances, address x_, address means_, address variances_, u32 rows,
         u32 columns) {
  const f64 *x = AT(x_), *means = AT(means_);
  f64 *variances = AT(variances_);
  FOR_ROWS(rows, {
    V mean = get(means + r, n), sum = 0;
    for (size_t j = 0; j < columns; j++) {
      V d = across(x + r * columns + j, columns, n) - mean;
      sum += d * d;
    }
    put(variances + r, sum / (f64)columns, n);
  });
}

/** xHat_ij = (x_ij - mean_i) inverseStd_i and y_ij = gamma_j xHat_ij + beta_j. */
FUNCTION(void, normalizeRows, address x_, address means_, address inverseStds_,
         address gamma_, address beta_, address xHat_, address y_, u32 rows,
         u32 columns) {
  const f64 *x = AT(x_), *means = AT(means_), *inverseStds = AT(inverseStds_);
  const f64 *gamma = AT(gamma_), *beta = AT(beta_);
  f64 *xHat = AT(xHat_), *y = AT(y_);
  for (size_t r = 0; r < rows; r++, x += columns, xHat += columns, y += columns) {
    const f64 mean = means[r], inverseStd = inverseStds[r];
    FOR_VECTORS(columns, {
      V h = (get(x + i, n) - mean) * inverseStd;
      put(xHat + i, h, n);
      put(y + i, get(gamma + i, n) * h + get(beta + i, n), n);
    });
  }
}

/**
 * With g = gamma dy, dx = (g - mean(g) - xHat mean(g xHat)) inverseStd, means across a row;
 * without mean(g) unless `centred`, which RMS normalization is not.
 */
FUNCTION(void, normalizeRowsBackward, address dy_, address xHat_, address gamma_,
         address inverseStds_, address dx_, u32 rows, u32 columns, u32 centred) {
  const f64 *dy = AT(dy_), *xHat = AT(xHat_), *gamma = AT(gamma_);
  const f64 *inverseStds = AT(inverseStds_);
  f64 *dx = AT(dx_);
  FOR_ROWS(rows, {
    V meanG = 0, along = 0;
    const size_t at = r * columns;
    for (size_t j = 0; j < columns; j++) {
      V g = gamma[j] * across(dy + at + j, columns, n);
      meanG += g;
      along += g * across(xHat + at + j, columns, n);
    }
    meanG = centred ? meanG / (f64)columns : (V)0.0;
    along /= (f64)columns;
    for (size_t k = 0; k < n; k++) {
      const f64 *d = dy + at + k * columns, *h = xHat + at + k * columns;
      f64 *to = dx + at + k * columns, g = meanG[k], a = along[k];
      const f64 inverseStd = inverseStds[r + k];
      FOR_VECTORS(columns, {
        V left = get(gamma + i, n) * get(d + i, n) - g - get(h + i, n) * a;
        put(to + i, left * inverseStd, n);
      });
    }
  });
}
