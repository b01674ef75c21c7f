// Powers: x^y = exp(y ln x), the logarithm in two parts, as y magnifies its error.

/** ln(2^k m), to a relative error of 2^-69. */
INLINE Pair logExtended(Parts x) {
  V f = x.m - CONSTANT(1);
  Pair s = divide((Pair){f, (V)0.0}, quickSum(CONSTANT(2), f)), z = pairProduct(s, s);
  // 2 s (1 + z / 3 + z^2 / 5 + z^3 L / 2), the first terms in two parts.
  V last = z.high * POLYNOMIAL(LOG_REST, z.high) * CONSTANT(.5);
  Pair sum = quickSum(CONSTANT(FIFTH), last + CONSTANT(FIFTH_LOW));
  sum = add(PAIR(THIRD), pairProduct(z, sum));
  sum = add(s, pairProduct(s, pairProduct(z, sum)));
  sum = (Pair){sum.high + sum.high, sum.low + sum.low};
  Pair whole = quickSum(x.k * CONSTANT(LN2), sum.high);
  return quickSum(whole.high, whole.low + fma(x.k, CONSTANT(LN2_LOW), sum.low));
}

/** Whether y is an integer, |y| < 2^53. */
INLINE I isWhole(V y) {
  V size = absolute(y);
  return (size >= 0x1p52) | ((size + CONSTANT(0x1p52)) - CONSTANT(0x1p52) == size);
}

/** x^y with all special cases of IEEE 754's pow. */
INLINE V powerOf(V x, V y) {
  const V infinity = (V)__builtin_inf(), size = absolute(x);
  const I isSmall = size < SMALLEST_NORMAL;
  Parts p = parts(select(isSmall, size * 0x1p54, size));
  p.k -= where(isSmall, (V)54.0);
  Pair log = logExtended(p);
  const I isEnd = (size == 0) | ~(size < infinity);
  log.high = select(isEnd, select(size == 0, -infinity, infinity), log.high);
  V product = log.high * y;
  V low = fma(log.low, y, fma(log.high, y, -product));
  // Beyond 760, at infinities and NaN, the low part is none.
  low = where(~isEnd & (absolute(product) < 760), low);
  Scaled power = expScaled((Pair){atLeast(atMost(product, 760), -760), low});
  V result = scale(power.m.high, power.k);

  const I isInteger = isWhole(y), isFinite = absolute(y) < infinity;
  const I isOdd = isInteger & ~isWhole(y * CONSTANT(.5)) & (absolute(y) < 0x1p53);
  const I isNone = (x < 0) & (size < infinity) & isFinite & ~isInteger;
  result = select(size == 1, CONSTANT(1), result);
  result = (V)((I)result | ((I)x & SIGN & isOdd));
  const I isOne = (y == 0) | (x == 1);
  return select(isOne, CONSTANT(1), canonical((x == x) & (y == y) & ~isNone, result));
}
