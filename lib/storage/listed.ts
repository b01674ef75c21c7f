import {
  countNonzeros,
  gemmListed,
  listMatrix,
  listsPerRow,
} from "../kernel/kernel.wasm";
import { indicesAt, SCRATCH } from "../kernel/memory.ts";
import { callKernel } from "./call_kernel.ts";
import type { Matrix } from "./matrix.ts";
import { addressOf } from "./resident.ts";
import { fromRows, rows } from "./rows.ts";
import { lend } from "./workspace.ts";

// MNIST's pixels are zero four times out of five. The product finds that out by itself and
// skips them, but looking for them is a quarter of its time. Training data does not
// change: its nonzeros are listed once, and every batch and every evaluation refers to
// the lists of its rows.

/** Bytes of a listed nonzero. */
const NONZERO = 16;
/** Above this share of nonzeros, multiplying them all is quicker. */
const SPARSE = 0.6;
/** Of fewer rows a product is quicker without arranging B for the lists. */
const MANY_ROWS = 7;

/** Where the kernel finds the lists of a matrix' rows. */
interface Listing {
  /** The address of what `listMatrix` wrote. */
  readonly table: number;
  /** The listed rows that are this matrix' rows. */
  readonly indices: Uint32Array;
}

const listings = new WeakMap<Matrix, Listing>();

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
  const nonzeros = countNonzeros(address, numbers);
  if (nonzeros > SPARSE * numbers) return x;
  const count = x.rows * listsPerRow(x.columns);
  const lists = addressOf(bytes((nonzeros + count + 1) * NONZERO));
  const table = addressOf(bytes(4 * (count + 1)));
  if (lists === undefined || table === undefined) return x;
  listMatrix(address, x.rows, x.columns, lists, table);
  const same = fromRows(rows(x), x.columns);
  const indices = Uint32Array.from(rows(x).keys());
  listings.set(same, { table, indices });
  return same;
}

/**
 * Lets rows of a listed matrix use its lists; does nothing if `x` is not listed.
 *
 * @param part Rows of `x`, not copied.
 * @param x A matrix.
 * @param rowAt Which row of `x` is row i of the part.
 */
export function listAlike(
  part: Matrix,
  x: Matrix,
  rowAt: (i: number) => number,
): void {
  const listing = listings.get(x);
  if (listing === undefined) return;
  const { table, indices } = listing;
  const at = (_: unknown, i: number) => indices[rowAt(i)];
  listings.set(part, {
    table,
    indices: Uint32Array.from({ length: part.rows }, at),
  });
}

/**
 * Whether the rows of `x` were listed.
 *
 * @param x A matrix.
 */
export function isListed(x: Matrix): boolean {
  return listings.has(x);
}

/**
 * C = A B, or A^T B, by A's lists.
 *
 * @param a M x K, or K x M with `transposeA`.
 * @param b K x N.
 * @param out M x N; left with anything if the product was not computed.
 * @param transposeA Whether A is read as its transpose.
 * @returns Whether it was computed: A must be listed and B finite.
 */
export function multiplyListed(
  a: Matrix,
  b: Matrix,
  out: Matrix,
  transposeA: boolean,
): boolean {
  const listing = listings.get(a);
  if (listing === undefined || a.rows < MANY_ROWS) return false;
  const indices = addressOf(bytes(4 * a.rows));
  if (indices === undefined) return false;
  indicesAt(indices, a.rows).set(listing.indices);
  let done = false;
  callKernel([b], [out], (b, c) => {
    const { table } = listing, flag = Number(transposeA);
    const [m, k, n] = [a.rows, a.columns, out.columns];
    done = gemmListed(table, indices, b, c, m, k, n, flag, SCRATCH) !== 0;
  });
  return done;
}

/** Room in the kernel's memory, lent by the workspace; outside of one elsewhere. */
function bytes(count: number): Matrix {
  return lend(1, Math.ceil(count / Float64Array.BYTES_PER_ELEMENT));
}
