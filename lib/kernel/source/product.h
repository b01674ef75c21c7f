// The matrix product: which block when, and which loop for it.
//
// B is packed, a block of KC x NC at a time, into panels: one panel stays in the first-level
// cache while A's rows stream past it. Rows of A are read where they are; a transposed A is
// turned over, MC rows at a time, which with the lists stay in the second-level cache.

/** The longest block of k, even since pairs of k are read at once; with lists another. */
#if defined(__wasm__)
constexpr size_t KC = 160;
#else
constexpr size_t KC = 256;
#endif
constexpr size_t LISTED_KC = 160;
/** The most rows of A in a block. */
constexpr size_t MC = 48;
/** The most columns of B in a block, a multiple of every panel's. */
constexpr size_t NC = 504;
/** An A of up to so many rows is one block: each panel is then packed and used at once. */
constexpr size_t ONE_BLOCK = 128;
/** Up to this many rows, a panel of B is read where it is: packing costs more. */
constexpr size_t FEW_ROWS = 6;
/** And in a block of B of up to this many numbers, which the first-level cache holds whole. */
constexpr size_t FEW_NUMBERS = 2048;
/** Products of fewer multiply-adds are quicker on one thread. */
constexpr u64 WORTH_A_THREAD = 1 << 24;
/** The fewest rows that a thread takes at once: fewer would not pay for packing B. */
constexpr size_t FEW_FOR_A_THREAD = 96;

/** C = A B, everything row-major without gaps. */
typedef struct {
  const f64 *a, *b;
  f64 *c;
  size_t m, k, n;
  bool transposeA, transposeB;
  /** Whether A's zeros are skipped. */
  bool skip;
  /** With lists in place of A: where each starts, and which of the listed rows are A's. */
  const u32 *table, *indices;
  char *memory;
} Product;

/** What one thread packs, and its lists of nonzeros, of as many rows as a block of k is long. */
typedef struct {
  f64 b[KC * NC];
  f64 a[MC * KC];
  Nonzero lists[LISTED_KC * (LISTED_KC + 2)];
  Span spans[LISTED_KC], columns[LISTED_KC];
} Scratch;

/** How long equal blocks of `count` are, but for the last: `longest` at most, whole `steps`. */
INLINE size_t blockOf(size_t count, size_t longest, size_t steps) {
  const size_t blocks = (count + longest - 1) / longest;
  if (blocks == 0) return longest;
  return ((count + blocks - 1) / blocks + steps - 1) / steps * steps;
}

/** How long the blocks of k are. */
INLINE size_t blockOfK(size_t k, size_t longest) { return blockOf(k, longest, 2); }

/** How many columns of C are computed at a time. */
INLINE size_t columnsOf(size_t n) { return blockOf(n, NC, VECTORS * WIDTH); }

/** The vectors of the panel that begins a row of `rest` more: as equal as they can be. */
INLINE size_t panelVectors(size_t rest) {
#if defined(__wasm__)
  return rest > 2 ? 4 : rest;
#else
  const size_t panels = (rest + VECTORS - 1) / VECTORS;
  return (rest + panels - 1) / panels;
#endif
}

/** How many rows of C are computed at a time. */
INLINE size_t rowsOf(const Product *p) {
  if (p->transposeA) return p->table ? blockOfK(p->m, LISTED_KC) : MC;
  return !p->skip && p->m <= ONE_BLOCK ? ONE_BLOCK : MC;
}

/** The lists of `rows` listed rows from A's row `i` on, in one of their blocks of columns. */
static void takeSpans(
  const Product *p, size_t i, size_t rows, size_t block, size_t blocks, Span *to
) {
  for (size_t r = 0; r < rows; r++) {
    const u32 *entry = p->table + p->indices[i + r] * blocks + block;
    to[r].start = (const Nonzero *)(p->memory + entry[0]);
    to[r].end = (const Nonzero *)(p->memory + entry[1]);
#if !defined(__wasm__)
    // Rows of a batch are in no order: that they are needed is all that can be foreseen.
    for (const Nonzero *n = to[r].start; n < to[r].end; n += 4) __builtin_prefetch(n);
#endif
  }
}

/**
 * The rows i0 .. i1 - 1 of C's columns j0 .. j1 - 1. Returns whether it could: a B that is
 * not finite has no product with lists alone.
 */
