// Activation functions and their derivatives that are made of the elementary functions.

/** z p, p from 0 to 1 and 1 from `one` on; +0 where p is too small for a number. */
INLINE V gated(V z, V inRange, Scaled p, f64 one) {
  Pair product = times(p.m, inRange);
  V y = scale(product.high, p.k);
  y = signedAs(z, absolute(y));
  y = where(~((y == 0) & (z < -1)), y);
  return canonical(z == z, select(z >= one, z, y));
}

/** p (1 + u (1 - p)), the derivative of z p where p is the sigmoid of v and u = z dv / dz. */
INLINE V gatedDerivative(Gate p, Pair u) {
  Pair product = pairProduct(u, p.rest.m);
  V power = powerOfTwo(atLeast(p.rest.k, -1021));
  product = (Pair){product.high * power, product.low * power};
  Pair sum = exactSum(CONSTANT(1), product.high);
  sum = quickSum(sum.high, sum.low + product.low);
  return scale(pairProduct(p.s.m, sum).high, p.s.k);
}

/** z, of at most `most` in size. */
INLINE V clamped(V z, f64 most) {
  return select(absolute(z) < most, z, signedAs(z, (V)most));
}

INLINE V siluEach(V z) {
  V x = clamped(z, 760);
  return gated(z, x, gate((Pair){x, (V)0.0}).s, 708);
}
INLINE V siluDerivative(V z) {
  Pair x = {clamped(z, 760), (V)0.0};
  return canonical(z == z, gatedDerivative(gate(x), x));
}

INLINE V geluEach(V z) {
  V x = inNormalRange(z);
  Scaled p = complement(-x, 0);
  p.k -= CONSTANT(1);
  return gated(z, x, p, 37);
}

/** Phi(z) + z phi(z): left of 0 D = Phi(-|z|) - |z| phi(z), right of it 1 - D. */
INLINE V geluDerivative(V z) {
  V size = absolute(inNormalRange(z));
  Error y = errorFunction(size, 0);
  Pair slope = times(PAIR(ONE_OVER_ROOT_2_PI), size);
  Pair half = {y.tail.high * CONSTANT(.5), y.tail.low * CONSTANT(.5)};
  Pair rest = exactSum(half.high, -slope.high);
  Scaled tail = {
      pairProduct(y.density.m, quickSum(rest.high, rest.low + (half.low - slope.low))),
      y.density.k,
  };
  V power = powerOfTwo(atLeast(y.density.k, -1021));
  Pair density = pairProduct(slope, y.density.m);
  Pair middle = exactSum(CONSTANT(.5), CONSTANT(-.5) * y.central.high);
  Pair central = exactSum(middle.high, -power * density.high);
  V low = central.low + (middle.low - fma(power, density.low, CONSTANT(.5) * y.central.low));
  central = quickSum(central.high, low);
  Scaled d = {selectPair(y.isCentral, central, tail.m), where(~y.isCentral, tail.k)};
  V unscaled = powerOfTwo(atLeast(d.k, -1021));
  Pair right = exactSum(CONSTANT(1), -unscaled * d.m.high);
  V above = right.high + fma(-unscaled, d.m.low, right.low);
  return canonical(z == z, select(z < 0, scale(d.m.high, d.k), above));
}

#define CUBIC .044715

/** 2 sqrt(2 / pi) (z + c z^3). */
INLINE Pair cubic(V z, V c) {
  Pair square = times(exactProduct(z, z), c);
  Pair sum = exactSum(CONSTANT(1), square.high);
  sum = quickSum(sum.high, sum.low + square.low);
  return pairProduct(times(PAIR(TWO_ROOT_2_OVER_PI), z), sum);
}
INLINE V geluTanhEach(V z) {
  V x = clamped(z, 22);
  return gated(z, x, gate(cubic(x, CONSTANT(CUBIC))).s, 21);
}
INLINE V geluTanhDerivative(V z) {
  V x = clamped(z, 22);
  Pair u = pairProduct(cubic(x, CONSTANT(3) * CONSTANT(CUBIC)), (Pair){CONSTANT(1), (V)0.0});
  return canonical(z == z, gatedDerivative(gate(cubic(x, CONSTANT(CUBIC))), u));
}

/** z > 0 ? scale z : alpha (exp(z) - 1). */
INLINE V eluEach(V z, f64 alpha, f64 scale) {
  Pair m = expm1Pair((Pair){select(z <= 0, atLeast(z, -EXP_ORDINARY), (V)0.0), (V)0.0});
  V below = times(m, (V)alpha).high;
  return canonical(z == z, select(z <= 0, signedAs(z, below), scale * z));
}
INLINE V eluDerivative(V z, f64 alpha, f64 slope) {
  Scaled e = expScaled((Pair){select(z <= 0, atLeast(z, -746), (V)0.0), (V)0.0});
  V below = scale(times(e.m, (V)alpha).high, e.k);
  return canonical(z == z, select(z <= 0, below, (V)slope));
}
