import {
  allocate,
  inMemory,
  numbersAt,
  release,
  SCRATCH,
} from "../kernel/memory.ts";
import type { Matrix } from "./matrix.ts";
import { copyRows, fromRows, rows as rowsOf, zeroMatrix } from "./rows.ts";

/** Where a matrix was made, and the rows it was made with. */
interface Place {
  readonly address: number;
  readonly rows: readonly Float64Array[];
}

const places = new WeakMap<Matrix, Place>();

/**
 * Where a matrix lies in the kernel's memory.
 *
 * ml-matrix can insert and remove rows, so each is looked at, each time: that it is the
 * one the matrix was made with, or else that it lies where it must.
 *
 * @param x A matrix.
 * @returns The address of its first element, its rows following each other without
 * gaps; undefined for a matrix that lies elsewhere.
 */
export function addressOf(x: Matrix): number | undefined {
  if (x.rows === 0 || x.columns === 0) return SCRATCH;
  const rows = rowsOf(x), place = places.get(x);
  if (place !== undefined && areSame(rows, place.rows)) return place.address;
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

function areSame(
  some: readonly Float64Array[],
  others: readonly Float64Array[],
): boolean {
  if (some.length !== others.length) return false;
  for (let i = 0; i < some.length; i++) {
    if (some[i] !== others[i]) return false;
  }
  return true;
}

/**
 * What matrices that stay leave to the copies of those that lie elsewhere, in bytes. A loop
 * that never gives way gives no matrix back, however many it makes and forgets; when it has
 * used up the rest, new ones lie elsewhere, and it goes on more slowly.
 */
const FOR_COPIES = 2 ** 29;

/** Gives the part of a matrix back when nothing refers to the matrix any more. */
const abandoned = new FinalizationRegistry<{ address: number; bytes: number }>(
  ({ address, bytes }) => release(address, bytes),
);

/**
 * A matrix that lies in the kernel's memory, for as long as it is used: the kernel
 * works on it without copying it. What it holds at first is undefined.
 *
 * @param rows How many rows.
 * @param columns How many columns.
 * @returns rows x columns; an ordinary matrix where the memory has no room.
 */
export function residentMatrix(rows: number, columns: number): Matrix {
  const bytes = rows * columns * 8;
  const address = allocate(bytes, FOR_COPIES);
  if (address === undefined) return zeroMatrix(rows, columns);
  const views = Array.from(
    { length: rows },
    (_, i) => numbersAt(address + i * columns * 8, columns),
  );
  const x = fromRows(views, columns);
  places.set(x, { address, rows: views });
  abandoned.register(x, { address, bytes });
  return x;
}

/**
 * A copy of `x` that lies in the kernel's memory, as `residentMatrix` makes it.
 *
 * @param x R x C.
 */
export function resident(x: Matrix): Matrix {
  return copyRows(x, residentMatrix(x.rows, x.columns));
}
