/**
 * P(z <= to) for z ~ N(0, 1), to 1e-15 absolute:
 * 1/2 + density(to) (to + to^3 / 3 + to^5 / (3 5) + ...), all terms of one sign.
 */
export function normalDistribution(to: number): number {
  if (Math.abs(to) > 9) return to < 0 ? 0 : 1;
  let sum = 0, term = to;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= to * to / odd;
  }
  return 0.5 + sum * Math.exp(-to * to / 2) / Math.sqrt(2 * Math.PI);
}
