// The product of a block of A that is mostly zeros: list its nonzeros, multiply only those,
// k upwards as in the tiles. A term 0 b is 0 or -0 for a finite b, and adding it changes
// nothing but the sign of a sum that underflowed to -0, which is stored as 0 either way: the
// bits are the tiles'. Only for a finite B: 0 NaN and 0 Infinity must stay NaN.
//
// B lies in thin panels, so that a nonzero's place in one is its place in all, however many
// a strip takes at once. A nonzero is read once a strip, and each list's end is a
// mispredicted branch, so the wider, the better; a block is divided evenly, since a
// narrow strip waits as long for its few chains as a wide one works.

/** The vectors of a panel. */
#if WIDTH == 8
#define THIN 1
#else
#define THIN 2
#endif
/** The most panels of a strip. */
#define WIDEST 6

/** A listed nonzero: its value and where row k of a panel starts, k PLACE, in bytes. */
typedef struct {
  f64 value;
  u32 nothing, place;
} Nonzero;
constexpr u64 PLACE = THIN * WIDTH * sizeof(f64);

/** A list, of nonzeros in even number: where it starts and where it ends. */
typedef struct {
  const Nonzero *start, *end;
} Span;

/** Ends a list, if it is odd with a zero: 0 b_0j adds nothing. */
INLINE Nonzero *completed(const Nonzero *start, Nonzero *end) {
  *end = (Nonzero){};
  return end + ((end - start) & 1);
}

/** Which of two numbers are not zero: 1 for the first, 2 for the second. */
INLINE size_t nonzeroPair(Two x) {
#if defined(__wasm__)
  return wasm_i64x2_bitmask((v128_t)(x != 0));
#else
  const TwoBits some = (TwoBits)(x != 0);
  return (some.x & 1) | (some.y & 2);
#endif
}

/** Lists the nonzeros of kc numbers, which takes kc + 2 places at most; returns the list's end. */
static Nonzero *listRow(const f64 *a, size_t kc, Nonzero *to) {
  const Nonzero *start = to;
  size_t k = 0;
  // A place where it belongs in a nonzero; the value is put beside it.
  TwoBits place = 0;
  for (; k + 8 <= kc; k += 8) {
    // Zeros come in runs: eight at once. Shifting out the sign makes -0 a zero.
    const f64 *p = a + k;
    HOLD(p);
    I any = 0;
    UNROLLED (size_t i = 0; i < 8; i += WIDTH) any |= (I)load(p + i);
    if (!anyLane(any + any)) {
      place += (TwoBits){0, 8 * PLACE << 32};
      continue;
    }
    UNROLLED (size_t i = 0; i < 8; i += 2) {
      // What is zero is overwritten by the next: no branch to mispredict.
      const Two x = loadTwo(p + i);
      const size_t some = nonzeroPair(x);
      storeTwo((f64 *)to, __builtin_shufflevector(x, (Two)place, 0, 3));
      to += some & 1;
      place += (TwoBits){0, PLACE << 32};
      HOLD(place);
      storeTwo((f64 *)to, __builtin_shufflevector(x, (Two)place, 1, 3));
      to += some >> 1;
      place += (TwoBits){0, PLACE << 32};
      HOLD(place);
    }
  }
  for (; k < kc; k++) {
    *to = (Nonzero){a[k], 0, (u32)(k * PLACE)};
    to += a[k] != 0;
  }
  return completed(start, to);
}

/** Lists the nonzeros of `rows` rows of A, every list with room for a whole row. */
static void listRows(
  const f64 *a, size_t lda, size_t rows, size_t kc, Nonzero *lists, Span *to
) {
  for (size_t i = 0; i < rows; i++, a += lda, lists += kc + 2) {
    to[i] = (Span){lists, listRow(a, kc, lists)};
  }
}

/** Packs a block of B, kc x nc, into thin panels. Returns whether all of it is finite. */
static bool packThin(
  const f64 *b, size_t ld, bool transposed, size_t nc, size_t kc, f64 *to
) {
  constexpr size_t width = THIN * WIDTH;
  I bad = 0;
  for (size_t j = 0; j < nc; j += width, to += kc * width) {
    const f64 *from = b + j * (transposed ? ld : 1);
    if (!transposed && j + width <= nc) {
      bad |= packRows(THIN, from, ld, kc, to);
    } else {
      packPanel(from, ld, transposed, least(width, nc - j), kc, THIN, to);
      for (size_t i = 0; i < kc * width; i += WIDTH) bad |= notFinite(load(to + i));
    }
  }
  return !anyLane(bad);
}