static bool multiplyPart(
  const Product *p, size_t i0, size_t i1, size_t j0, size_t j1, Scratch *scratch
) {
  const size_t m = p->m, k = p->k, n = p->n, ldb = p->transposeB ? k : n;
  const size_t kcFull = blockOfK(k, p->skip ? LISTED_KC : KC), mcFull = rowsOf(p);
  const size_t ncFull = columnsOf(j1 - j0);
  const size_t blocks = p->transposeA ? (m + mcFull - 1) / mcFull : (k + kcFull - 1) / kcFull;
  for (size_t j = j0; j < j1; j += ncFull) {
    const size_t nc = least(ncFull, j1 - j);
    for (size_t k0 = 0; k0 < k; k0 += kcFull) {
      const size_t kc = least(kcFull, k - k0);
      const f64 *b = p->b + (p->transposeB ? j * k + k0 : k0 * n + j);
      const bool skip = p->skip && packThin(b, ldb, p->transposeB, nc, kc, scratch->b);
      if (p->table && !skip) return false;
      const bool inPlace =
        !p->transposeB && (i1 - i0 <= FEW_ROWS || kc * n <= FEW_NUMBERS);
      for (size_t i = i0; i < i1; i += mcFull) {
        const size_t mc = least(mcFull, i1 - i);
        f64 *c = p->c + i * n + j;
        const f64 *a = p->a + i * k + k0;
        size_t lda = k;
        if (p->transposeA && !p->table) {
          transpose(p->a + k0 * m + i, m, kc, mc, scratch->a, kc);
          a = scratch->a;
          lda = kc;
        }
        if (skip) {
          Span *spans = scratch->spans;
          if (!p->table) {
            listRows(a, lda, mc, kc, scratch->lists, spans);
          } else if (!p->transposeA) {
            takeSpans(p, i, mc, k0 / kcFull, blocks, spans);
          } else {
            takeSpans(p, k0, kc, i / mcFull, blocks, spans);
            transposeLists(spans, kc, mc, scratch->lists, scratch->columns);
            spans = scratch->columns;
          }
          multiplyLists(spans, scratch->b, c, n, mc, kc, nc, k0 > 0);
          continue;
        }
        f64 *packed = scratch->b;
        for (size_t at = 0, v; at < nc; at += v * WIDTH, packed += kc * v * WIDTH) {
          v = panelVectors((nc - at + WIDTH - 1) / WIDTH);
          const size_t columns = least(v * WIDTH, nc - at);
          Panel panel = {packed, v * WIDTH};
          if (inPlace && columns == v * WIDTH) {
            panel = (Panel){b + at, n};
          } else if (i == i0) {
            const f64 *from = b + at * (p->transposeB ? ldb : 1);
            packPanel(from, ldb, p->transposeB, columns, kc, v, packed);
          }
          tiles(v, a, lda, panel, c + at, n, mc, columns, kc, k0 > 0);
        }
      }
    }
  }
  return true;
}

/** A product shared by threads: which part is next, and of how many rows and columns. */
typedef struct {
  const Product *product;
  size_t first, end, rows, columns;
  u32 next;
  bool failed;
} Work;

/** Computes parts of the product until none is left. */
static void takeParts(Work *work, Scratch *scratch) {
  const Product *p = work->product;
  const size_t across = (p->n + work->columns - 1) / work->columns;
  for (;;) {
    const size_t part = __atomic_fetch_add(&work->next, 1, __ATOMIC_RELAXED);
    const size_t i = work->first + part / across * work->rows;
    const size_t j = part % across * work->columns;
    if (i >= work->end) return;
    const size_t rows = least(work->rows, work->end - i), columns = least(work->columns, p->n - j);
    if (!multiplyPart(p, i, i + rows, j, j + columns, scratch)) {
      __atomic_store_n(&work->failed, true, __ATOMIC_RELAXED);
    }
  }
}

#if defined(__wasm__)
INLINE void onThreads(Work *work, size_t, Scratch *scratch) { takeParts(work, scratch); }
#else
// POSIX threads, which the process that loads the library has.
typedef struct {
  u64 opaque[16];
} Attributes;
int pthread_attr_init(Attributes *attributes);
int pthread_attr_setstacksize(Attributes *attributes, size_t bytes);
int pthread_create(
  unsigned long *thread, const Attributes *attributes, void *(*run)(void *), void *argument
);
int pthread_join(unsigned long thread, void **result);

