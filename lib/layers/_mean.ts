/**
 * 1/n sum_j term(j), summed from 0 up.
 *
 * @param n How many terms, at least 1.
 * @param term The term at j.
 */
export function mean(n: number, term: (j: number) => number): number {
  let sum = 0;
  for (let j = 0; j < n; j++) sum += term(j);
  return sum / n;
}
