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

/** c_0 + c_1 x + .. + c_n x^n: pairs, pairs of pairs and so on (Estrin). */
INLINE V polynomial(const f64 *c, int n, V x) {
  if (n == 0) return COEFFICIENT(c, 0);
  V powers[5] = {x};
  for (int i = 1; 1 << i <= n; i++) powers[i] = powers[i - 1] * powers[i - 1];
  V terms[12];
  int count = 0;
  for (int i = 0; i <= n; i += 2) {
    terms[count++] = i < n ? fma(COEFFICIENT(c, i + 1), x, COEFFICIENT(c, i)) : COEFFICIENT(c, i);
  }
  for (int level = 1; count > 1; level++) {
    int left = 0;
    for (int i = 0; i < count; i += 2) {
      terms[left++] = i + 1 < count ? fma(terms[i + 1], powers[level], terms[i]) : terms[i];
    }
    count = left;
  }
  return terms[0];
}
#define POLYNOMIAL(table, x) \
  polynomial(table, sizeof(table) / sizeof(*table) - 1, x)
