/**
 * cos(pi x), within 1.5 ulp: a rate that falls along a cosine has the same bits in every
 * engine, which those of `Math.cos` are not. At multiples of 1/2 it is exact, and so that
 * cos(pi (1 - x)) is -cos(pi x) to the bit wherever 1 - x is exact.
 *
 * @param x Any number; NaN for NaN and the infinities.
 */
export function cosPi(x: number): number {
  // No step of this rounds: a remainder by 2 is exact, and so are the differences of
  // numbers within a factor of two of each other.
  const turn = Math.abs(x) % 2;
  const half = turn > 1 ? 2 - turn : turn;
  return half > 0.5 ? -quarter(1 - half) : quarter(half);
}

/** cos(pi x), x in [0, 1/2]. */
function quarter(x: number): number {
  if (x <= 0.25) return 1 - series(COSINE, x * x);
  // The sine of what is missing.
  const rest = 0.5 - x;
  return rest * (Math.PI - series(SINE, rest * rest));
}

/** s (c_0 - s (c_1 - s (c_2 - ..))). */
function series(coefficients: readonly number[], s: number): number {
  return s * coefficients.reduceRight((sum, c) => c - s * sum, 0);
}

// Taylor's coefficients, pi^n / n!, of x^2, x^4, .. and of x^3, x^5, ..: what is left out is
// below 1e-19 up to a quarter.
// deno-fmt-ignore
const COSINE = [
  4.934802200544679, 4.0587121264167685, 1.3352627688545895, 0.2353306303588932,
  0.02580689139001406, 0.0019295743094039231, 0.0001046381049248457, 4.303069587032947e-6,
  1.3878952462213771e-7,
];
// deno-fmt-ignore
const SINE = [
  5.16771278004997, 2.5501640398773455, 0.5992645293207921, 0.08214588661112823,
  0.0073704309457143504, 0.00046630280576761255, 2.1915353447830217e-5, 7.952054001475513e-7,
];
