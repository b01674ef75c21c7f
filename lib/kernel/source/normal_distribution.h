// erf, erfc, and the normal distribution, which is erfc of another argument.

/** What erfc and the normal distribution differ in: x = z for one, z / sqrt(2) for the other. */
typedef struct {
  Pair k;       // K of the table ERFC, in z
  Pair slope;   // 2 x / z
  Pair central; // erf(x) / z at 0
  f64 ordinary; // up to this z exp(-x^2) is a normal number
  f64 last;     // beyond it 2^-1100 and less
} Normal;

#define ERROR_FUNCTION                                                              \
  ((Normal){PAIR(ERFC_K), {CONSTANT(2), (V)0.0}, PAIR(TWO_OVER_ROOT_PI), 26, 28})
#define NORMAL_DISTRIBUTION                                                         \
  ((Normal){PAIR(NORMAL_K), PAIR(ROOT_2), PAIR(ROOT_2_OVER_PI), 37, 39.5})

/** Around 0 erf, beyond erfc, and exp(-x^2). */
typedef struct {
  I isCentral;  // |x| < 1/2
  Pair central; // erf(x) there
  Pair tail;    // erfc(x) / exp(-x^2) elsewhere
  Scaled density; // exp(-x^2)
} Error;

/** Of z >= 0, at most `last`; `isErf`: z is x itself. */
INLINE Error errorFunction(V z, int isErf) {
  const Normal f = isErf ? ERROR_FUNCTION : NORMAL_DISTRIBUTION;
  Error y;
  Pair square = exactProduct(z, z);
  if (!isErf) square = (Pair){square.high * CONSTANT(.5), square.low * CONSTANT(.5)};
  V w = square.high;
  y.isCentral = w < CONSTANT(.25);

  V first = f.central.high * z;
  V rest = fma(f.central.high, z, -first) + f.central.low * z;
  y.central = quickSum(first, fma(first, w * POLYNOMIAL(ERF, w), rest));

  y.density = expScaled(negative(square));

  // t = (z - k) / (z + k) and 1 / (1 + 2 x), by one division.
  Pair step = times(f.slope, z), divisor = exactSum(step.high, CONSTANT(1));
  divisor.low += step.low;
  Pair below = exactSum(z, -f.k.high), above = exactSum(z, f.k.high);
  below.low -= f.k.low;
  above.low += f.k.low;
  V inverse = CONSTANT(1) / (above.high * divisor.high);
  V perAbove = divisor.high * inverse, perDivisor = above.high * inverse;
  V t = below.high * perAbove;
  V tLow = (fma(-t, above.high, below.high) + fma(-t, above.low, below.low)) * perAbove;
  V error = fma(-perDivisor, divisor.low, fma(-perDivisor, divisor.high, CONSTANT(1)));
  Pair quotient = {perDivisor, perDivisor * error};

  V q = polynomial(ERFC + 1, sizeof(ERFC) / sizeof(*ERFC) - 2, t), product = t * q;
  Pair sum = quickSum(CONSTANT(ERFC[0]), product);
  sum.low += fma(t, q, -product) + fma(tLow, POLYNOMIAL(ERFC_SLOPE, t), CONSTANT(ERFC_LOW));
  y.tail = pairProduct(sum, quotient);
  return y;
}

INLINE V errorFunctionEach(V x) {
  Error y = errorFunction(atMost(absolute(x), 6), 1);
  V power = powerOfTwo(y.density.k);
  Pair tail = pairProduct(y.density.m, y.tail);
  Pair sum = quickSum(CONSTANT(1), -power * tail.high);
  V far = sum.high + fma(-power, tail.low, sum.low);
  return canonical(x == x, signedAs(x, select(y.isCentral, y.central.high, far)));
}

/** erfc(x) of x = z, or 2 Phi(-z): not rounded, z at most `last` in size. */
INLINE Scaled complement(V z, int isErf) {
  Error y = errorFunction(absolute(z), isErf);
  Pair tail = pairProduct(y.density.m, y.tail);
  const I isLeft = ~y.isCentral & (z < 0), isMiddle = y.isCentral | isLeft;
  // 1 - erf, and 2 - erfc left of it.
  V power = powerOfTwo(atLeast(y.density.k, -1021));
  Pair taken = {
      select(isLeft, power * tail.high, signedAs(z, y.central.high)),
      select(isLeft, power * tail.low, (V)((I)y.central.low ^ ((I)z & SIGN))),
  };
  Pair middle = quickSum(select(isLeft, CONSTANT(2), CONSTANT(1)), -taken.high);
  middle = quickSum(middle.high, middle.low - taken.low);
  return (Scaled){
      selectPair(isMiddle, middle, tail),
      where(~isMiddle, y.density.k),
  };
}

INLINE V complementaryErrorFunction(V x) {
  Scaled y = complement(select(absolute(x) < 28, x, signedAs(x, (V)28.0)), 1);
  return canonical(x == x, scale(y.m.high, y.k));
}

/** z, of at most 39.5 in size. */
INLINE V inNormalRange(V z) {
  return select(absolute(z) < 39.5, z, signedAs(z, (V)39.5));
}

/** Phi(z) = erfc(-z / sqrt(2)) / 2. */
INLINE V normalDistributionEach(V z) {
  Scaled y = complement(-inNormalRange(z), 0);
  return canonical(z == z, scale(y.m.high, y.k - CONSTANT(1)));
}

/** phi(z) = exp(-z^2 / 2) / sqrt(2 pi). */
INLINE V normalDensityEach(V z) {
  Pair square = exactProduct(inNormalRange(z), CONSTANT(-.5) * inNormalRange(z));
  Scaled y = expScaled(square);
  return canonical(z == z, scale(pairProduct(y.m, PAIR(ONE_OVER_ROOT_2_PI)).high, y.k));
}
