// The one operation whose bits would be the hardware's choice.

/** a b + c, as the kernel computes it everywhere. */
FUNCTION(f64, madd, f64 a, f64 b, f64 c) {
  return fma((V)a, (V)b, (V)c)[0];
}
