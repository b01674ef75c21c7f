import type { Data } from "../datasets/data.ts";
import { fromRows, rows } from "../matrix/rows.ts";

/** Data as workers get it: N rows of numbers one after the other, in shared memory. */
export interface SharedData {
  /** N x columns numbers. */
  readonly pixels: Float64Array;
  /** How many numbers a row has. */
  readonly columns: number;
  /** N labels. */
  readonly t: Uint8Array;
}

/** Lays data where all workers can read it. */
export function shareData({ x, t }: Data): SharedData {
  const bytes = x.rows * x.columns * Float64Array.BYTES_PER_ELEMENT;
  const pixels = new Float64Array(new SharedArrayBuffer(bytes));
  for (const [i, row] of rows(x).entries()) pixels.set(row, i * x.columns);
  const labels = new Uint8Array(new SharedArrayBuffer(t.length));
  labels.set(t);
  return { pixels, columns: x.columns, t: labels };
}

/** Data as networks take it, wherever it lies. */
export function dataOf(data: Data | SharedData): Data {
  if ("x" in data) return data;
  const { pixels, columns, t } = data;
  const rowAt = (_: unknown, i: number) =>
    pixels.subarray(i * columns, (i + 1) * columns);
  return { x: fromRows(Array.from(t, rowAt), columns), t };
}
