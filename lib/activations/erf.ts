const { PI, SQRT2, exp, expm1, sqrt } = Math;

/**
 * Below it erf is summed by its series, above it erfc by its trapezoidal sum: here
 * both take few terms and neither 1 - erf nor 1 - erfc cancels.
 */
const SPLIT = 0.5;

/** The step of the trapezoidal sum; its error is near exp(-(pi / H)^2) = 7e-18. */
const H = 0.5;

/** Beyond it erfc is less than any double. */
const LAST = 27.3;

/** The squares (n H)^2 and weights exp(-(n H)^2), down to 1e-17. */
const TERMS = Array.from({ length: 12 }, (_, i) => {
  const square = (H * (i + 1)) ** 2;
  return { square, weight: exp(-square) };
});

/**
 * The error function, erf(x) = 2 / sqrt(pi) int_0^x exp(-t^2) dt, to a relative error
 * below 1e-15.
 *
 * @param x Any number; NaN stays NaN.
 * @see DLMF 7.2.1.
 */
export function erf(x: number): number {
  if (Math.abs(x) < SPLIT) return series(x);
  return x < 0 ? erfc(-x) - 1 : 1 - erfc(x);
}

/**
 * The complementary error function, erfc(x) = 1 - erf(x), to a relative error below
 * 1e-15 wherever it is a normal number: also in the right tail, where 1 - erf(x)
 * has long been rounded to 0.
 *
 * @param x Any number; NaN stays NaN.
 * @see DLMF 7.2.2.
 */
export function erfc(x: number): number {
  if (Math.abs(x) < SPLIT) return 1 - series(x);
  return x < 0 ? 2 - tail(-x) : tail(x);
}

/**
 * Phi(z) = erfc(-z / sqrt(2)) / 2, the distribution function of N(0, 1).
 *
 * @param z Any number; NaN stays NaN.
 */
export function normalDistribution(z: number): number {
  return erfc(-z / SQRT2) / 2;
}

/**
 * erf(x) = 2 / sqrt(pi) exp(-x^2) sum_n 2^n x^(2n+1) / (2n+1)!!: all terms have one
 * sign, so nothing cancels.
 *
 * @see DLMF 7.6.2.
 */
function series(x: number): number {
  const square = x * x;
  let term = x, sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= 2 * square / (2 * n + 1);
    sum += term;
  }
  return 2 / sqrt(PI) * exp(-square) * sum;
}

/**
 * erfc(x) for x >= 1/2, by the trapezoidal rule with step h on
 * erfc(x) = x exp(-x^2) / pi int exp(-t^2) / (t^2 + x^2) dt over all t.
 *
 * The rule is off by what the poles at t = +-i x add, 2 / (exp(2 pi x / h) - 1), which
 * is taken away again, and else by exp(-(pi / h)^2), relatively.
 *
 * @see Chiarella and Reichel (1968), "On the evaluation of integrals related to the
 * error function", Mathematics of Computation 22; Trefethen and Weideman (2014),
 * "The exponentially convergent trapezoidal rule", SIAM Review 56(3).
 */
function tail(x: number): number {
  if (x > LAST) return 0;
  const square = x * x;
  let sum = 1 / (2 * square);
  for (const term of TERMS) sum += term.weight / (term.square + square);
  const rule = 2 * H * x / PI * expMinusSquare(x) * sum;
  return x > PI / H ? rule : rule - 2 / expm1(2 * PI * x / H);
}

/**
 * exp(-x^2), where x^2 rounded to a double would be off by x^2 2^-53, relatively: x
 * is split in two so that the larger square is exact.
 */
function expMinusSquare(x: number): number {
  const high = Math.fround(x), low = x - high;
  return exp(-high * high) * exp(-low * (x + high));
}
