// Asks the processor itself what it can do. Compiled for the oldest one of its family:
// what asks must run where the rest does not.

#include <stdint.h>

#define LIBRARY_FUNCTION __attribute__((visibility("default")))

#if defined(__x86_64__)
#include <cpuid.h>

/** The state that the operating system keeps for each thread: which registers it saves. */
static uint32_t savedRegisters(void) {
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

static int has(uint32_t value, uint32_t bits) { return (value & bits) == bits; }

/** Whether this build can run here: all that its level of x86-64 stands for. */
LIBRARY_FUNCTION uint32_t canRun(void) {
  uint32_t a, b, c, d;
  if (!__get_cpuid_count(1, 0, &a, &b, &c, &d)) return 0;
  if (!has(c, bit_FMA | bit_AVX | bit_OSXSAVE | bit_MOVBE | bit_F16C)) return 0;
  // The registers' lower and upper halves: XMM, YMM.
  if (!has(savedRegisters(), 6)) return 0;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
  if (!has(b, bit_AVX2 | bit_BMI | bit_BMI2)) return 0;
#if LEVEL >= 4
  if (!has(b, bit_AVX512F | bit_AVX512BW | bit_AVX512CD | bit_AVX512DQ | bit_AVX512VL)) return 0;
  // Masks and ZMM's two parts.
  if (!has(savedRegisters(), 0xe6)) return 0;
#endif
  if (!__get_cpuid(0x80000001, &a, &b, &c, &d)) return 0;
  return has(c, bit_LZCNT);
}

#else

/** Every 64-bit ARM has NEON with fused multiply-adds. */
LIBRARY_FUNCTION uint32_t canRun(void) { return 1; }

#endif