/** What another thread does. It packs on its own stack. */
static void *help(void *work) {
  Scratch scratch;
  takeParts(work, &scratch);
  return NULL;
}

/** Computes on up to so many threads; on fewer if the system does not give them. */
static void onThreads(Work *work, size_t threads, Scratch *scratch) {
  const Product *p = work->product;
  constexpr size_t MOST = 64;
  unsigned long others[MOST];
  size_t started = 0;
  const size_t rows = work->end - work->first;
  if (threads > 1 && (u64)rows * p->k * p->n >= WORTH_A_THREAD) {
    // By columns first: nothing is packed twice.
    work->columns = least(p->n, columnsOf(p->n));
    const size_t across = (p->n + work->columns - 1) / work->columns;
    const size_t down = (4 * threads + across - 1) / across, step = rowsOf(p);
    work->rows = (rows + down - 1) / down;
    if (work->rows < FEW_FOR_A_THREAD) work->rows = FEW_FOR_A_THREAD;
    work->rows = (work->rows + step - 1) / step * step;
    const size_t parts = (rows + work->rows - 1) / work->rows * across;
    Attributes attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, sizeof(Scratch) + (1 << 18));
    while (
      started < least(least(threads, MOST), parts) - 1 &&
      pthread_create(others + started, &attributes, help, work) == 0
    ) started++;
  }
  takeParts(work, scratch);
  for (size_t t = 0; t < started; t++) pthread_join(others[t], NULL);
}
#endif

/** The rows `first` .. `first + rows - 1` of C. */
static bool share(const Product *p, size_t first, size_t rows, size_t threads, Scratch *scratch) {
  Work work = {p, first, first + rows, rows, p->n, 0, false};
  onThreads(&work, threads, scratch);
  return !work.failed;
}

/**
 * A network that has diverged computes on, with NaN for every weight. Its products are known
 * without multiplying: a NaN anywhere in a column of B is one in every c_ij of that column.
 * If every column of B holds one, fills the rows of C with NaN. Returns whether it did. Looks
 * at one number of a B that begins with another.
 */
static bool fillDiverged(const Product *p, size_t first, size_t rows) {
  const size_t byK = p->transposeB ? 1 : p->n, byColumn = p->transposeB ? p->k : 1;
  for (size_t j = 0, k; j < p->n; j++) {
    const f64 *b = p->b + j * byColumn;
    for (k = 0; k < p->k && b[k * byK] == b[k * byK]; k++) {}
    if (k == p->k) return false;
  }
  f64 *c = p->c + first * p->n;
  for (size_t i = 0; i < rows * p->n; i++) c[i] = __builtin_nan("");
  return true;
}

/** Bytes that a product needs at `scratch`, for any sizes and threads, in every build. */
FUNCTION(u32, gemmScratch) {
  constexpr u32 bytes = 3 << 19;
  static_assert(sizeof(Scratch) <= bytes);
  return bytes;
}

/**
 * C = A B, the rows from `first` on. Everything is row-major without gaps; C must not overlap
 * A, B or the scratch.
 *
 * @param a m x k, or k x m with `transposeA`.
 * @param b k x n, or n x k with `transposeB`.
 * @param c m x n; `rows` rows from `first` on are overwritten.
 * @param zeros What becomes of A's zeros: multiplied (0), skipped (1), or what seems quicker (2).
 * @param threads The most threads that share the work, if there is enough of it.
 * @param scratch `gemmScratch()` bytes at a multiple of 64; what they hold does not matter.
 */
FUNCTION(
  void, gemm, address a, address b, address c, u32 m, u32 k, u32 n,
  u32 transposeA, u32 transposeB, u32 first, u32 rows, u32 zeros, u32 threads, address scratch
) {
  Product p = {AT(a), AT(b), AT(c), m, k, n, transposeA, transposeB, zeros == 1, NULL, NULL, NULL};
  if (rows == 0 || n == 0) return;
  if (k == 0) __builtin_memset(p.c + first * n, 0, (size_t)rows * n * sizeof(f64));
  if (k == 0 || fillDiverged(&p, first, rows)) return;
  if (zeros == 2) p.skip = m > FEW_ROWS && density(p.a, (size_t)m * k) < sparseBelow(k, n);
  share(&p, first, rows, threads, (Scratch *)AT(scratch));
}
