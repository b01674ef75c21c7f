// The one operation whose bits would be the hardware's choice.

/** a b + c, as the kernel computes it everywhere. */
FUNCTION(f64, madd, f64 a, f64 b, f64 c) {
  return fma((V)a, (V)b, (V)c)[0];
}

/**
 * Whether it is rounded once. Call it with x = 1 + 2^-30: x^2 = 1 + 2^-29 + 2^-60, whose last
 * term only one rounding at the end keeps. (An argument, so that no compiler folds it.)
 */
FUNCTION(u32, isFused, f64 x) {
  return fma((V)x, (V)x, (V)(-(x * x)))[0] != 0;
}
