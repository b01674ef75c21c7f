import {
  allocate,
  inMemory,
  numbersAt,
  release,
  SCRATCH,
} from "../kernel/memory.ts";
import type { Matrix } from "./matrix.ts";
import { putNumbers, rows as rowsOf } from "./rows.ts";

/** Where a matrix lies, and the rows it has there. */
export interface Place {
  readonly address: number;
  readonly rows: readonly Float64Array[];
  /** Whose place it is, if another's: it must not be given back before. */
  readonly of?: Matrix;
  /** Whether it counts among what stays. */
  readonly stays: boolean;
  /** The stretch (`newStretch`) in which its rows were last looked at. */
  seenIn?: number;
}

/** The places of matrices that were made in the kernel's memory, or have moved there. */
export const places = new WeakMap<Matrix, Place>();

/** The stretch of the library's own code that runs now; 0 while others' may run. */
let stretch = 0;
let stretches = 0;

/**
 * From here on only the library's own code runs, which leaves rows where they are, until
 * the next call.
 *
 * @param isOwn False if others' code may run from here on.
 */
export function newStretch(isOwn: boolean): void {
  stretch = isOwn ? ++stretches : 0;
}

/**
 * Where a matrix lies in the kernel's memory.
 *
 * ml-matrix can insert and remove rows, so each is looked at, once a stretch of the library's
 * own code and elsewhere each time: that it is the one the matrix was made with, or else
 * that it lies where it must.
 *
 * @param x A matrix.
 * @returns The address of its first element, its rows following each other without
 * gaps; undefined for a matrix that lies elsewhere.
 */
export function addressOf(x: Matrix): number | undefined {
  if (x.rows === 0 || x.columns === 0) return SCRATCH;
  const rows = rowsOf(x), place = places.get(x);
  if (place !== undefined && areSame(rows, place)) return place.address;
  const first = rows[0], last = rows[x.rows - 1];
  if (!inMemory(first) || !inMemory(last)) return undefined;
  // A row that ml-matrix inserted begins at byte 0 of a buffer of its own.
  let address = first.byteOffset;
  for (let i = 1; i < rows.length; i++) {
    address += x.columns * 8;
    if (rows[i].byteOffset !== address) return undefined;
  }
  return first.byteOffset;
}

/** Whether a matrix has the rows that it has at its place. */
function areSame(rows: readonly Float64Array[], place: Place): boolean {
  const others = place.rows;
  if (rows.length !== others.length) return false;
  // What is lent is in nobody's hands but the library's.
  const isLent = !place.stays && place.of === undefined;
  const isSeen = stretch > 0 && (isLent || place.seenIn === stretch);
  // Those at the ends are always looked at: an interrupt ends no stretch.
  const step = isSeen ? Math.max(1, rows.length - 1) : 1;
  for (let i = 0; i < rows.length; i += step) {
    if (rows[i] !== others[i]) return false;
  }
  place.seenIn = stretch;
  return true;
}

/**
 * Calls the kernel on matrices wherever they lie: those outside its memory are copied
 * in before, and results copied out after.
 *
 * @param inputs What the call reads.
 * @param outputs What it writes, whole.
 * @param run The call; gets the addresses of the inputs, then of the outputs.
 * @throws {RangeError} if the memory has no room for the copies.
 */
export function callKernel(
  inputs: readonly Matrix[],
  outputs: readonly Matrix[],
  run: (...addresses: number[]) => void,
): void {
  const addresses = new Array<number>(inputs.length + outputs.length);
  for (let i = 0; i < addresses.length; i++) {
    const x = i < inputs.length ? inputs[i] : outputs[i - inputs.length];
    const address = addressOf(x);
    if (address === undefined) return callOnCopies(inputs, outputs, run);
    addresses[i] = address;
  }
  run(...addresses);
}

function callOnCopies(
  inputs: readonly Matrix[],
  outputs: readonly Matrix[],
  run: (...addresses: number[]) => void,
): void {
  const copies: { x: Matrix; address: number }[] = [];
  const copyOf = (x: Matrix): number => {
    const there = copies.find((copy) => copy.x === x);
    if (there !== undefined) return there.address;
    const address = allocate(x.rows * x.columns * 8);
    if (address === undefined) {
      throw new RangeError(
        `Cannot copy a matrix to the kernel: its memory of 4 GiB has no room for ${x.rows} x ${x.columns} numbers; work on fewer rows at a time`,
      );
    }
    copies.push({ x, address });
    return address;
  };
  try {
    const from = inputs.map((x) => addressOf(x) ?? copyIn(x, copyOf(x)));
    const to = outputs.map((x) => {
      const i = inputs.indexOf(x);
      return i >= 0 ? from[i] : addressOf(x) ?? copyOf(x);
    });
    run(...from, ...to);
    for (const { x, address } of copies) {
      if (outputs.includes(x)) copyOut(x, address);
    }
  } finally {
    for (const { x, address } of copies) {
      release(address, x.rows * x.columns * 8);
    }
  }
}

function copyIn(x: Matrix, address: number): number {
  putNumbers(x, numbersAt(address, x.rows * x.columns));
  return address;
}

function copyOut(x: Matrix, address: number): void {
  const from = numbersAt(address, x.rows * x.columns);
  for (const [i, row] of rowsOf(x).entries()) {
    row.set(from.subarray(i * x.columns, (i + 1) * x.columns));
  }
}
