// Copies of blocks in the order in which they are read. A copy costs one pass over the block
// and is read once for every tile of the other factor, so it pays for itself from a few tiles
// on; and it is how a transposed factor is read.

typedef f64 Two __attribute__((ext_vector_type(2)));
typedef u64 TwoBits __attribute__((ext_vector_type(2)));
typedef f64 UnalignedTwo __attribute__((ext_vector_type(2), aligned(8), may_alias));

INLINE Two loadTwo(const f64 *p) { return *(const UnalignedTwo *)p; }
INLINE void storeTwo(f64 *p, Two x) { *(UnalignedTwo *)p = x; }

INLINE size_t least(size_t a, size_t b) { return a < b ? a : b; }

#if WIDTH == 2
constexpr size_t SIDE = 2;

/** Transposes a square of SIDE x SIDE numbers. */
INLINE void transposeSquare(const f64 *from, size_t ldFrom, f64 *to, size_t ldTo) {
  const Two a = loadTwo(from), b = loadTwo(from + ldFrom);
  storeTwo(to, (Two){a.x, b.x});
  storeTwo(to + ldTo, (Two){a.y, b.y});
}
#else
constexpr size_t SIDE = 4;
typedef f64 Four __attribute__((ext_vector_type(4)));
typedef f64 UnalignedFour __attribute__((ext_vector_type(4), aligned(8), may_alias));

INLINE Four loadFour(const f64 *p) { return *(const UnalignedFour *)p; }
INLINE void storeFour(f64 *p, Four x) { *(UnalignedFour *)p = x; }

/** Transposes a square of SIDE x SIDE numbers. */
INLINE void transposeSquare(const f64 *from, size_t ldFrom, f64 *to, size_t ldTo) {
  const Four a = loadFour(from), b = loadFour(from + ldFrom);
  const Four c = loadFour(from + 2 * ldFrom), d = loadFour(from + 3 * ldFrom);
  const Four evenAB = __builtin_shufflevector(a, b, 0, 4, 2, 6);
  const Four oddAB = __builtin_shufflevector(a, b, 1, 5, 3, 7);
  const Four evenCD = __builtin_shufflevector(c, d, 0, 4, 2, 6);
  const Four oddCD = __builtin_shufflevector(c, d, 1, 5, 3, 7);
  storeFour(to, __builtin_shufflevector(evenAB, evenCD, 0, 1, 4, 5));
  storeFour(to + ldTo, __builtin_shufflevector(oddAB, oddCD, 0, 1, 4, 5));
  storeFour(to + 2 * ldTo, __builtin_shufflevector(evenAB, evenCD, 2, 3, 6, 7));
  storeFour(to + 3 * ldTo, __builtin_shufflevector(oddAB, oddCD, 2, 3, 6, 7));
}
#endif

/**
 * The transpose of `rows` x `columns` numbers: to[c ldTo + r] = from[r ldFrom + c].
 */
static void transpose(
  const f64 *from, size_t ldFrom, size_t rows, size_t columns, f64 *to, size_t ldTo
) {
  size_t r = 0;
  for (; r + SIDE <= rows; r += SIDE) {
    const f64 *p = from + r * ldFrom;
    f64 *q = to + r;
    size_t c = 0;
    for (; c + SIDE <= columns; c += SIDE, p += SIDE, q += SIDE * ldTo) {
      transposeSquare(p, ldFrom, q, ldTo);
    }
    for (; c < columns; c++, p++, q += ldTo) {
      for (size_t i = 0; i < SIDE; i++) q[i] = p[i * ldFrom];
    }
  }
  for (; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) to[c * ldTo + r] = from[r * ldFrom + c];
  }
}

/** 0 in every lane whose x is finite: x - x is 0, else NaN. */
INLINE I notFinite(V x) { return (I)(x - x); }

/** Packs kc rows of `vectors` vectors, a constant. Returns 0 if all numbers are finite. */
INLINE I packRows(size_t vectors, const f64 *b, size_t ld, size_t kc, f64 *to) {
  I bad = 0;
  for (const f64 *end = to + kc * vectors * WIDTH; to < end; b += ld, to += vectors * WIDTH) {
    HOLD(b);
    HOLD(to);
    UNROLLED (size_t v = 0; v < vectors; v++) {
      const V x = load(b + v * WIDTH);
      store(to + v * WIDTH, x);
      bad |= notFinite(x);
    }
  }
  return bad;
}

/**
 * Packs `columns` columns of B, kc rows, `ld` numbers apart in memory or, transposed, kc columns
 * of rows that far apart, to kc rows of `vectors` whole vectors; columns that do not exist are 0.
 */
static void packPanel(
  const f64 *b, size_t ld, bool transposed, size_t columns, size_t kc,
  size_t vectors, f64 *to
) {
  const size_t width = vectors * WIDTH;
  if (transposed) {
    transpose(b, ld, columns, kc, to, width);
    for (size_t j = columns; j < width; j++) {
      for (size_t k = 0; k < kc; k++) to[k * width + j] = 0;
    }
  } else if (columns < width) {
    for (size_t k = 0; k < kc; k++, b += ld, to += width) {
      size_t j = 0;
      for (; j + WIDTH <= columns; j += WIDTH) store(to + j, load(b + j));
      if (j < columns) store(to + j, loadSome(b + j, columns - j)), j += WIDTH;
      for (; j < width; j += WIDTH) store(to + j, (V)0.0);
    }
  } else if (vectors == 1) packRows(1, b, ld, kc, to);
  else if (vectors == 2) packRows(2, b, ld, kc, to);
  else if (vectors == 3) packRows(3, b, ld, kc, to);
  else packRows(4, b, ld, kc, to);
}
