/**
 * Ticks of a logarithmic axis: the powers of ten, and 2 and 5 between them where less
 * than two powers would be left. Vega's own are nine lines a decade.
 */
export function logTicks(values: readonly number[]): number[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const factors = last - first > 2 ? [1] : [1, 2, 5];
  // Number("2e-3") is .002 exactly; 2 * 10 ** -3 need not be.
  return decades.flatMap((d) => factors.map((f) => Number(`${f}e${d}`)));
}
