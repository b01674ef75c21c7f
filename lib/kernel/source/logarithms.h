// log and what is made of it. x = 2^k (1 + f), 1 + f from sqrt(1/2) to sqrt(2).

/** x as 2^k m. */
typedef u64 U __attribute__((ext_vector_type(WIDTH)));

typedef struct {
  V m, k;
} Parts;

#define SMALLEST_NORMAL 0x1p-1022

/** The parts of a normal number. Beside 2^52 an integer is its own bits: no conversion. */
INLINE Parts parts(V x) {
  const I bias = (I)CONSTANT(1), least = (I)CONSTANT(0x1.6a09e667f3bcdp-1);
  I exponent = (I)((U)((I)x - least + bias) >> 52);
  V k = (V)(exponent | (I)CONSTANT(0x1p52)) - CONSTANT(0x1p52 + 1023);
  return (Parts){(V)((I)x - (exponent << 52) + bias), k};
}

/** ln(2^k (m + *low)), *low far below m, to a relative error of 2^-57; of 2^k m without. */
INLINE Pair logPair(Parts x, const V *low) {
  V f = x.m - CONSTANT(1), s = f / (CONSTANT(2) + f), z = s * s;
  V half = f * CONSTANT(.5), square = half * f;
  Pair sum = quickSum(f, -square);
  V rest = sum.low - fma(half, f, -square);
  if (low) {
    // ln(1 + low / m) = low + low (1 / m - 1 - low / 2), 1 / m = (1 - s) / (1 + s) to a thousandth.
    V inverse = (z - s) * (CONSTANT(1) + z);
    V less = fma(-s, CONSTANT(1) + inverse, inverse) - CONSTANT(.5) * *low;
    rest = *low + fma(*low, less, rest);
  }
  sum = quickSum(sum.high, fma(s, fma(z, POLYNOMIAL(LOG, z), square), rest));
  Pair whole = quickSum(x.k * CONSTANT(LN2), sum.high);
  return quickSum(whole.high, whole.low + fma(x.k, CONSTANT(LN2_LOW), sum.low));
}

/** x as logPair takes it, and whether all of it are normal numbers. */
typedef struct {
  Parts parts;
  int ordinary;
} Positive;

INLINE Positive positive(V x) {
  Positive y = {.ordinary = allLanes((x >= CONSTANT(SMALLEST_NORMAL)) & (x < CONSTANT(__builtin_inf())))};
  if (y.ordinary) {
    y.parts = parts(x);
  } else {
    const I small = x < SMALLEST_NORMAL;
    y.parts = parts(select(small, x * 0x1p54, x));
    y.parts.k -= where(small, (V)54.0);
  }
  return y;
}

/** log, or at infinity, 0 and what has no logarithm, what stands for it. */
INLINE V logOrLimit(V x, int ordinary, V log) {
  if (ordinary) return log;
  log = select(x == __builtin_inf(), x, log);
  return canonical(x >= 0, select(x == 0, (V)-__builtin_inf(), log));
}

INLINE V logarithm(V x) {
  Positive p = positive(x);
  return logOrLimit(x, p.ordinary, logPair(p.parts, NULL).high);
}

INLINE V logarithm10(V x) {
  Positive p = positive(x);
  Pair log = pairProduct(logPair(p.parts, NULL), PAIR(LOG10_E));
  return logOrLimit(x, p.ordinary, log.high);
}

/** ln(sum.high + sum.low), sum.high a normal number. */
INLINE Pair logOfSum(Pair sum) {
  Parts x = parts(sum.high);
  // From 2^60 on what was rounded off no longer counts.
  V low = where(sum.high < 0x1p60, sum.low * powerOfTwo(-x.k));
  return logPair(x, &low);
}

INLINE V logarithmOf1Plus(V x) {
  const I ordinary = (x > -1) & (x < __builtin_inf());
  V y = logOfSum(exactSum(CONSTANT(1), x)).high;
  if (!allLanes(ordinary)) {
    y = select(x == __builtin_inf(), x, y);
    y = canonical(x >= -1, select(x == -1, (V)-__builtin_inf(), y));
  }
  return select(x == 0, x, y);
}

/** max(z, 0) + ln(1 + exp(-|z|)). */
INLINE V softPlus(V z) {
  const I isNumber = z == z;
  const int ordinary = allLanes(absolute(z) < EXP_ORDINARY);
  Scaled e = expScaled((Pair){-atMost(absolute(z), EXP_ORDINARY), (V)0.0});
  V power = powerOfTwo(e.k);
  Pair sum = quickSum(CONSTANT(1), power * e.m.high);
  sum.low = fma(power, e.m.low, sum.low);
  Pair log = logOfSum(sum);
  Pair whole = exactSum(where(z > 0, z), log.high);
  V y = whole.high + (whole.low + log.low);
  if (ordinary) return y;
  y = select(z >= EXP_ORDINARY, z, select(z <= -EXP_ORDINARY, exponential(z), y));
  return canonical(isNumber, y);
}