/** `rows` rows of a strip of `panels` panels, a constant. */
INLINE void stripOf(
  size_t panels, const Span *spans, const f64 *b, size_t panelSize,
  f64 *c, size_t ldc, size_t columns, size_t rows, bool carry
) {
  const size_t vectors = panels * THIN;
  f64 aside[WIDEST * THIN * WIDTH];
  const bool whole = columns == vectors * WIDTH;
  for (size_t i = 0; i < rows; i++, c += ldc) {
    f64 *to = whole ? c : aside;
    V s[WIDEST * THIN];
    UNROLLED (size_t v = 0; v < vectors; v++) s[v] = 0;
    if (carry) {
      if (!whole) copyBlock(c, 0, to, 0, 1, columns);
      UNROLLED (size_t v = 0; v < vectors; v++) s[v] = load(to + v * WIDTH);
    }
    const Nonzero *end = spans[i].end;
    _Pragma("clang loop unroll_count(2)")
    for (const Nonzero *at = spans[i].start; at < end; at += 2) {
      HOLD(at);
      UNROLLED (size_t half = 0; half < 2; half++) {
#if WIDTH == 2
        // Its load ends where the place's does: one check for both.
        V pair = load(&at[half].value);
        HOLD(pair);
        const V x = pair[0];
#else
        const V x = at[half].value;
#endif
        const f64 *p = (const f64 *)((const char *)b + at[half].place);
        UNROLLED (size_t v = 0; v < vectors; v++) {
          if (v % THIN == 0) HOLD(p);
          s[v] = fma(x, load(p + v % THIN * WIDTH), s[v]);
          HOLD(s[v]);
          if (v % THIN == THIN - 1) p += panelSize;
        }
      }
    }
    UNROLLED (size_t v = 0; v < vectors; v++) store(to + v * WIDTH, stored(s[v]));
    if (!whole) copyBlock(to, 0, c, 0, 1, columns);
  }
}

#define STRIP(panels)                                                                  \
  static __attribute__((noinline)) void strip##panels(                                 \
    const Span *spans, const f64 *b, size_t panelSize,                                 \
    f64 *c, size_t ldc, size_t columns, size_t rows, bool carry                        \
  ) {                                                                                  \
    stripOf(panels, spans, b, panelSize, c, ldc, columns, rows, carry);                \
  }
STRIP(1) STRIP(2) STRIP(3) STRIP(4) STRIP(5) STRIP(6)

/** A block of C, `rows` x `nc`, from lists and packed thin panels of B, kc rows each. */
static void multiplyLists(
  const Span *spans, const f64 *b, f64 *c, size_t ldc,
  size_t rows, size_t kc, size_t nc, bool carry
) {
  constexpr size_t width = THIN * WIDTH;
  size_t panels = (nc + width - 1) / width, strips = (panels + WIDEST - 1) / WIDEST;
  for (size_t taken; panels; panels -= taken, strips--) {
    taken = (panels + strips - 1) / strips;
    const size_t columns = nc < taken * width ? nc : taken * width;
    const typeof(&strip1) by[] = {strip1, strip2, strip3, strip4, strip5, strip6};
    by[taken - 1](spans, b, kc * width, c, ldc, columns, rows, carry);
    b += taken * kc * width;
    c += columns;
    nc -= columns;
  }
}

/**
 * The lists of the columns of listed rows, which are the rows of a transposed A: of `rows`
 * lists with places of `columns` columns makes `columns` lists of up to rows + 1 places.
 */
static void transposeLists(
  const Span *spans, size_t rows, size_t columns, Nonzero *lists, Span *to
) {
  for (size_t j = 0; j < columns; j++) {
    to[j].start = to[j].end = lists + j * (rows + 1);
  }
  for (size_t i = 0; i < rows; i++) {
    const Nonzero *end = spans[i].end;
    for (const Nonzero *at = spans[i].start; at < end; at++) {
      HOLD(at);
      Span *column = to + at->place / (u32)PLACE;
      HOLD(column);
      Nonzero *free = (Nonzero *)column->end;
      HOLD(free);
      free->value = at->value;
      free->place = (u32)(i * PLACE);
      // The zero that ends an odd list is none of this column's.
      column->end += at->value != 0;
    }
  }
  for (size_t j = 0; j < columns; j++) {
    to[j].end = completed(to[j].start, (Nonzero *)to[j].end);
  }
}

/**
 * The share of nonzeros in A below which listing them beats multiplying zeros: what a strip
 * costs beside a tile, less what listing costs, which more columns share. A strip's B is in
 * shorter blocks, which costs where the cache does not hold B. Measured, not derived.
 */
INLINE f64 sparseBelow(size_t k, size_t n) {
#if defined(__wasm__)
  (void)k;
  return .8 - 10 / (f64)n;
#else
  return k * n > 1 << 16 ? .43 : .55 - 8 / (f64)n;
#endif
}

static size_t nonzeros(const f64 *a, size_t count) {
  I found = 0;
  FOR_VECTORS(count, { found -= get(a + i, n) != 0; });
  size_t sum = 0;
  for (size_t lane = 0; lane < WIDTH; lane++) sum += (size_t)found[lane];
  return sum;
}

/** How many of `count` numbers are not zero. */
FUNCTION(u32, countNonzeros, address a, u32 count) {
  return (u32)nonzeros(AT(a), count);
}

/** The share of numbers that are not zero: of all, or of 64 runs of 16 spread evenly. */
static f64 density(const f64 *a, size_t count) {
  constexpr size_t RUN = 16, RUNS = 64;
  if (count <= RUN * RUNS) return count == 0 ? 1 : (f64)nonzeros(a, count) / (f64)count;
  const size_t step = (count - RUN) / RUNS;
  size_t found = 0;
  for (size_t r = 0; r < RUNS; r++) found += nonzeros(a + r * step, RUN);
  return (f64)found / (RUN * RUNS);
}
