// Batch normalization, column by column, as columns.h goes over them.

/**
 * xHat = (x - mean) inverseStd and y = gamma xHat + beta: in train mode with the batch's
 * moments, in infer mode with the running averages.
 */
FUNCTION(void, normalize, address x_, address mean_, address inverseStd_,
         address gamma_, address beta_, address xHat_, address y_, u32 rows,
         u32 columns) {
  const f64 *x = AT(x_), *mean = AT(mean_), *inverseStd = AT(inverseStd_);
  const f64 *gamma = AT(gamma_), *beta = AT(beta_);
  f64 *xHat = AT(xHat_), *y = AT(y_);
  FOR_BLOCKS(rows, columns, FOR_STRIPS(2, columns, {
    V m[k], inverse[k], scale[k], shift[k];
    EACH {
      m[v] = GET(mean + j);
      inverse[v] = GET(inverseStd + j);
      scale[v] = GET(gamma + j);
      shift[v] = GET(beta + j);
    }
    for (size_t p = from + j; p < to; p += columns) EACH {
      V h = (GET(x + p) - m[v]) * inverse[v];
      PUT(xHat + p, h);
      PUT(y + p, h * scale[v] + shift[v]);
    }
  }););
}

/**
 * Backward in train mode: dgamma = sum dy xHat, dbeta = sum dy, and with g = gamma dy,
 * dx = (g - mean(g) - xHat mean(g xHat)) inverseStd. dx may be dy.
 */
FUNCTION(void, normalizeBackward, address dy_, address xHat_, address gamma_,
         address inverseStd_, address dgamma_, address dbeta_, address dx_, u32 rows,
         u32 columns) {
  const f64 *dy = AT(dy_), *xHat = AT(xHat_);
  const f64 *gamma = AT(gamma_), *inverseStd = AT(inverseStd_);
  f64 *dgamma = AT(dgamma_), *dbeta = AT(dbeta_), *dx = AT(dx_);
  const size_t count = (size_t)rows * columns;
  FOR_STRIPS(2, columns, {
    V scale[k], inverse[k], sum[k] = {}, sumXHat[k] = {}, meanG[k] = {}, along[k] = {};
    EACH {
      scale[v] = GET(gamma + j);
      inverse[v] = GET(inverseStd + j);
    }
    for (size_t p = j; p < count; p += columns) EACH {
      V d = GET(dy + p), h = GET(xHat + p), g = d * scale[v];
      sum[v] += d;
      sumXHat[v] += d * h;
      meanG[v] += g;
      along[v] += g * h;
    }
    EACH {
      PUT(dbeta + j, sum[v]);
      PUT(dgamma + j, sumXHat[v]);
      meanG[v] /= (f64)rows;
      along[v] /= (f64)rows;
    }
    for (size_t p = j; p < count; p += columns) EACH {
      V g = GET(dy + p) * scale[v] - meanG[v], h = GET(xHat + p) * along[v];
      PUT(dx + p, (g - h) * inverse[v]);
    }
  });
}
