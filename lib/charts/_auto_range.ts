import { log10 } from "../kernel/elementary.ts";
import { extent } from "../numbers/extent.ts";

type Ends = readonly [low: number, high: number];

/** Into how many steps, at most, a range is divided whose ends are rounded to them. */
const STEPS = 20;

/**
 * A range for histograms of values, a list a panel: for each, from the lowest to the highest of
 * the values that are no further from its middle 90 % than those are wide; the widest ends of all, rounded
 * outward. So normal values are shown whole, and one value that has run away does not press
 * the rest into a bin. Where the middle 90 % are one number, all finite values are shown.
 *
 * Ends on both sides of 0, of which neither is twice as far from it, are made even; one that is
 * close to 0 is 0.
 *
 * @param panels The values; what is not finite is left out of account.
 */
export function autoRange(panels: readonly ArrayLike<number>[]): Ends {
  const ends = panels.flatMap(endsOf);
  return ends.length === 0 ? [0, 1] : roundEnds(extent(ends));
}

function endsOf(values: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  if (sorted.length === 0) return [];
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const [low, high] = [at(0.05), at(0.95)], reach = high - low;
  if (reach === 0) return [sorted[0], sorted.at(-1)!];
  return [
    sorted.find((value) => value >= low - reach)!,
    sorted.findLast((value) => value <= high + reach)!,
  ];
}

function roundEnds([low, high]: Ends): Ends {
  if (low === high) {
    const half = Math.abs(low) / 2 || 0.5;
    return [low - half, high + half];
  }
  if (low < 0 && high > 0 && Math.max(-low, high) < 2 * Math.min(-low, high)) {
    high = Math.max(-low, high);
    low = -high;
  } else if (low > 0 && low < high / 5) low = 0;
  else if (high < 0 && high > low / 5) high = 0;
  // What is too wide or too narrow for steps stays as it is.
  const width = high - low, decade = Math.floor(log10(width)) - 1;
  if (!(decade > -300 && width < 1e300)) return [low, high];
  const step = [1, 2, 5, 10].find((f) =>
    width / Number(`${f}e${decade}`) <= STEPS
  )!;
  const unit = Number(`${step}e${decade}`);
  // Number("3e-7") is the nearest there is; 3 * 1e-7 need not be.
  const steps = (count: number) => Number(`${count * step}e${decade}`);
  return [steps(Math.floor(low / unit)), steps(Math.ceil(high / unit))];
}
