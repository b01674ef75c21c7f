// Numbers of twice a double's precision, as unevaluated sums, and what the elementary
// functions share.

/** high + low, |low| a few units in high's last place at most. */
typedef struct {
  V high, low;
} Pair;

/** (m.high + m.low) 2^k. */
typedef struct {
  Pair m;
  V k;
} Scaled;

/**
 * A number in every lane. V8 puts a constant vector together from integers at each use,
 * which takes longer than to load it: WebAssembly is kept from knowing what it loads.
 */
#if defined(__wasm__)
INLINE V splat(const f64 *p) {
  __asm__("" : "+r"(p));
  return (V)wasm_v128_load64_splat(p);
}
#define CONSTANT(x)                        \
  ({                                       \
    static const f64 constant_ = (x);      \
    splat(&constant_);                     \
  })
#define COEFFICIENT(table, i) splat(table + (i))
#else
#define CONSTANT(x) ((V)(f64)(x))
#define COEFFICIENT(table, i) ((V)(f64)(table)[i])
#endif

/** A constant of two parts, NAME and NAME_LOW. */
#define PAIR(name) ((Pair){CONSTANT(name), CONSTANT(name##_LOW)})

#define SIGN ((I)(i64)0x8000000000000000)

INLINE V squareRoot(V x) { return __builtin_elementwise_sqrt(x); }
INLINE V absolute(V x) { return (V)((I)x & ~SIGN); }
/** y with x's sign, where y is not negative. */
INLINE V signedAs(V x, V y) { return (V)((I)y | ((I)x & SIGN)); }

/** y, and one NaN for all: which one arithmetic gives depends on the processor. */
INLINE V canonical(I isNumber, V y) {
  return select(isNumber, y, (V)(I)(i64)0x7ff8000000000000);
}

/** a + b, exactly, where |a| >= |b| or a = 0. */
INLINE Pair quickSum(V a, V b) {
  V sum = a + b;
  return (Pair){sum, b - (sum - a)};
}
/** a + b, exactly. */
INLINE Pair exactSum(V a, V b) {
  V sum = a + b, rest = sum - a;
  return (Pair){sum, (a - (sum - rest)) + (b - rest)};
}
/** a b, exactly. */
INLINE Pair exactProduct(V a, V b) {
  V product = a * b;
  return (Pair){product, fma(a, b, -product)};
}
/** a b. */
INLINE Pair times(Pair a, V b) {
  V product = a.high * b;
  return quickSum(product, fma(a.low, b, fma(a.high, b, -product)));
}
/** a b. */
INLINE Pair pairProduct(Pair a, Pair b) {
  V product = a.high * b.high;
  V rest = fma(a.low, b.high, fma(a.high, b.low, fma(a.high, b.high, -product)));
  return quickSum(product, rest);
}
/** a / b. */
INLINE Pair divide(Pair a, Pair b) {
  V inverse = 1 / b.high, quotient = a.high * inverse;
  V rest = fma(-quotient, b.high, a.high) + fma(-quotient, b.low, a.low);
  return quickSum(quotient, rest * inverse);
}
/** a + b, where |a| >= |b| or a = 0. */
INLINE Pair add(Pair a, Pair b) {
  Pair sum = quickSum(a.high, b.high);
  return quickSum(sum.high, sum.low + (a.low + b.low));
}
INLINE Pair negative(Pair a) { return (Pair){-a.high, -a.low}; }
INLINE Pair selectPair(I mask, Pair yes, Pair no) {
  return (Pair){select(mask, yes.high, no.high), select(mask, yes.low, no.low)};
}

/** Added to a number below 2^51, leaves the nearest integer in the last bits. */
#define SHIFT 0x1.8p52

/** 2^k, k an integer from -1022 to 1023. */
INLINE V powerOfTwo(V k) {
  return (V)(((I)(k + CONSTANT(SHIFT)) << 52) + (I)CONSTANT(1));
}
/** x 2^k, k an integer from -2000 to 2000, rounded once where it is subnormal. */
INLINE V scale(V x, V k) {
  V half = (k * CONSTANT(.5) + CONSTANT(SHIFT)) - CONSTANT(SHIFT);
  return x * powerOfTwo(half) * powerOfTwo(k - half);
}
/** x of at most `most`. */
INLINE V atMost(V x, f64 most) { return select(x < most, x, (V)most); }
INLINE V atLeast(V x, f64 least) { return select(x > least, x, (V)least); }

// c_0 + c_1 x + .. + c_n x^n: in pairs, pairs of pairs and so on (Estrin), which waits less
// than one after the other. Each sums its number of terms from c_i on, as far as there are.
INLINE V terms2(const f64 *c, int n, int i, V x) {
  V first = COEFFICIENT(c, i);
  return i + 1 > n ? first : fma(COEFFICIENT(c, i + 1), x, first);
}
INLINE V terms4(const f64 *c, int n, int i, V x, V x2) {
  V first = terms2(c, n, i, x);
  return i + 2 > n ? first : fma(terms2(c, n, i + 2, x), x2, first);
}
INLINE V terms8(const f64 *c, int n, int i, V x, V x2, V x4) {
  V first = terms4(c, n, i, x, x2);
  return i + 4 > n ? first : fma(terms4(c, n, i + 4, x, x2), x4, first);
}
INLINE V terms16(const f64 *c, int n, int i, V x, V x2, V x4, V x8) {
  V first = terms8(c, n, i, x, x2, x4);
  return i + 8 > n ? first : fma(terms8(c, n, i + 8, x, x2, x4), x8, first);
}
/** n is at most 31. */
INLINE V polynomial(const f64 *c, int n, V x) {
  V x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;
  V first = terms16(c, n, 0, x, x2, x4, x8);
  return n < 16 ? first : fma(terms16(c, n, 16, x, x2, x4, x8), x8 * x8, first);
}
#define POLYNOMIAL(table, x) \
  polynomial(table, sizeof(table) / sizeof(*table) - 1, x)
