// Passes over contiguous arrays. Products and sums are rounded one by one, as in the
// JavaScript loops they stand for.

/** y = z <= 0 ? 0 : z; NaN stays. y may be z. */
FUNCTION(void, relu, address z_, address y_, u32 count) {
  const f64 *z = AT(z_);
  f64 *y = AT(y_);
  FOR_VECTORS(count, {
    V x = get(z + i, n);
    put(y + i, where(~(x <= 0), x), n);
  });
}

/** w -= lr g. */
FUNCTION(void, descend, address w_, address g_, u32 count, f64 lr) {
  f64 *w = AT(w_);
  const f64 *g = AT(g_);
  FOR_VECTORS(count, {
    put(w + i, get(w + i, n) - lr * get(g + i, n), n);
  });
}
