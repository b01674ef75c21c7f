// a b + c, rounded once, for engines that have no instruction for it: slowly, and with the
// same bits in every case. The product and the sums are split into a rounded part and its
// exact error; the errors' sum is rounded to odd, so that the last addition rounds as if
// it saw all digits.
//
// T. J. Dekker (1971), "A floating-point technique for extending the available
// precision"; D. E. Knuth, The Art of Computer Programming 2, 4.2.2 (the error of a sum);
// S. Boldo and G. Melquiond (2008), "Emulation of a FMA and correctly rounded sums:
// proved algorithms using rounding to odd".

/** What a + b is and, exactly, what its rounding left out. */
#define SUM(sum, error, a, b)               \
  V sum = (a) + (b), error;                 \
  do {                                      \
    V b_ = sum - (a);                       \
    error = ((a) - (sum - b_)) + ((b)-b_);  \
  } while (0)

/** The upper 26 bits of x: products of such halves are exact. */
INLINE V upperHalf(V x) {
  V scaled = 0x1.0000002p27 * x;
  return scaled - (scaled - x);
}

/** a + b, of the two doubles around it the one with an odd last bit; itself if it is one. */
INLINE V addToOdd(V a, V b) {
  SUM(sum, error, a, b);
  I bits = (I)sum, outward = ((bits ^ (I)error) >> 63) | 1;
  I isEven = (bits & 1) - 1;
  return (V)(bits + ((error != 0) & isEven & outward));
}

/** A number of 128 bits. */
typedef struct {
  u64 high, low;
} Wide;

/** a b of 64 bits each. */
static Wide product64(u64 a, u64 b) {
  const u64 mask = 0xffffffff, aHigh = a >> 32, bHigh = b >> 32;
  u64 low = (a & mask) * (b & mask);
  u64 middle = aHigh * (b & mask) + (low >> 32);
  u64 carried = (a & mask) * bHigh + (middle & mask);
  return (Wide){
    aHigh * bHigh + (middle >> 32) + (carried >> 32),
    carried << 32 | (low & mask),
  };
}

/** x / 2^by; the last bit is 1 if any bit after it was. */
static Wide shiftRight(Wide x, i64 by) {
  if (by >= 128) return (Wide){0, (x.high | x.low) != 0};
  if (by >= 64) {
    x.low = x.high | (x.low != 0);
    x.high = 0;
    by -= 64;
  }
  if (by == 0) return x;
  u64 lost = x.low << (64 - by);
  return (Wide){x.high >> by, x.high << (64 - by) | x.low >> by | (lost != 0)};
}

/** The magnitude of a finite x, not 0, is m 2^exponent with 2^52 <= m < 2^53. */
static u64 mantissa(u64 x, i64 *exponent) {
  u64 m = x & 0xfffffffffffff;
  i64 biased = x >> 52 & 0x7ff;
  int up = biased == 0 ? __builtin_clzll(m) - 11 : 0;
  *exponent = (biased == 0 ? 1 : biased) - 1075 - up;
  return biased == 0 ? m << up : m | 1ull << 52;
}

/** a b + c in integers: any numbers. */
static __attribute__((noinline)) f64 fmaExactly(f64 a, f64 b, f64 c) {
  union { f64 number; u64 bits; } x = {a}, y = {b}, z = {c}, result;
  // Beside c's infinity no finite product counts, not even one that would overflow.
  if (c - c != 0 && a - a == 0 && b - b == 0) a = 0;
  // An infinity or NaN decides; a product with 0 is exact.
  if (a == 0 || b == 0 || a - a != 0 || b - b != 0) {
    result.number = a * b + c;
    if (result.number != result.number) result.bits = 0x7ffull << 52 | 1ull << 51;
    return result.number;
  }
  // Only the product, which may round to a zero that keeps its sign.
  if (c == 0) return a * b;
  i64 ea, eb, ec;
  u64 ma = mantissa(x.bits, &ea), mb = mantissa(y.bits, &eb);
  u64 mc = mantissa(z.bits, &ec);
  // Both lie at bit 124 or 125 and are in units of 2^e.
  Wide p = product64(ma << 10, mb << 10), q = {mc << 9, 0};
  i64 ep = ea + eb - 20, eq = ec - 73, e = ep > eq ? ep : eq;
  p = shiftRight(p, e - ep);
  q = shiftRight(q, e - eq);
  u64 sign = (x.bits ^ y.bits) >> 63, signC = z.bits >> 63;
  Wide sum;
  if (sign == signC) {
    sum.low = p.low + q.low;
    sum.high = p.high + q.high + (sum.low < p.low);
  } else {
    if (p.high < q.high || (p.high == q.high && p.low < q.low)) {
      Wide larger = q;
      q = p;
      p = larger;
      sign = signC;
    }
    sum.low = p.low - q.low;
    sum.high = p.high - q.high - (p.low < q.low);
  }
  if ((sum.high | sum.low) == 0) return 0;
  // Down to 53 bits and two more that tell how to round, or fewer next to 0; the two are
  // what is left of all that follows.
  i64 bits = sum.high ? 128 - __builtin_clzll(sum.high)
                      : 64 - __builtin_clzll(sum.low);
  i64 down = bits - 55;
  if (down < -1076 - e) down = -1076 - e;
  u64 m;
  if (down >= 0) m = shiftRight(sum, down).low;
  else m = sum.low << -down;
  e += down + 2;
  u64 tail = m & 3;
  m >>= 2;
  m += tail == 3 || (tail == 2 && (m & 1));
  // 2^52 in m is the exponent's 1, and a carry into it is the next exponent.
  if (e > 971) result.bits = 0x7ffull << 52;
  else result.bits = ((u64)(e + 1074) << 52) + m;
  result.bits |= sign << 63;
  return result.number;
}

static __attribute__((noinline)) V fmaOneByOne(V a, V b, V c) {
  V result;
  for (int i = 0; i < WIDTH; i++) result[i] = fmaExactly(a[i], b[i], c[i]);
  return result;
}

__attribute__((export_name("softwareFma"), noinline)) V softwareFma(V a, V b, V c) {
  V product = a * b;
  V aHigh = upperHalf(a), aLow = a - aHigh, bHigh = upperHalf(b), bLow = b - bHigh;
  V error = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
  SUM(high, low, c, error);
  SUM(sum, rest, product, high);
  V result = sum + addToOdd(low, rest);
  I withZero = (a == 0) | (b == 0);
  result = select(withZero, product + c, result);
  // Where a step overflowed, result is not finite; a product's error must not be too small.
  I isLarge = __builtin_elementwise_abs(product) >= 0x1p-960;
  if (allLanes((isLarge | withZero) & (result - result == 0))) return result;
  return fmaOneByOne(a, b, c);
}
