import { gaussianMean } from "../activations/gaussian_mean.ts";
import { NESTED } from "./_precision.ts";

/**
 * E f(u) f(v) for Gaussian u and v of mean 0, variance q and correlation c.
 *
 * u = m + sqrt(q (1 - |c|)) z and v = +-m + sqrt(q (1 - |c|)) z' share m ~ N(0, q |c|), the
 * sign that of c, and are independent given m: two integrals of one variable, one inside
 * the other, each of which can look for kinks.
 */
export function pairMean(
  f: (x: number) => number,
  q: number,
  c: number,
): number {
  const shared = q * Math.abs(c);
  const square = gaussianMean((x) => f(x) ** 2, q);
  const given = (m: number) =>
    gaussianMean(f, q - shared, m, NESTED * Math.sqrt(square));
  return gaussianMean(
    c < 0 ? (m) => given(m) * given(-m) : (m) => given(m) ** 2,
    shared,
    0,
    NESTED * square,
  );
}
