/** The middle of the numbers: half of them lie below, half above. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[half]
    : (sorted[half - 1] + sorted[half]) / 2;
}

/** A power law y = factor x^exponent. */
export interface PowerLaw {
  readonly factor: number;
  readonly exponent: number;
}

/** The power law nearest to the points, by least squares of the logarithms. */
export function fitPowerLaw(
  points: readonly { readonly x: number; readonly y: number }[],
): PowerLaw {
  const xs = points.map(({ x }) => Math.log(x));
  const ys = points.map(({ y }) => Math.log(y));
  const mean = (v: number[]) => v.reduce((a, b) => a + b) / v.length;
  const mx = mean(xs), my = mean(ys);
  const covariance = mean(xs.map((x, i) => (x - mx) * (ys[i] - my)));
  const variance = mean(xs.map((x) => (x - mx) ** 2));
  const exponent = covariance / variance;
  return { exponent, factor: Math.exp(my - exponent * mx) };
}

/** A number for a table, three significant digits: "0.812", "12.4", "181". */
export function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
