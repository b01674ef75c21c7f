// How much a core can compute: twelve independent chains of fused multiply-adds, which
// never leave the registers. That is more than any core has under way at once.

#include "../../lib/kernel/source/vector.h"

enum { CHAINS = 12 };

/** Takes `steps` steps in every chain from x on; gives something that depends on all. */
f64 peak(f64 x, u32 steps) {
  V sums[CHAINS];
  for (int c = 0; c < CHAINS; c++) sums[c] = (V)(x + c);
  const V factor = 1.0000001, more = 1e-9;
  for (u32 i = 0; i < steps; i++) {
#pragma unroll
    for (int c = 0; c < CHAINS; c++) sums[c] = fma(sums[c], factor, more);
    // Else the compiler may see that two steps can be one.
    __asm__ volatile("" ::: "memory");
  }
  for (int c = 1; c < CHAINS; c++) sums[0] += sums[c];
  f64 sum = 0;
  for (int lane = 0; lane < WIDTH; lane++) sum += sums[0][lane];
  return sum;
}

/** The operations of one step of all chains. */
u32 operations(void) { return 2 * CHAINS * WIDTH; }
