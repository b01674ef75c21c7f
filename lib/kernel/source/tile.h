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

#define TALLEST 8

#if defined(__wasm__)
#define HOLD(x) __asm__ volatile("" : "+r"(x))
/** Two pairs of k in one round of the loop: WebAssembly is no quicker for it. */
#define TWICE
#else
#define HOLD(x)
#define TWICE _Pragma("clang loop unroll_count(2)")
#endif

#define UNROLLED _Pragma("clang loop unroll(full)") for

/**
 * What C holds of a sum: one that underflowed to -0 is stored as 0, as it is where the terms
 * 0 b are skipped.
 */
INLINE V stored(V sum) { return sum + 0; }

/** A panel of B, its rows `ld` numbers apart. */
typedef struct {
  const f64 *b;
  size_t ld;
} Panel;

/** `rows` rows of `vectors` vectors of C; both are constants. */
INLINE void tile(
  size_t rows, size_t vectors, const f64 *a, size_t lda, Panel panel,
  f64 *c, size_t ldc, size_t kc, bool carry
) {
  V s[TALLEST][VECTORS];
  UNROLLED (size_t r = 0; r < rows; r++) {
    UNROLLED (size_t v = 0; v < vectors; v++) s[r][v] = 0;
  }
  if (carry) {
    UNROLLED (size_t r = 0; r < rows; r++) {
      UNROLLED (size_t v = 0; v < vectors; v++) s[r][v] = load(c + r * ldc + v * WIDTH);
    }
  }
  const f64 *b = panel.b;
  size_t row = panel.ld * sizeof(f64);
  HOLD(row);
#if WIDTH == 2
  TWICE
  for (const f64 *end = a + (kc & ~(size_t)1); a < end; a += 2) {
    V pair[TALLEST];
    UNROLLED (size_t r = 0; r < rows; r++) pair[r] = load(a + r * lda);
    UNROLLED (size_t half = 0; half < 2; half++) {
      HOLD(b);
      UNROLLED (size_t v = 0; v < vectors; v++) {
        const V y = load(b + v * WIDTH);
        UNROLLED (size_t r = 0; r < rows; r++) {
          s[r][v] = fma((V)pair[r][half], y, s[r][v]);
          HOLD(s[r][v]);
        }
      }
      b = (const f64 *)((const char *)b + row);
    }
  }
  if (kc & 1) {
#else
  for (const f64 *end = a + kc; a < end; a++) {
#endif
    V y[VECTORS];
    UNROLLED (size_t v = 0; v < vectors; v++) y[v] = load(b + v * WIDTH);
    UNROLLED (size_t r = 0; r < rows; r++) {
      const V x = a[r * lda];
      UNROLLED (size_t v = 0; v < vectors; v++) s[r][v] = fma(x, y[v], s[r][v]);
    }
    b = (const f64 *)((const char *)b + row);
  }
  UNROLLED (size_t r = 0; r < rows; r++) {
    UNROLLED (size_t v = 0; v < vectors; v++) store(c + r * ldc + v * WIDTH, stored(s[r][v]));
  }
}

/** Copies `rows` x `columns` numbers. */
static void copyBlock(
  const f64 *from, size_t ldFrom, f64 *to, size_t ldTo, size_t rows, size_t columns
) {
  for (size_t i = 0; i < rows; i++, from += ldFrom, to += ldTo) {
    for (size_t j = 0; j < columns; j++) to[j] = from[j];
  }
}

/**
 * `rows` rows of a panel `vectors`, a constant, wide, in tiles of about equal height. Where C has
 * fewer `columns` than the panel, a tile is computed aside.
 */
INLINE void tilesOf(
  size_t vectors, const f64 *a, size_t lda, Panel panel,
  f64 *c, size_t ldc, size_t rows, size_t columns, size_t kc, bool carry
) {
  const size_t width = vectors * WIDTH, tall = TALL(vectors);
  f64 aside[TALLEST * VECTORS * WIDTH];
  const bool whole = columns == width;
  for (size_t i = 0, height; i < rows; i += height, a += height * lda, c += height * ldc) {
    const size_t rest = rows - i;
    height = rest >= 2 * tall ? tall : rest > tall ? (rest + 1) / 2 : rest;
    f64 *to = whole ? c : aside;
    const size_t ld = whole ? ldc : width;
    if (!whole && carry) copyBlock(c, ldc, to, ld, height, columns);
#define TILE(r)                                                               \
  case r:                                                                     \
    if (r <= tall) tile(r, vectors, a, lda, panel, to, ld, kc, carry);        \
    break;
    switch (height) {
      TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) TILE(7) TILE(8)
    }
    if (!whole) copyBlock(to, ld, c, ldc, height, columns);
  }
}

/** Functions of their own, since WebAssembly's compilers take long for long ones. */
#define PANEL(vectors)                                                                  \
  static __attribute__((noinline)) void tiles##vectors(                                 \
    const f64 *a, size_t lda, Panel panel,                                              \
    f64 *c, size_t ldc, size_t rows, size_t columns, size_t kc, bool carry              \
  ) {                                                                                   \
    tilesOf(vectors, a, lda, panel, c, ldc, rows, columns, kc, carry);                  \
  }
PANEL(1) PANEL(2)
#if VECTORS == 3
PANEL(3)
#elif VECTORS == 4
PANEL(4)
#endif

/** `rows` rows of a panel of any number of vectors. */
INLINE void tiles(
  size_t vectors, const f64 *a, size_t lda, Panel panel,
  f64 *c, size_t ldc, size_t rows, size_t columns, size_t kc, bool carry
) {
  if (vectors == 1) tiles1(a, lda, panel, c, ldc, rows, columns, kc, carry);
  else if (vectors == 2) tiles2(a, lda, panel, c, ldc, rows, columns, kc, carry);
#if VECTORS == 3
  else tiles3(a, lda, panel, c, ldc, rows, columns, kc, carry);
#elif VECTORS == 4
  else tiles4(a, lda, panel, c, ldc, rows, columns, kc, carry);
#endif
}
