import { residentMatrix } from "./resident.ts";
import type { Matrix } from "./matrix.ts";
import { copyRows, zeroMatrix } from "./rows.ts";

/** Matrices that no workspace uses now, by their shape. */
const idle = new Map<string, Matrix[]>();
/** What the innermost workspace has lent; undefined outside of all. */
let lent: { x: Matrix; shelf: Matrix[]; key: string }[] | undefined;

/**
 * Runs `f`; the matrices that the library makes meanwhile are lent, and taken back
 * when `f` returns: the next workspace gets them again. A training loop that takes
 * each step in a workspace makes no matrix after its first step.
 *
 * What should outlive `f` must be copied: numbers into numbers, a matrix with
 * `.clone()`. That holds for what layers remember too, so `backward` belongs into the
 * workspace of its `forward`.
 *
 * @param f What to run; it must not be asynchronous.
 * @returns What `f` returns.
 */
export function workspace<T>(f: () => T): T {
  const outer = lent;
  const mine: typeof lent = lent = [];
  try {
    return f();
  } finally {
    lent = outer;
    for (const { x, shelf, key } of mine) {
      // One that has gained or lost rows or columns is left to its borrower.
      if (shapeKey(x.rows, x.columns) === key) shelf.push(x);
    }
  }
}

/**
 * `workspace` for a function that is never called within another one. An interrupt in
 * a notebook runs no `finally`: this drops what an interrupted workspace left behind.
 *
 * @param f What to run; it must not be asynchronous.
 * @returns What `f` returns.
 */
export function outermostWorkspace<T>(f: () => T): T {
  lent = undefined;
  return workspace(f);
}

/**
 * A matrix for a result: inside a workspace one that is lent, holding whatever it held
 * before, else a new one. The caller writes all of it.
 *
 * @param rowCount How many rows.
 * @param columns How many columns.
 */
export function make(rowCount: number, columns: number): Matrix {
  if (lent === undefined) return zeroMatrix(rowCount, columns);
  const key = shapeKey(rowCount, columns);
  let shelf = idle.get(key);
  if (shelf === undefined) idle.set(key, shelf = []);
  const x = shelf.pop() ?? residentMatrix(rowCount, columns);
  lent.push({ x, shelf, key });
  return x;
}

/**
 * A copy of `x`, made like any result.
 *
 * @param x R x C.
 */
export function copy(x: Matrix): Matrix {
  return copyRows(x, make(x.rows, x.columns));
}

function shapeKey(rowCount: number, columns: number): string {
  return `${rowCount}x${columns}`;
}
