import { inUse, kernel, type KernelName } from "../kernel/kernel.ts";
import { addressOf } from "./call_kernel.ts";
import { Matrix } from "./matrix.ts";
import { fromRows, rows } from "./rows.ts";
import { dropAtEnd, lend } from "./workspace.ts";

// MNIST's pixels are zero four times out of five. The product finds that out by itself and
// skips them, but looking for them is a quarter of its time. Training data does not
// change: its nonzeros are listed once, and every batch and every evaluation refers to
// the lists of its rows.

/** Bytes of a listed nonzero. */
const NONZERO = 16;
/** Above this share of nonzeros, multiplying them all is quicker. */
const SPARSE = 0.6;

/** A matrix whose rows' nonzeros are listed in the kernel's memory, for as long as a workspace lasts. */
export class ListedMatrix extends Matrix {
  /** The address of what the kernel's `listMatrix` wrote. */
  table = 0;
  /** The build of the kernel that wrote it: others' lists differ. */
  by?: KernelName;
  /** The listed rows that are this matrix' rows. */
  indices = new Uint32Array();
}

/**
 * The rows of `x`, not copied, with their nonzeros listed for the products to come if
 * that will make them quicker. For as long as the workspace lasts in which it is called;
 * meanwhile `x` must not change.
 *
 * @param x R x C.
 * @returns R x C; `x` itself if it holds few zeros, or is outside the kernel's memory.
 */
export function listed(x: Matrix): Matrix {
  const address = addressOf(x), numbers = x.rows * x.columns;
  if (address === undefined || numbers === 0) return x;
  const nonzeros = kernel.countNonzeros(address, numbers);
  if (nonzeros > SPARSE * numbers) return x;
  const count = x.rows * kernel.listsPerRow(x.columns);
  const places = addressOf(roomFor((nonzeros + count + 1) * NONZERO));
  const table = addressOf(roomFor(4 * (count + 1)));
  if (places === undefined || table === undefined) return x;
  kernel.listMatrix(address, x.rows, x.columns, places, table);
  const all = rows(x), indices = Uint32Array.from(all.keys());
  const lists = { table, by: inUse.name, indices };
  return dropAtEnd(
    fromRows(all, x.columns, Object.assign(new ListedMatrix(0, 0), lists)),
  );
}

/**
 * Rows of `x`, not copied: both matrices share them. Those of a listed matrix use its lists.
 *
 * @param x R x C.
 * @param indices N row numbers, 0 .. R - 1.
 * @returns N x C.
 */
export function sharedRows(x: Matrix, indices: ArrayLike<number>): Matrix {
  const all = rows(x), data = new Array<Float64Array>(indices.length);
  for (let i = 0; i < data.length; i++) data[i] = all[indices[i]];
  if (!(x instanceof ListedMatrix)) return fromRows(data, x.columns);
  const part = new ListedMatrix(0, 0);
  part.table = x.table;
  part.by = x.by;
  part.indices = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++) part.indices[i] = x.indices[indices[i]];
  return fromRows(data, x.columns, part);
}

/**
 * Room in the kernel's memory, lent by the workspace; outside of one elsewhere.
 *
 * @param bytes How much.
 */
export function roomFor(bytes: number): Matrix {
  return lend(1, Math.ceil(bytes / Float64Array.BYTES_PER_ELEMENT));
}
