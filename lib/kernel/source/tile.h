// The innermost loops: a tile of C, kept in registers while k runs.
//
// Every c_ij is one chain of fused multiply-adds, k upwards, starting from 0 or from the C
// that the block of k before left (`carry`), so its bits depend on nothing but its row of A
// and its column of B.
//
// Eight chains at least hide the latency of the multiply-add (4 cycles, two units); what the
// registers hold beside a piece of B and a number of A sets the tile's size. With AVX2 more
// than 6 x 2 vectors spill, at half the speed. In WebAssembly every load is checked against
// the memory's size, dearer than the multiply-add, so few loads count: A's row is read by
// pairs of k, which two shuffles spread, and V8 has registers for fifteen vectors.

/** The most vectors of a panel of B. */
#if WIDTH == 8
#define VECTORS 3
#elif WIDTH == 4
#define VECTORS 2
#elif defined(__wasm__)
#define VECTORS 4
#else
#define VECTORS 3
#endif

/** The rows of a tile so many vectors wide. */
#if defined(__wasm__)
#define TALL(vectors) (8 / (vectors))
#elif WIDTH == 4
#define TALL(vectors) 6
#else
#define TALL(vectors) 8
#endif

#define UNROLLED _Pragma("clang loop unroll(full)") for

/** How many numbers vector v of a row of `columns` has. */
INLINE size_t filled(size_t v, size_t columns) {
  if (columns >= (v + 1) * WIDTH) return WIDTH;
  return columns > v * WIDTH ? columns - v * WIDTH : 0;
}

/**
 * What C holds of a sum. A sum that underflowed to -0 is stored as 0, as it is where the
 * terms 0 b are skipped; NaN, whose bits differ between processors, is one.
 */
INLINE V stored(V sum) {
  return select(sum == sum, sum + 0, (V)__builtin_nan(""));
}

/** A panel of B, its rows `ld` numbers apart, of which `columns` belong to C. */
typedef struct {
  const f64 *b;
  size_t ld, columns;
} Panel;

/** `rows` rows of `vectors` vectors of C; both are constants. */
INLINE void tile(
  size_t rows, size_t vectors, const f64 *a, size_t lda, Panel panel,
  f64 *c, size_t ldc, size_t kc, bool carry
) {
  V s[8][VECTORS];
  UNROLLED (size_t r = 0; r < rows; r++) {
    UNROLLED (size_t v = 0; v < vectors; v++) {
      s[r][v] = carry ? get(c + r * ldc + v * WIDTH, filled(v, panel.columns)) : (V)0;
    }
  }
  const f64 *b = panel.b;
  size_t k = 0;
#if WIDTH == 2
  for (; k + 2 <= kc; k += 2) {
    V pair[8];
    UNROLLED (size_t r = 0; r < rows; r++) pair[r] = load(a + r * lda + k);
    UNROLLED (size_t half = 0; half < 2; half++, b += panel.ld) {
      UNROLLED (size_t v = 0; v < vectors; v++) {
        const V y = load(b + v * WIDTH);
        UNROLLED (size_t r = 0; r < rows; r++) {
          s[r][v] = fma((V)pair[r][half], y, s[r][v]);
        }
      }
    }
  }
#endif
  for (; k < kc; k++, b += panel.ld) {
    V y[VECTORS];
    UNROLLED (size_t v = 0; v < vectors; v++) y[v] = load(b + v * WIDTH);
    UNROLLED (size_t r = 0; r < rows; r++) {
      const V x = a[r * lda + k];
      UNROLLED (size_t v = 0; v < vectors; v++) s[r][v] = fma(x, y[v], s[r][v]);
    }
  }
  UNROLLED (size_t r = 0; r < rows; r++) {
    UNROLLED (size_t v = 0; v < vectors; v++) {
      put(c + r * ldc + v * WIDTH, stored(s[r][v]), filled(v, panel.columns));
    }
  }
}

/** `rows` rows of a panel `vectors`, a constant, wide, in tiles of equal height. */
INLINE void tilesOf(
  size_t vectors, const f64 *a, size_t lda, Panel panel,
  f64 *c, size_t ldc, size_t rows, size_t kc, bool carry
) {
  const size_t tall = TALL(vectors);
  for (size_t i = 0, height; i < rows; i += height, a += height * lda, c += height * ldc) {
    const size_t rest = rows - i, left = (rest + tall - 1) / tall;
    height = (rest + left - 1) / left;
#define TILE(r)                                                               \
  case r:                                                                     \
    if (r <= tall) tile(r, vectors, a, lda, panel, c, ldc, kc, carry);        \
    break;
    switch (height) {
      TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) TILE(7) TILE(8)
    }
  }
}

/** `rows` rows of a panel of any number of vectors. */
static void tiles(
  size_t vectors, const f64 *a, size_t lda, Panel panel,
  f64 *c, size_t ldc, size_t rows, size_t kc, bool carry
) {
#define PANEL(v)                                                              \
  case v:                                                                     \
    if (v <= VECTORS) tilesOf(v, a, lda, panel, c, ldc, rows, kc, carry);     \
    break;
  switch (vectors) { PANEL(1) PANEL(2) PANEL(3) PANEL(4) }
}
