/**
 * The smallest and the largest of any number of values, however many: a call takes only
 * so many arguments, and `Math.max(...values)` ends beyond some 120,000 in a stack
 * overflow.
 *
 * @param values Numbers. One NaN among them makes both ends NaN, wherever it stands; none
 * at all give Infinity and -Infinity, as `Math.min()` and `Math.max()` do.
 * @returns The smallest and the largest.
 */
export function extent(
  values: Iterable<number>,
): readonly [low: number, high: number] {
  let low = Infinity, high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** The smallest of any number of values: see {@linkcode extent}. */
export function smallest(values: Iterable<number>): number {
  return extent(values)[0];
}

/** The largest of any number of values: see {@linkcode extent}. */
export function largest(values: Iterable<number>): number {
  return extent(values)[1];
}
