// Vectors of doubles, as wide as the machine's registers. All of the kernel is written in
// them and in nothing narrower, so that one source serves every width.
//
// What makes the bits the same everywhere: every operation below is IEEE 754's, rounded
// once, lane by lane; no sum runs across the lanes of a vector; the compiler may neither
// contract nor reorder (-ffp-contract=off, no -ffast-math).
//
// NaN is one number with many bits, and which ones is nobody's promise. A NaN that an
// operation makes (0 / 0, inf - inf, 0 inf, sqrt(-1)) is negative on x86 and positive on ARM.
// Of two NaNs a sum or product hands on the first on both, but the compiler may swap
// them; fma() hands on a b's on x86 and c's on ARM. JavaScript engines differ too: V8's own
// NaN is positive, its 0 / 0 on x86 negative. JavaScript cannot tell them apart (===,
// Object.is, sort, JSON), only bytes can. So what looks at bytes, a hash say, first writes
// every NaN as one; and C looks at the bits of a number, its sign among them, only where it
// is none. To make all NaNs one at each store costs 45 to 54 % in WebAssembly, 3 to 14 % with
// AVX2 (descend, addRow, normalize), and would not reach the NaNs that JavaScript makes.

#include <stddef.h>
#include <stdint.h>

typedef double f64;
typedef int64_t i64;
typedef uint64_t u64;
typedef uint32_t u32;

/** Doubles in a vector. */
#if defined(__AVX512F__)
#define WIDTH 8
#elif defined(__AVX2__)
#define WIDTH 4
#else
#define WIDTH 2
#endif

typedef f64 V __attribute__((ext_vector_type(WIDTH)));
/** Integers of a double's size: bits, or a comparison's lanes, all ones or all zeros. */
typedef i64 I __attribute__((ext_vector_type(WIDTH)));
/** A vector anywhere among doubles. */
typedef f64 Unaligned __attribute__((ext_vector_type(WIDTH), aligned(8), may_alias));

#define INLINE static inline __attribute__((always_inline))

INLINE V load(const f64 *p) { return *(const Unaligned *)p; }
INLINE void store(f64 *p, V x) { *(Unaligned *)p = x; }

/** All ones in the first n lanes; n may be below 0 or above WIDTH. */
INLINE I lanes(i64 n) {
  I place;
  for (int i = 0; i < WIDTH; i++) place[i] = i;
  return place < n;
}

/** The first n numbers at p, and zeros: the end of a row that is no whole vector. */
INLINE V loadSome(const f64 *p, i64 n);
INLINE void storeSome(f64 *p, V x, i64 n);

#if WIDTH == 2
INLINE V loadSome(const f64 *p, i64 n) { return n > 0 ? (V){*p, 0} : (V)0; }
INLINE void storeSome(f64 *p, V x, i64 n) {
  if (n > 0) *p = x[0];
}
#else
typedef _Bool Mask __attribute__((ext_vector_type(WIDTH)));
INLINE V loadSome(const f64 *p, i64 n) {
  return __builtin_masked_load(__builtin_convertvector(lanes(n), Mask), p, (V)0.0);
}
INLINE void storeSome(f64 *p, V x, i64 n) {
  // A masked store is a dozen times as slow on some processors.
  if (n >= WIDTH) store(p, x);
  else for (int i = 0; i < WIDTH - 1; i++) if (i < n) p[i] = x[i];
}
#endif

/** Each lane from `yes` where `mask` is all ones, from `no` where it is all zeros. */
INLINE V select(I mask, V yes, V no) {
  return (V)((mask & (I)yes) | (~mask & (I)no));
}
/** x where `mask` is all ones, +0 where it is all zeros. */
INLINE V where(I mask, V x) { return (V)(mask & (I)x); }

INLINE int anyLane(I mask);
INLINE int allLanes(I mask);

/** a b + c, rounded once. */
static V fma(V a, V b, V c);

#if defined(__wasm__)
#include <wasm_simd128.h>
INLINE int anyLane(I mask) { return wasm_v128_any_true((v128_t)mask); }
INLINE int allLanes(I mask) { return wasm_i64x2_all_true((v128_t)mask); }
#else
INLINE int anyLane(I mask) { return __builtin_reduce_or(mask) != 0; }
INLINE int allLanes(I mask) { return __builtin_reduce_and(mask) != 0; }
#endif

#if defined(__wasm__)
// Where the engine has no such instruction, each is made a call of softwareFma as the kernel
// is loaded: lib/kernel/_without_relaxed.ts.
INLINE V fma(V a, V b, V c) {
  return __builtin_wasm_relaxed_madd_f64x2(a, b, c);
}
#include "software_fma.h"
#else
INLINE V fma(V a, V b, V c) { return __builtin_elementwise_fma(a, b, c); }
#endif

/**
 * Does a body for every vector of `count` numbers, i being the first one's place and n how
 * many there are: WIDTH, known to the compiler, but for the last.
 */
#define FOR_VECTORS(count, ...)                               \
  do {                                                        \
    const size_t count_ = (count), rest_ = count_ % WIDTH;    \
    size_t i = 0;                                             \
    _Pragma("clang loop unroll_count(4)")                     \
    for (; i < count_ - rest_; i += WIDTH) {                  \
      const size_t n = WIDTH;                                 \
      __VA_ARGS__                                             \
    }                                                         \
    if (rest_) {                                              \
      const size_t n = rest_;                                 \
      __VA_ARGS__                                             \
    }                                                         \
  } while (0)

/** A vector of n numbers at p. */
INLINE V get(const f64 *p, size_t n) { return n == WIDTH ? load(p) : loadSome(p, n); }
INLINE void put(f64 *p, V x, size_t n) {
  if (n == WIDTH) store(p, x);
  else storeSome(p, x, n);
}
