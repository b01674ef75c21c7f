import { addressOf, newStretch } from "./call_kernel.ts";
import { leave, lentMatrix, moveInto, moveOut } from "./resident.ts";
import type { Matrix } from "./matrix.ts";
import { copyRows, zeroMatrix } from "./rows.ts";

/** Matrices that nobody has borrowed now, by their shape. */
type Pool = Map<string, Matrix[]>;

/** A workspace: what it has lent, and from where. */
interface Workspace {
  isOpen: boolean;
  /** The outermost workspace's, which the ones within it share. */
  readonly pool: Pool;
  readonly lent: { x: Matrix; shelf: Matrix[]; key: string }[];
}

/** The innermost workspace; undefined where nothing is lent. */
let innermost: Workspace | undefined;

/**
 * Runs `f`; the matrices that the library's own layers borrow meanwhile are taken back
 * when `f` returns: the next workspace gets them again. A training loop that takes
 * each step in a workspace makes no matrix after its first step. When the outermost
 * workspace ends, all that it had goes back to the kernel's memory.
 *
 * What should outlive `f` must be copied: numbers into numbers, a matrix with
 * `.clone()`. What layers remember does not outlive it (`Remembered`).
 *
 * @param f What to run; it must not be asynchronous.
 * @returns What `f` returns.
 */
export function workspace<T>(f: () => T): T {
  const outer = innermost;
  const mine: Workspace = innermost = {
    isOpen: true,
    pool: outer?.pool ?? new Map(),
    lent: [],
  };
  newStretch(true);
  try {
    return f();
  } finally {
    innermost = outer;
    newStretch(outer !== undefined);
    mine.isOpen = false;
    // One that has gained or lost rows or columns is left to its borrower.
    for (const { x, shelf, key } of mine.lent) {
      if (shapeKey(x.rows, x.columns) === key) shelf.push(x);
    }
    if (outer === undefined) {
      for (const shelf of mine.pool.values()) shelf.forEach(leave);
    }
  }
}

/**
 * `workspace` for what users call, which is never within another one. An interrupt in
 * a notebook runs no `finally`: this drops what an interrupted workspace left behind.
 *
 * @param f What to run; it must not be asynchronous.
 * @returns What `f` returns.
 */
export function outermostWorkspace<T>(f: () => T): T {
  innermost = undefined;
  return workspace(f);
}

/**
 * Runs somebody else's code, a callback or a layer of a user's: nothing is lent
 * meanwhile, so what it is given by the library it may keep.
 *
 * @param f What to run.
 * @returns What `f` returns.
 */
export function outside<T>(f: () => T): T {
  const outer = innermost;
  innermost = undefined;
  newStretch(false);
  try {
    return f();
  } finally {
    innermost = outer;
    newStretch(outer !== undefined);
  }
}

/** Whether a workspace is open: a pass is one of `train`, `accuracy` or `diagnose`. */
export function isInWorkspace(): boolean {
  return innermost !== undefined;
}

/**
 * A matrix for a result of the library's own layers: inside a workspace one that is lent,
 * holding whatever it held before, else a new one. The caller writes all of it. What a
 * user gets from a function is made by `zeroMatrix` instead, and is theirs.
 *
 * @param rowCount How many rows.
 * @param columns How many columns.
 */
export function lend(rowCount: number, columns: number): Matrix {
  if (innermost === undefined) return zeroMatrix(rowCount, columns);
  const { pool, lent } = innermost;
  const key = shapeKey(rowCount, columns);
  let shelf = pool.get(key);
  if (shelf === undefined) pool.set(key, shelf = []);
  const x = shelf.pop() ?? lentMatrix(rowCount, columns);
  lent.push({ x, shelf, key });
  return x;
}

/**
 * A copy of `x` that is lent, as `lend` does.
 *
 * @param x R x C.
 */
export function lendCopy(x: Matrix): Matrix {
  return copyRows(x, lend(x.rows, x.columns));
}

/**
 * `x` where the kernel works on it without copying, for as long as the workspace lasts: a
 * copy, or `x` itself where the memory has no room for one.
 *
 * @param x R x C; must not change meanwhile.
 */
export function nearCopy(x: Matrix): Matrix {
  const room = lend(x.rows, x.columns);
  return addressOf(room) === undefined ? x : copyRows(x, room);
}

/**
 * `x` for somebody who may keep it: inside a workspace, where it may be lent, a copy.
 *
 * @param x R x C.
 */
export function toKeep(x: Matrix): Matrix {
  if (innermost === undefined) return x;
  return copyRows(x, zeroMatrix(x.rows, x.columns));
}

/**
 * Runs `f` with matrices' numbers in the kernel's memory, which then works on them without
 * copying: those that lie elsewhere move there before, and out after. The matrices stay the
 * same objects.
 *
 * @param matrices Parameters' values and gradients.
 * @param f What to run; it must not be asynchronous. All of this in a workspace.
 * @returns What `f` returns.
 */
export function nearby<T>(matrices: readonly Matrix[], f: () => T): T {
  const moved = matrices.filter((x) =>
    addressOf(x) === undefined && moveInto(x, lend(x.rows, x.columns))
  );
  try {
    return f();
  } finally {
    moved.forEach(moveOut);
  }
}

/** What a layer remembers of its last pass, for as long as it may be read. */
export class Remembered<T> {
  #pass?: T;
  #from?: Workspace;

  /**
   * Remembers a pass; what it borrowed is taken back with the innermost workspace.
   *
   * @param pass What `backward` will need.
   */
  set(pass: T): void {
    this.#pass = pass;
    this.#from = innermost;
  }

  /**
   * The last pass; undefined if there was none, or if what it borrowed has been taken back:
   * its numbers are others by now.
   */
  get(): T | undefined {
    return this.#from === undefined || this.#from.isOpen
      ? this.#pass
      : undefined;
  }
}

function shapeKey(rowCount: number, columns: number): string {
  return `${rowCount}x${columns}`;
}
