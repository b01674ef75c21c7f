// The steps of optimizers, which lib/optimizers says the sources of: each moves parameters
// w with gradients g and what is remembered of them.

/** v = momentum v + lr g, w -= v. */
FUNCTION(void, stepMomentum, address w_, address g_, address v_, u32 count, f64 lr,
         f64 momentum) {
  const f64 *g = AT(g_);
  f64 *w = AT(w_), *v = AT(v_);
  FOR_VECTORS(count, {
    V velocity = momentum * get(v + i, n) + lr * get(g + i, n);
    put(v + i, velocity, n);
    put(w + i, get(w + i, n) - velocity, n);
  });
}

/** v = momentum v + lr g, w -= momentum v + lr g. */
FUNCTION(void, stepNesterov, address w_, address g_, address v_, u32 count, f64 lr,
         f64 momentum) {
  const f64 *g = AT(g_);
  f64 *w = AT(w_), *v = AT(v_);
  FOR_VECTORS(count, {
    V down = lr * get(g + i, n);
    V velocity = momentum * get(v + i, n) + down;
    put(v + i, velocity, n);
    put(w + i, get(w + i, n) - (momentum * velocity + down), n);
  });
}

/**
 * sqrt(square) + eps; NaN where the square of a gradient is beyond the largest number: the
 * element would stand still for ever, and a network that diverges must show it.
 */
INLINE V rootOf(V square, f64 eps) {
  V root = __builtin_elementwise_sqrt(square) + eps;
  return select(square == __builtin_inf(), (V)__builtin_nan(""), root);
}

/** h = decay h + weight g^2, w -= lr g / root(h): RMSProp, and AdaGrad where both are 1. */
FUNCTION(void, stepRMSProp, address w_, address g_, address h_, u32 count, f64 lr,
         f64 decay, f64 weight, f64 eps) {
  const f64 *g = AT(g_);
  f64 *w = AT(w_), *h = AT(h_);
  FOR_VECTORS(count, {
    V slope = get(g + i, n), square = decay * get(h + i, n) + weight * slope * slope;
    put(h + i, square, n);
    put(w + i, get(w + i, n) - lr * slope / rootOf(square, eps), n);
  });
}

/**
 * m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2,
 * w -= lr (m / correct1) / root(v / correct2).
 */
FUNCTION(void, stepAdam, address w_, address g_, address m_, address v_, u32 count, f64 lr,
         f64 beta1, f64 beta2, f64 correct1, f64 correct2, f64 eps) {
  const f64 *g = AT(g_);
  f64 *w = AT(w_), *m = AT(m_), *v = AT(v_);
  FOR_VECTORS(count, {
    V slope = get(g + i, n);
    V mean = beta1 * get(m + i, n) + (1 - beta1) * slope;
    V square = beta2 * get(v + i, n) + (1 - beta2) * slope * slope;
    put(m + i, mean, n);
    put(v + i, square, n);
    V step = lr * (mean / correct1) / rootOf(square / correct2, eps);
    put(w + i, get(w + i, n) - step, n);
  });
}
