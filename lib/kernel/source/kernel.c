// The whole kernel, one translation unit for every build.

#include "vector.h"
#include "call.h"
#include "elementwise.h"

#if defined(__wasm__)
/** a b + c, rounded once. */
FUNCTION(f64, madd, f64 a, f64 b, f64 c) { return fma((V){a, a}, (V){b, b}, (V){c, c})[0]; }
#endif
