import type { Data } from "../datasets/data.ts";
import { overNumbers, putNumbers } from "../storage/rows.ts";

/** Data as workers get it: N rows of numbers one after the other, in memory that they share. */
export interface SharedData {
  /** N x columns numbers. */
  readonly pixels: Float64Array;
  /** How many numbers a row has. */
  readonly columns: number;
  /** N labels; of 64 bits, as they come in arrays of any kind and may exceed 255. */
  readonly labels: Float64Array;
}

/** Lays data where all workers can read it, if memory can be shared. */
export function shareData({ x, t }: Data): SharedData {
  const pixels = putNumbers(x, sharedNumbers(x.rows * x.columns));
  const labels = sharedNumbers(t.length);
  labels.set(t);
  return { pixels, columns: x.columns, labels };
}

/** What networks take, by what a worker was given: all its networks take the same. */
const taken = new WeakMap<SharedData, Data>();

/** Data as networks take it, wherever it lies. */
export function dataOf(data: Data | SharedData): Data {
  if ("x" in data) return data;
  const known = taken.get(data) ?? unshared(data);
  taken.set(data, known);
  return known;
}

function unshared({ pixels, columns, labels }: SharedData): Data {
  return {
    x: overNumbers(pixels, labels.length, columns),
    t: labelsOf(labels),
  };
}

/** Labels as `Data` has them, or an array of another kind where one exceeds 255. */
function labelsOf(labels: Float64Array): Uint8Array {
  const bytes = Uint8Array.from(labels);
  const isSame = labels.every((label, i) => label === bytes[i]);
  return isSame ? bytes : labels as unknown as Uint8Array;
}

function sharedNumbers(length: number): Float64Array {
  // A page on file:// has none: what it sends is copied.
  if (typeof SharedArrayBuffer === "undefined") return new Float64Array(length);
  const bytes = length * Float64Array.BYTES_PER_ELEMENT;
  return new Float64Array(new SharedArrayBuffer(bytes));
}
