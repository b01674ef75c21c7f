// The elementary functions and the activations as the library calls them: as passes over
// arrays, and as functions of one number, which are those of a vector full of it.

#include "pair.h"
#include "coefficients.h"
#include "exponentials.h"
#include "logarithms.h"
#include "normal_distribution.h"
#include "power.h"
#include "activations.h"

/** In the code once, for functions too long to stand in every loop and for the rare calls. */
#define OUT_OF_LINE static __attribute__((noinline))

/** y_i = f(x_i); y may be x. `whole` says f of a vector x, `some` of the last numbers. */
#define APPLY(whole, some)                                                     \
  do {                                                                        \
    const f64 *x_ = AT(xs);                                                   \
    f64 *y_ = AT(ys);                                                         \
    size_t i = 0;                                                             \
    _Pragma("clang loop unroll(disable)")                                     \
    for (; i + WIDTH <= count; i += WIDTH) {                                  \
      const size_t n = WIDTH;                                                 \
      const V x = get(x_ + i, n);                                             \
      put(y_ + i, whole, n);                                                  \
    }                                                                         \
    if (i < count) {                                                          \
      const size_t n = count - i;                                             \
      const V x = get(x_ + i, n);                                             \
      put(y_ + i, some, n);                                                   \
    }                                                                         \
  } while (0)

/** dz_i = dy_i f'(x_i); dz may be dy or x. */
#define APPLY_BACKWARD(derivative)                                             \
  do {                                                                        \
    const f64 *dy_ = AT(dys);                                                 \
    APPLY(get(dy_ + i, n) * derivative, get(dy_ + i, n) * derivative);         \
  } while (0)

/** A function of one number, which WebAssembly alone has: to call native code takes longer. */
#if defined(__wasm__)
#define NUMBER(name, vector, ...)                                             \
  FUNCTION(f64, name, __VA_ARGS__) { return (vector)[0]; }
#else
#define NUMBER(name, vector, ...)
#endif

/** NAMEVector, f out of line, and NAMEOf(x). */
#define OF(name, f)                                                           \
  [[maybe_unused]] OUT_OF_LINE V name##Vector(V x) { return f(x); }           \
  NUMBER(name##Of, name##Vector((V)x), f64 x)

/** NAMEOf(x) and NAME(x, y, count), y_i = f(x_i). */
#define MAP(name, f)                                                          \
  OF(name, f)                                                                 \
  FUNCTION(void, name, address xs, address ys, u32 count) {                   \
    APPLY(f(x), name##Vector(x));                                              \
  }
/** Likewise, of a long f. */
#define MAP_LONG(name, f)                                                     \
  OF(name, f)                                                                 \
  FUNCTION(void, name, address xs, address ys, u32 count) {                   \
    APPLY(name##Vector(x), name##Vector(x));                                   \
  }

/** NAMEBackward(dy, x, dz, count). */
#define BACKWARD(name, derivative)                                            \
  FUNCTION(void, name##Backward, address dys, address xs, address ys, u32 count) { \
    APPLY_BACKWARD(derivative(x));                                             \
  }

/** NAMEBackward, and NAMEDerivativeOf(x). */
#define DERIVATIVE(name, derivative)                                          \
  OF(name##Derivative, derivative)                                            \
  BACKWARD(name, name##DerivativeVector)

MAP(exp, exponential)
MAP(expm1, exponentialMinus1)
MAP(tanh, hyperbolicTangent)
MAP(sigmoid, logistic)
MAP(log, logarithm)
MAP_LONG(log10, logarithm10)
MAP(log1p, logarithmOf1Plus)
MAP_LONG(softplus, softPlus)
MAP_LONG(erf, errorFunctionEach)
MAP_LONG(erfc, complementaryErrorFunction)
MAP_LONG(normalDistribution, normalDistributionEach)
MAP_LONG(normalDensity, normalDensityEach)
MAP_LONG(gelu, geluEach)
MAP_LONG(geluTanh, geluTanhEach)
MAP_LONG(silu, siluEach)

/** Of y = f(z), not of z. */
INLINE V sigmoidSlope(V y) { return y * (1 - y); }
INLINE V tanhSlope(V y) { return 1 - y * y; }
BACKWARD(sigmoid, sigmoidSlope)
BACKWARD(tanh, tanhSlope)
BACKWARD(softplus, sigmoidVector)
DERIVATIVE(gelu, geluDerivative)
DERIVATIVE(geluTanh, geluTanhDerivative)
DERIVATIVE(silu, siluDerivative)

/** y = slope z for z > 0, alpha (exp(z) - 1) for z <= 0. */
OUT_OF_LINE V eluVector(V z, f64 alpha, f64 slope) { return eluEach(z, alpha, slope); }
OUT_OF_LINE V eluDerivativeVector(V z, f64 alpha, f64 slope) {
  return eluDerivative(z, alpha, slope);
}
FUNCTION(void, elu, address xs, address ys, u32 count, f64 alpha, f64 slope) {
  APPLY(eluVector(x, alpha, slope), eluVector(x, alpha, slope));
}
NUMBER(eluOf, eluVector((V)x, alpha, slope), f64 x, f64 alpha, f64 slope)
FUNCTION(void, eluBackward, address dys, address xs, address ys, u32 count, f64 alpha, f64 slope) {
  APPLY_BACKWARD(eluDerivativeVector(x, alpha, slope));
}
NUMBER(eluDerivativeOf, eluDerivativeVector((V)x, alpha, slope), f64 x, f64 alpha, f64 slope)

/** z_i = x_i^(y_i). */
OUT_OF_LINE V powVector(V x, V y) { return powerOf(x, y); }
FUNCTION(void, pow, address xs, address ys, address zs, u32 count) {
  const f64 *x = AT(xs), *y = AT(ys);
  f64 *z = AT(zs);
  FOR_VECTORS(count, { put(z + i, powVector(get(x + i, n), get(y + i, n)), n); });
}
NUMBER(powOf, powVector((V)x, (V)y), f64 x, f64 y)

/** y_i = sqrt(-2 ln(s_i) / s_i): the polar method's factor, s the point's squared radius. */
INLINE V polarScaleEach(V s) { return squareRoot(-2 * logarithm(s) / s); }
MAP_LONG(polarScale, polarScaleEach)
