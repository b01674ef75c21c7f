import { powerOfTen } from "../numbers/power_of_ten.ts";
import { extent } from "../numbers/extent.ts";

/** As many significant digits as tell any two doubles apart. */
const ALL = 17;

/**
 * A number at so many significant digits; those before its point are never lost:
 * 123456.789 at four is 123457, not 123500. In rows, more digits than a pixel needs would
 * only swell the notebook.
 */
export function rounded(value: number, digits: number): number {
  const size = Math.abs(value);
  // From here on JavaScript itself writes powers of ten.
  if (!(size < 1e21)) return Number(value.toPrecision(digits));
  if (Number.isInteger(value)) return value;
  return Number(
    size < powerOfTen(digits) ? value.toPrecision(digits) : value.toFixed(0),
  );
}

/**
 * The significant digits, at least so many, at which numbers that differ are at least one
 * apart in the last of them: no two look alike.
 */
export function digitsToDiffer(
  values: Iterable<number>,
  least: number,
): number {
  return digitsFor(narrowest(values) / 10, least);
}

/**
 * The significant digits, at least so many, that keep numbers to a thousandth of the gaps
 * between them: more than a pixel needs would only swell the notebook, and fewer would draw
 * on one spot what lies apart.
 */
export function digitsToPlace(values: Iterable<number>, least: number): number {
  return digitsFor(narrowest(values) / 1000, least);
}

/** The narrowest gap between two neighbours, as a share of the larger of them. */
function narrowest(values: Iterable<number>): number {
  const sorted = Float64Array.from(new Set(values)).sort();
  let gap = Infinity;
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1], sorted[i]];
    gap = Math.min(gap, (b - a) / Math.max(Math.abs(a), Math.abs(b)));
  }
  return gap;
}

/** The significant digits, at least so many, of numbers that are to be right to a share. */
function digitsFor(share: number, least: number): number {
  let digits = least;
  while (digits < ALL && share * powerOfTen(digits) < 1) digits++;
  return digits;
}

/**
 * The format of numbers that stand for what they say: at least so many digits, all those
 * before the point, and enough that no two of them look alike.
 */
export function labelFormat(values: Iterable<number>, least: number): string {
  const all = [...values];
  const digits = Math.max(digitsToDiffer(all, least), wholeDigits(all));
  return `.${digits}~g`;
}

/** The format of numbers on hover: so many digits, and all those before the point. */
export function valueFormat(values: Iterable<number>, digits: number): string {
  return `.${Math.max(digits, wholeDigits(values))}~g`;
}

/** Digits before the point of the largest, if a reader can take them in at all. */
function wholeDigits(values: Iterable<number>): number {
  const [low, high] = extent(values);
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size >= 1 && size < 1e15 ? size.toFixed(0).length : 0;
}
