import { log10, pow } from "../kernel/elementary.ts";
import { extent } from "../numbers/extent.ts";
import type { Json } from "./chart.ts";
import { labelFormat } from "./_digits.ts";
import { numberText } from "./_words.ts";

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

/**
 * Ticks and their labels on a logarithmic axis that may reach beyond the values.
 *
 * @param values The values.
 */
export function logTickAxis(
  values: Iterable<number>,
): { readonly [key: string]: Json } {
  const ticks = logTicks(values);
  return { format: "~g", values: ticks, ...powerLabels(ticks) };
}

/**
 * Throws unless numbers can stand on a logarithmic axis.
 *
 * @param doing What cannot be done otherwise: "draw loss curves".
 * @param name What they are called: "x".
 * @param values The numbers.
 */
export function checkAboveZero(
  doing: string,
  name: string,
  values: Iterable<number>,
): void {
  for (const value of values) {
    if (value > 0) continue;
    throw new RangeError(
      `Cannot ${doing} on a logarithmic axis: ${name} must be above 0, got ${value}`,
    );
  }
}

/** Where decimals and whole numbers are still read at a glance. */
const PLAIN: Ends = [1e-4, 1e6];

/** Labels in powers of ten, where a tick lies outside of what is read at a glance. */
function powerLabels(ticks: readonly number[]): { labelExpr?: string } {
  if (ticks.every((tick) => tick >= PLAIN[0] && tick < PLAIN[1])) return {};
  return { labelExpr: labelled(ticks, ticks.map(powerText)) };
}

/** The expression that gives each tick its label. */
function labelled(ticks: readonly number[], labels: readonly string[]): string {
  return `${JSON.stringify(labels)}[indexof(${
    JSON.stringify(ticks)
  }, datum.value)]`;
}

/** 1e-6 -> "10⁻⁶", 2e-6 -> "2×10⁻⁶", 1 -> "1", 10 -> "10", 20 -> "2×10¹". */
export function powerText(value: number): string {
  const [mantissa, exponent] = value.toExponential().split("e");
  const power = powerOfTenText(Number(exponent));
  if (exponent === "+0") return mantissa;
  if (value === 10) return "10";
  return mantissa === "1" ? power : `${mantissa}×${power}`;
}

/** -6 -> "10⁻⁶". */
function powerOfTenText(exponent: number): string {
  return "10" +
    [...String(exponent)].map((sign) =>
      sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]
    ).join("");
}

/** How wide a digit of a label is, in px. */
const DIGIT = 7;

/**
 * Labels of a few ticks on the axis of a panel: where written out they would run into one
 * another, in units of a power of ten, which the axis' title then names.
 *
 * @param ticks The ticks.
 * @param width The panel's width in px.
 */
export function panelTicks(
  ticks: readonly number[],
  width: number,
): { readonly axis: { readonly [key: string]: Json }; readonly unit: string } {
  const format = labelFormat(ticks, 4);
  const written = ticks.map((tick) => numberText(tick, 4));
  const room = DIGIT * (written.join("").length + 2 * ticks.length);
  const [low, high] = extent(ticks);
  const exponent = Math.floor(log10(Math.max(Math.abs(low), Math.abs(high))));
  if (room <= width || Math.abs(exponent) < 3) {
    return { axis: { values: ticks, format }, unit: "" };
  }
  const labels = ticks.map((tick) =>
    // As text, since dividing by a power of ten may leave dust.
    numberText(tick === 0 ? 0 : shifted(tick, -exponent), 4).replace("-", "−")
  );
  return {
    axis: { values: ticks, labelExpr: labelled(ticks, labels) },
    unit: ` (×${powerOfTenText(exponent)})`,
  };
}

/** A number times a power of ten, with no more digits than it has. */
function shifted(value: number, by: number): number {
  const [mantissa, exponent] = value.toExponential().split("e");
  return Number(`${mantissa}e${Number(exponent) + by}`);
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
): {
  readonly values: readonly number[];
  readonly format: string;
  readonly labelExpr?: string;
} {
  const ends = extent(values);
  const ticks = logTicks(ends);
  return inside(ends, ticks).length > 1
    ? { values: ticks, format: "~g", ...powerLabels(ticks) }
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
  if (values.length === 0) return { format: "~g" };
  const ends = logDomain(values);
  const ticks = [[1], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]]
    .map((factors) => inside(ends, ticksOf(ends, factors)));
  const chosen = ticks.find(({ length }) => length >= 3) ?? ticks[2];
  if (chosen.length < 2) return { ...between(ends) };
  const step = Math.ceil(chosen.length / 7);
  const shown = chosen.filter((_, i) => i % step === 0);
  // "0.0001" would push the panels apart.
  const isPlain = shown.every((tick) => tick >= 0.001 && tick < 1e6);
  return {
    values: shown,
    ...(isPlain ? { format: "~g" } : {
      labelExpr: labelled(shown, shown.map(powerText)),
    }),
  };
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
