/**
 * How long something has taken, in ms, to a hundredth: what is kept of it has no digits that
 * mean nothing.
 *
 * @param begun What `performance.now()` was when it began.
 */
export function millisecondsSince(begun: number): number {
  return Math.round(100 * (performance.now() - begun)) / 100;
}
