// exp and what is made of it. x = k ln 2 + r, |r| <= ln 2 / 2, so exp(x) = 2^k exp(r).

/** x in two parts as k ln 2 + r.high + r.low. */
typedef struct {
  Pair r;
  V k;
} Reduced;

INLINE Reduced reduce(Pair x) {
  V k = fma(x.high, CONSTANT(LOG2_E), CONSTANT(SHIFT)) - CONSTANT(SHIFT);
  V large = fma(-k, CONSTANT(LN2), x.high), small = k * CONSTANT(LN2_LOW);
  V r = large - small;
  return (Reduced){{r, ((large - r) - small) + x.low}, k};
}

/** exp(r) - 1, to a relative error of 2^-59 but for what r.low has. */
INLINE Pair expm1Reduced(Pair r) {
  V x = r.high, half = x * CONSTANT(.5), square = half * x;
  Pair sum = quickSum(x, square);
  V low = sum.low + fma(half, x, -square);
  sum = quickSum(sum.high, fma(x * x * x, POLYNOMIAL(EXP, x), low));
  return (Pair){sum.high, sum.low + fma(r.low, sum.high, r.low)};
}

/** exp(x), |x| below 2000. */
INLINE Scaled expScaled(Pair x) {
  Reduced reduced = reduce(x);
  Pair p = expm1Reduced(reduced.r), m = quickSum(CONSTANT(1), p.high);
  return (Scaled){quickSum(m.high, m.low + p.low), reduced.k};
}

/** Beyond it exp(x) may be no normal number. */
#define EXP_ORDINARY 708

INLINE V exponential(V x) {
  const I isNumber = x == x;
  const int ordinary = allLanes(absolute(x) < EXP_ORDINARY);
  if (!ordinary) x = atLeast(atMost(x, 710), -746);
  Reduced reduced = reduce((Pair){x, (V)0.0});
  V r = reduced.r.high, k = reduced.k;
  V p = fma(r * r, fma(r, POLYNOMIAL(EXP, r), CONSTANT(.5)), reduced.r.low) + r;
  V y = CONSTANT(1) + p;
  if (ordinary) return (V)((I)y + ((I)(k + CONSTANT(SHIFT)) << 52));
  return canonical(isNumber, scale(y, k));
}

/** exp(x) - 1, |x| at most 709. */
INLINE Pair expm1Pair(Pair x) {
  Reduced reduced = reduce(x);
  Pair p = expm1Reduced(reduced.r);
  V power = powerOfTwo(reduced.k);
  Pair whole = exactSum(power, CONSTANT(-1));
  Pair sum = quickSum(whole.high, power * p.high);
  return quickSum(sum.high, sum.low + fma(power, p.low, whole.low));
}

INLINE V exponentialMinus1(V x) {
  const I isNumber = x == x;
  const int ordinary = allLanes(absolute(x) < EXP_ORDINARY);
  V y = expm1Pair((Pair){ordinary ? x : atLeast(atMost(x, EXP_ORDINARY), -EXP_ORDINARY), (V)0.0}).high;
  if (!ordinary) y = canonical(isNumber, select(x >= EXP_ORDINARY, exponential(x), y));
  return signedAs(x, y);
}

/** tanh(x) = -m / (2 + m), m = exp(-2 |x|) - 1; from |x| = 20 on the nearest double is 1. */
INLINE V hyperbolicTangent(V x) {
  Pair m = expm1Pair((Pair){CONSTANT(-2) * atMost(absolute(x), 20), (V)0.0});
  Pair sum = quickSum(CONSTANT(2), m.high);
  V y = divide(negative(m), (Pair){sum.high, sum.low + m.low}).high;
  return canonical(x == x, signedAs(x, y));
}

/** The sigmoid of z, s.m 2^s.k, and 1 - s likewise. */
typedef struct {
  Scaled s, rest;
} Gate;

/**
 * 1 / (1 + exp(-z)) by e = exp(-|z|), which neither overflows nor loses the left tail:
 * 1 / (1 + e) for z >= 0, else e / (1 + e). |z| is below 2000.
 */
INLINE Gate gate(Pair z) {
  I isNegative = z.high < 0;
  Scaled e = expScaled(selectPair(isNegative, z, negative(z)));
  V power = powerOfTwo(atLeast(e.k, -1021));
  Pair sum = quickSum(CONSTANT(1), power * e.m.high);
  sum.low = fma(power, e.m.low, sum.low);
  Scaled large = {divide((Pair){CONSTANT(1), (V)0.0}, sum), (V)0.0};
  Scaled small = {pairProduct(e.m, large.m), e.k};
  return (Gate){
      {selectPair(isNegative, small.m, large.m), select(isNegative, small.k, large.k)},
      {selectPair(isNegative, large.m, small.m), select(isNegative, large.k, small.k)},
  };
}

INLINE V logistic(V z) {
  const I isNumber = z == z, isNegative = z < 0;
  V size = absolute(z);
  const int ordinary = allLanes(size < EXP_ORDINARY);
  if (!ordinary) size = atMost(size, 746);
  Scaled e = expScaled((Pair){-size, (V)0.0});
  V power = powerOfTwo(ordinary ? e.k : atLeast(e.k, -1021));
  Pair sum = quickSum(CONSTANT(1), power * e.m.high);
  sum.low = fma(power, e.m.low, sum.low);
  Pair top = {select(isNegative, e.m.high, CONSTANT(1)), where(isNegative, e.m.low)};
  V y = divide(top, sum).high;
  if (ordinary) return y * select(isNegative, power, CONSTANT(1));
  return canonical(isNumber, scale(y, where(isNegative, e.k)));
}
