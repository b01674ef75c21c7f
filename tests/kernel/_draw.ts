import type { Rng } from "weightlab";

/** A whole number in 1 .. most. */
export function upTo(rng: Rng, most: number): number {
  return 1 + Math.floor(rng() * most);
}

/** `count` numbers: `draw()`, or 0 for a share of them. */
export function numbers(
  rng: Rng,
  count: number,
  draw: () => number,
  zeros = 0,
): Float64Array {
  const drawn = new Float64Array(count);
  for (let i = 0; i < count; i++) drawn[i] = rng() < zeros ? 0 : draw();
  return drawn;
}

/** `rows` x `columns` numbers of which each column holds a NaN, the first one on top. */
export function diverged(
  rng: Rng,
  rows: number,
  columns: number,
): Float64Array {
  const x = numbers(rng, rows * columns, rng);
  x[0] = NaN;
  for (let j = 1; j < columns; j++) {
    x[(upTo(rng, rows) - 1) * columns + j] = NaN;
  }
  return x;
}

const ODD = [NaN, Infinity, -Infinity, 0, -0, 5e-324];

/** One of the numbers that formulas forget. */
export function odd(rng: Rng): number {
  return ODD[Math.floor(rng() * ODD.length)];
}
