import { log10, pow } from "../kernel/elementary.ts";
import { extent } from "../numbers/extent.ts";
import type { Json } from "./chart.ts";
import { labelFormat } from "./_digits.ts";

type Ends = readonly [low: number, high: number];

/**
 * Ticks of a logarithmic axis: the powers of ten, and 2 and 5 between them where less
 * than two powers would be left. Vega's own are nine lines a decade.
 */
export function logTicks(values: Iterable<number>): number[] {
  const ends = extent(values);
  const [first, last] = decadesOf(ends);
  return ticksOf(ends, last - first > 2 ? [1] : [1, 2, 5]);
}

/** The powers of ten that two ends lie between, as their logarithms. */
function decadesOf([low, high]: Ends): Ends {
  return [Math.floor(log10(low)), Math.ceil(log10(high))];
}

/** Multiples of the powers of ten that two ends lie between. */
function ticksOf(ends: Ends, factors: readonly number[]): number[] {
  const [first, last] = decadesOf(ends);
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
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
  return inside(ends, ticks).length > 1
    ? { values: ticks, format: "~g" }
    : between(ends);
}

/** The ticks that are on an axis. */
function inside([low, high]: Ends, ticks: readonly number[]): number[] {
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/**
 * Ticks and their labels on the logarithmic axis of a small panel, over
 * {@linkcode logDomain}: up to seven, powers of ten, or numbers between them where those are
 * too few.
 */
export function smallLogAxis(
  values: readonly number[],
): { readonly [key: string]: Json } {
  // "0.000001" would push the panels apart.
  const labels = (far: string) =>
    `format(datum.value, datum.value < 0.001 || datum.value >= 1e6 ? '${far}' : '~g')`;
  if (values.length === 0) return { labelExpr: labels(".0e") };
  const ends = logDomain(values);
  const ticks = [[1], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]]
    .map((factors) => inside(ends, ticksOf(ends, factors)));
  const chosen = ticks.find(({ length }) => length >= 3) ?? ticks[2];
  if (chosen.length < 2) return { ...between(ends) };
  const step = Math.ceil(chosen.length / 7);
  const shown = chosen.filter((_, i) => i % step === 0);
  // 1.5e-4 is not 2e-4.
  const halves = shown.some((tick) =>
    (tick < 0.001 || tick >= 1e6) && Number(tick.toExponential(0)) !== tick
  );
  return { labelExpr: labels(halves ? ".1~e" : ".0e"), values: shown };
}

/** All values, and some room; an axis of one number would have no length. */
export function logDomain(values: readonly number[]): Ends {
  if (values.length === 0) return [0.1, 1];
  const [low, high] = extent(values);
  const room = low < high ? pow(high / low, 0.05) : 2;
  return [low / room, high * room];
}

/** About five round numbers between two ends, and a format that tells them apart. */
export function between(
  [low, high]: Ends,
): { readonly values: readonly number[]; readonly format: string } {
  const round = new Set(low < high ? roundNumbers(low, high) : []);
  const values = [...round.size > 1 ? round : new Set([low, high])];
  return { values, format: labelFormat(values, 6) };
}

function roundNumbers(low: number, high: number): number[] {
  const decade = Math.floor(log10((high - low) / 4));
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
