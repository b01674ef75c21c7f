/**
 * The power of two nearest below a size. Numbers divided by it change their exponents
 * alone, not a digit, and lie about 1, where their squares neither overflow nor vanish.
 *
 * @param size The largest size among the numbers, at least 0.
 * @returns 1 for 0, Infinity and NaN, which have none.
 */
export function powerOfTwo(size: number): number {
  if (!(size > 0 && size < Infinity)) return 1;
  // The digits of a number below the smallest normal one say more of its size.
  if (size < SMALLEST_NORMAL) return powerOfTwo(size * 2 ** 60) / 2 ** 60;
  VIEW.setFloat64(0, size);
  VIEW.setBigUint64(0, VIEW.getBigUint64(0) & EXPONENT);
  return VIEW.getFloat64(0);
}

/** The bits of a double, and which of them are its exponent. */
const VIEW = new DataView(new ArrayBuffer(8)), EXPONENT = 0x7ffn << 52n;

/** The smallest number with all its digits: below it they are lost, one by one. */
export const SMALLEST_NORMAL = 2 ** -1022;
