// Passes over contiguous arrays, element by element. Products and sums are rounded one by
// one, as in the JavaScript loops they stand for, so the bits are those loops'.

/** y = z <= 0 ? 0 : z; NaN stays. y may be z. */
FUNCTION(void, relu, address z_, address y_, u32 count) {
  const f64 *z = AT(z_);
  f64 *y = AT(y_);
  FOR_VECTORS(count, {
    V x = get(z + i, n);
    put(y + i, where(~(x <= 0), x), n);
  });
}

/** dz = dy (y <= 0 ? 0 : 1), with y ReLU's output or its input. dz may be dy. */
FUNCTION(void, reluBackward, address dy_, address y_, address dz_, u32 count) {
  const f64 *dy = AT(dy_), *y = AT(y_);
  f64 *dz = AT(dz_);
  FOR_VECTORS(count, {
    // A product, so that 0 NaN is NaN and 0 (-1) is -0.
    put(dz + i, get(dy + i, n) * where(~(get(y + i, n) <= 0), (V)1.0), n);
  });
}

/** y = z <= 0 ? slope z : z. y may be z. */
FUNCTION(void, leakyRelu, address z_, address y_, u32 count, f64 slope) {
  const f64 *z = AT(z_);
  f64 *y = AT(y_);
  FOR_VECTORS(count, {
    V x = get(z + i, n);
    put(y + i, select(x <= 0, slope * x, x), n);
  });
}

/** dz = dy (z <= 0 ? slope : 1). dz may be dy. */
FUNCTION(void, leakyReluBackward, address dy_, address z_, address dz_, u32 count,
         f64 slope) {
  const f64 *dy = AT(dy_), *z = AT(z_);
  f64 *dz = AT(dz_);
  FOR_VECTORS(count, {
    V derivative = select(get(z + i, n) <= 0, (V)slope, (V)1.0);
    put(dz + i, get(dy + i, n) * derivative, n);
  });
}

/** c = a b. c may be a or b. */
FUNCTION(void, multiplyEach, address a_, address b_, address c_, u32 count) {
  const f64 *a = AT(a_), *b = AT(b_);
  f64 *c = AT(c_);
  FOR_VECTORS(count, { put(c + i, get(a + i, n) * get(b + i, n), n); });
}

/** start + sum x^2, from the first on: one chain, which no vector can shorten. */
FUNCTION(f64, sumOfSquares, address x_, u32 count, f64 start) {
  const f64 *x = AT(x_);
  for (size_t i = 0; i < count; i++) start += x[i] * x[i];
  return start;
}

/** w -= lr g. */
FUNCTION(void, descend, address w_, address g_, u32 count, f64 lr) {
  f64 *w = AT(w_);
  const f64 *g = AT(g_);
  FOR_VECTORS(count, {
    put(w + i, get(w + i, n) - lr * get(g + i, n), n);
  });
}
