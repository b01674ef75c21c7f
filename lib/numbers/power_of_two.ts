/**
 * The power of two nearest below a size. Numbers divided by it change their exponents
 * alone, not a digit, and lie about 1, where their squares neither overflow nor vanish.
 *
 * @param size The largest size among the numbers, at least 0.
 * @returns 1 for 0, Infinity and NaN, which have none.
 */
export function powerOfTwo(size: number): number {
  if (!(size > 0 && size < Infinity)) return 1;
  // The logarithm of the largest number is rounded up to 1024.
  return 2 ** Math.min(Math.floor(Math.log2(size)), 1023);
}

/** The smallest number with all its digits: below it they are lost, one by one. */
export const SMALLEST_NORMAL = 2 ** -1022;
