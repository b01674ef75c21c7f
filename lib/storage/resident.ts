import { allocate, inMemory, numbersAt, release } from "../kernel/memory.ts";
import { places } from "./call_kernel.ts";
import type { Matrix } from "./matrix.ts";
import {
  copyRows,
  dropRows,
  fromRows,
  rows as rowsOf,
  zeroMatrix,
} from "./rows.ts";

/** What others leave to the copies of matrices that lie elsewhere, in bytes. */
const FOR_COPIES = 2 ** 29;
/**
 * How much matrices that stay may take together, in bytes. A loop that never gives way gives
 * none of them back, however many networks it makes and forgets: from here on new ones
 * lie elsewhere, where they are given back.
 */
const FOR_RESIDENTS = 2 ** 27;

/** Bytes that matrices that stay have now. */
let taken = 0;

/** Gives the part of a matrix back when nothing refers to the matrix any more. */
const abandoned = new FinalizationRegistry<Part>(giveBack);

/** A part of the memory, and whether it counts among what stays. */
interface Part {
  readonly address: number;
  readonly bytes: number;
  readonly stays: boolean;
}

function giveBack({ address, bytes, stays }: Part): void {
  release(address, bytes);
  if (stays) taken -= bytes;
}

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
  if (taken + bytes > FOR_RESIDENTS) return zeroMatrix(rows, columns);
  return matrixInMemory(rows, columns, true);
}

/**
 * A matrix that lies in the kernel's memory until `leave` gives that back, or, if that is
 * never called, for as long as it is used. What it holds at first is undefined.
 *
 * @param rows How many rows.
 * @param columns How many columns.
 * @returns rows x columns; an ordinary matrix where the memory has no room.
 */
export function lentMatrix(rows: number, columns: number): Matrix {
  return matrixInMemory(rows, columns, false);
}

/**
 * Gives the kernel's memory of a matrix back, and leaves the matrix without rows: who reads
 * it all the same is told so by an error, not by another's numbers. One that lies elsewhere
 * stays as it is.
 *
 * @param x The matrix.
 */
export function leave(x: Matrix): void {
  const place = places.get(x);
  if (place === undefined) return;
  abandoned.unregister(x);
  places.delete(x);
  const bytes = x.rows * x.columns * 8;
  giveBack({ address: place.address, bytes, stays: place.stays });
  dropRows(x);
}

function matrixInMemory(
  rows: number,
  columns: number,
  stays: boolean,
): Matrix {
  const bytes = rows * columns * 8;
  const address = allocate(bytes, FOR_COPIES);
  if (address === undefined) return zeroMatrix(rows, columns);
  if (stays) taken += bytes;
  const views = Array.from(
    { length: rows },
    (_, i) => numbersAt(address + i * columns * 8, columns),
  );
  const x = fromRows(views, columns);
  places.set(x, { address, rows: views, stays });
  abandoned.register(x, { address, bytes, stays }, x);
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

/**
 * Moves the numbers of a matrix into another's place in the kernel's memory; the matrix
 * stays the same object. `moveOut` must follow before that place is given to somebody else.
 *
 * @param x R x C.
 * @param room R x C, of `lentMatrix`.
 * @returns Whether they moved: `room` may be an ordinary matrix.
 */
export function moveInto(x: Matrix, room: Matrix): boolean {
  const place = places.get(room);
  if (place === undefined) return false;
  copyRows(x, room);
  const data = rowsOf(x);
  for (const [i, row] of place.rows.entries()) data[i] = row;
  places.set(x, { ...place, of: room });
  return true;
}

/**
 * Moves the numbers of a matrix out of the kernel's memory, into arrays of its own.
 *
 * @param x What `moveInto` has moved.
 */
export function moveOut(x: Matrix): void {
  places.delete(x);
  const data = rowsOf(x);
  for (const [i, row] of data.entries()) {
    if (inMemory(row)) data[i] = row.slice();
  }
}
