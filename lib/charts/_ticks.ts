import { extent } from "../numbers/extent.ts";
import { labelFormat } from "./_digits.ts";

/**
 * Ticks of a logarithmic axis: the powers of ten, and 2 and 5 between them where less
 * than two powers would be left. Vega's own are nine lines a decade.
 */
export function logTicks(values: Iterable<number>): number[] {
  const [low, high] = extent(values);
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const factors = last - first > 2 ? [1] : [1, 2, 5];
  // Number("2e-3") is .002 exactly; 2 * 10 ** -3 need not be.
  return decades.flatMap((d) => factors.map((f) => Number(`${f}e${d}`)));
}

/**
 * Ticks and their format on a logarithmic axis that ends at the values: where fewer than
 * two of the usual ones would be on it, round numbers between its ends.
 */
export function logAxis(
  values: Iterable<number>,
): { readonly values: readonly number[]; readonly format: string } {
  const ends = extent(values);
  const ticks = logTicks(ends);
  return countBetween(ticks, ends) > 1
    ? { values: ticks, format: "~g" }
    : between(ends);
}

/** How many of the ticks are on an axis. */
function countBetween(
  ticks: readonly number[],
  [low, high]: readonly [number, number],
): number {
  return ticks.filter((tick) => tick >= low && tick <= high).length;
}

/** About five round numbers between two ends, and a format that tells them apart. */
export function between(
  [low, high]: readonly [low: number, high: number],
): { readonly values: readonly number[]; readonly format: string } {
  const inside = new Set(low < high ? roundNumbers(low, high) : []);
  const values = [...inside.size > 1 ? inside : new Set([low, high])];
  return { values, format: labelFormat(values, 6) };
}

function roundNumbers(low: number, high: number): number[] {
  const decade = Math.floor(Math.log10((high - low) / 4));
  // The first step of at most seven on the axis.
  const step = [1, 2, 5, 10].find((f) =>
    (high - low) / Number(`${f}e${decade}`) <= 7
  )!;
  const unit = Number(`${step}e${decade}`);
  const first = Math.ceil(low / unit), last = Math.floor(high / unit);
  return Array.from(
    { length: last - first + 1 },
    // Number("3e-7") is the nearest there is; 3 * 1e-7 need not be.
    (_, i) => Number(`${(first + i) * step}e${decade}`),
  );
}

/** What keeps ticks that are written as whole numbers off the places between those. */
export function wholeTicks(length: number): { tickMinStep?: number } {
  return length < 10 ? { tickMinStep: 1 } : {};
}
