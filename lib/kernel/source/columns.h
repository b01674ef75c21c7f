// Passes over columns, in strips of a few vectors, each from the first row down: a column's
// sum is one chain of additions in a register, whatever the vectors' width. Products and
// sums are rounded one by one, as in the JavaScript loops they stand for. Places are counted
// and not pointed at: the row after a matrix at the end of 4 GiB would begin at byte 0.

/**
 * Does a body for strips of columns, j being a strip's first column and k how many vectors
 * it has: `most`, or 1. Where loads can be masked, the last strip has lanes without column.
 */
#define FOR_STRIPS(most, columns, ...)                            \
  do {                                                            \
    const size_t columns_ = (columns);                            \
    size_t j = 0, left = 0;                                       \
    for (; j + (most) * WIDTH <= columns_; j += (most) * WIDTH) { \
      enum { k = (most), whole = 1 };                             \
      __VA_ARGS__                                                 \
    }                                                             \
    for (; WIDTH == 2 && j + WIDTH <= columns_; j += WIDTH) {     \
      enum { k = 1, whole = 1 };                                  \
      __VA_ARGS__                                                 \
    }                                                             \
    left = columns_ - j;                                          \
    if (WIDTH > 2 && left > WIDTH) {                              \
      enum { k = (most), whole = 0 };                             \
      __VA_ARGS__                                                 \
    } else if (left > 0) {                                        \
      enum { k = 1, whole = 0 };                                  \
      __VA_ARGS__                                                 \
    }                                                             \
  } while (0)

/**
 * Does a body for blocks of rows, whose numbers are those from place `from` up to `to`: the
 * strips of a block find it in the cache.
 */
#define FOR_BLOCKS(rows, columns, ...)                               \
  do {                                                               \
    const size_t all_ = (size_t)(rows) * (columns);                  \
    for (size_t from = 0, to; from < all_; from = to) {              \
      const size_t some_ = (columns) < 128 ? 1024 / (columns) : 8;   \
      to = from + some_ * (columns);                                 \
      if (to > all_) to = all_;                                      \
      __VA_ARGS__                                                    \
    }                                                                \
  } while (0)

/** For each vector of a strip. Where the compiler is to save bytes, it is told: each in a register. */
#if defined(__wasm__)
#define EACH UNROLLED (size_t v = 0; v < k; v++)
#else
#define EACH for (size_t v = 0; v < k; v++)
#endif
/** That vector, p being where the strip begins in a row. */
#define GET(p) \
  (whole ? load((p) + v * WIDTH) : loadSome((p) + v * WIDTH, left - v * WIDTH))
#define PUT(p, x)                                           \
  (whole ? store((p) + v * WIDTH, (x))                      \
         : storeSome((p) + v * WIDTH, (x), left - v * WIDTH))
/** Which of its lanes are columns. */
#define LANES (whole ? ~(I){} : lanes(left - v * WIDTH))

/** y_ij = x_ij + row_j. y may be x. */
FUNCTION(void, addRow, address x_, address row_, address y_, u32 rows, u32 columns) {
  const f64 *x = AT(x_), *row = AT(row_);
  f64 *y = AT(y_);
  FOR_BLOCKS(rows, columns, FOR_STRIPS(4, columns, {
    V a[k];
    EACH a[v] = GET(row + j);
    for (size_t p = from + j; p < to; p += columns) EACH PUT(y + p, GET(x + p) + a[v]);
  }););
}

/** y_ij = x_ij row_j. y may be x. */
FUNCTION(void, multiplyRow, address x_, address row_, address y_, u32 rows,
         u32 columns) {
  const f64 *x = AT(x_), *row = AT(row_);
  f64 *y = AT(y_);
  FOR_BLOCKS(rows, columns, FOR_STRIPS(4, columns, {
    V a[k];
    EACH a[v] = GET(row + j);
    for (size_t p = from + j; p < to; p += columns) EACH PUT(y + p, GET(x + p) * a[v]);
  }););
}

/** sums_j = sum_i x_ij. */
FUNCTION(void, columnSums, address x_, address sums_, u32 rows, u32 columns) {
  const f64 *x = AT(x_);
  f64 *sums = AT(sums_);
  for (size_t j = 0; j < columns; j++) sums[j] = 0;
  FOR_BLOCKS(rows, columns, FOR_STRIPS(4, columns, {
    V sum[k];
    EACH sum[v] = GET(sums + j);
    for (size_t p = from + j; p < to; p += columns) EACH sum[v] += GET(x + p);
    EACH PUT(sums + j, sum[v]);
  }););
}

/** dots_j = sum_i a_ij b_ij. */
FUNCTION(void, columnDots, address a_, address b_, address dots_, u32 rows,
         u32 columns) {
  const f64 *a = AT(a_), *b = AT(b_);
  f64 *dots = AT(dots_);
  const size_t count = (size_t)rows * columns;
  FOR_STRIPS(4, columns, {
    V sum[k] = {};
    for (size_t p = j; p < count; p += columns) EACH sum[v] += GET(a + p) * GET(b + p);
    EACH PUT(dots + j, sum[v]);
  });
}

/**
 * Each column's mean and biased variance, in two passes. Those of a column of equal finite
 * numbers are that number and 0: the sum's rounding would leave a mean beside it.
 */
FUNCTION(void, columnMoments, address x_, address mean_, address variance_, u32 rows,
         u32 columns) {
  const f64 *x = AT(x_);
  f64 *mean = AT(mean_), *variance = AT(variance_);
  const size_t count = (size_t)rows * columns;
  FOR_STRIPS(4, columns, {
    V m[k] = {}, squares[k] = {}, first[k];
    I equal[k], any = 0;
    for (size_t p = j; p < count; p += columns) EACH m[v] += GET(x + p);
    EACH m[v] /= (f64)rows;
    for (size_t p = j; p < count; p += columns) EACH {
      V d = GET(x + p) - m[v];
      squares[v] += d * d;
    }
    EACH {
      PUT(mean + j, m[v]);
      PUT(variance + j, squares[v] / (f64)rows);
      first[v] = GET(x + j);
      equal[v] = (first[v] - first[v] == 0) & LANES;
      any |= equal[v];
    }
    // Ends at the second row where no two numbers are equal: nearly always.
    for (size_t p = j + columns; p < count && anyLane(any); p += columns) {
      any = 0;
      EACH {
        equal[v] &= GET(x + p) == first[v];
        any |= equal[v];
      }
    }
    // A zero of either sign is +0.
    if (anyLane(any)) EACH {
      PUT(mean + j, select(equal[v], first[v] + 0.0, m[v]));
      PUT(variance + j, where(~equal[v], squares[v] / (f64)rows));
    }
  });
}
