// The beta distribution, on which both Student's t and the binomial's exact intervals
// stand. NIST Digital Library of Mathematical Functions, sections 5.11 and 8.17.

/** ln Gamma(x) for x > 0: Stirling's series, after x has been raised to 20 or more. */
function logGamma(x: number): number {
  let shift = 0;
  // Gamma(x + 1) = x Gamma(x).
  for (; x < 20; x++) shift += Math.log(x);
  const inverseSquare = 1 / (x * x);
  const series = (1 / 12 -
    inverseSquare *
      (1 / 360 - inverseSquare * (1 / 1260 - inverseSquare / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series -
    shift;
}

/** I_x(a, b), the distribution function of Beta(a, b) at x in [0, 1]; a, b > 0. */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean; above it, the mirrored one does.
  return x <= (a + 1) / (a + b + 2)
    ? lowerShare(x, a, b)
    : 1 - lowerShare(1 - x, b, a);
}

/** I_x(a, b) by its continued fraction 1 + d1 / (1 + d2 / ..), DLMF 8.17.22 (Lentz). */
function lowerShare(x: number, a: number, b: number): number {
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) +
      b * Math.log1p(-x),
  ) / a;
  // c and d are the ratios of the fraction's successive numerators and denominators.
  let fraction = 1, c = 1, d = 0;
  for (let k = 1; k < 1000; k++) {
    const m = k >> 1;
    const term = k % 2 === 0
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + term * d);
    c = 1 + term / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return front / fraction;
}

/** The x with I_x(a, b) = share, by halving: 0 for a share of 0, 1 for 1. */
export function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  while (true) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (betaShare(middle, a, b) < share) low = middle;
    else high = middle;
  }
}
