import { checkFunction } from "../check/kinds.ts";
import { addressOf, newStretch } from "./call_kernel.ts";
import { leave, lentMatrix, moveInto, moveOut } from "./resident.ts";
import type { Matrix } from "./matrix.ts";
import { copyRows, dropRows, zeroMatrix } from "./rows.ts";

/** Matrices that nobody has borrowed now, by their shape. */
type Pool = Map<string, Matrix[]>;

/** A workspace: what it has lent, and from where. */
interface Workspace {
  isOpen: boolean;
  /** Whether the library's own code alone runs in it, and not a user's loop. */
  readonly isOwn: boolean;
  /** The outermost workspace's, which the ones within it share. */
  readonly pool: Pool;
  readonly lent: { x: Matrix; shelf: Matrix[]; key: string }[];
  /** Matrices over rows of what it has lent. */
  readonly over: Matrix[];
  /** What has moved near (`bringNear`), of the outermost workspace and those within it. */
  readonly moved: Moved;
}

/** What has moved into the kernel's memory, and where to, and how many numbers that are. */
interface Moved {
  readonly parts: { x: Matrix; room: Matrix }[];
  size: number;
}

/**
 * How many numbers may have moved near, 512 MiB: what came first makes room, since it may be a
 * network's that is long forgotten.
 */
const MOST_MOVED = 2 ** 26;

/** The innermost workspace; undefined where nothing is lent. */
let innermost: Workspace | undefined;

/** Whether a pass of the library's runs somebody else's, where nothing is lent. */
let isTheirPass = false;

/** Where matrices move while an optimizer runs, to which nothing is lent. */
let home: Workspace | undefined;

/**
 * Runs `f`; the matrices that the library's own layers and losses borrow meanwhile are taken
 * back when `f` returns, and lent again in the next workspace. With it a training loop of one's
 * own is as quick as `train`, which does the same: one workspace around the loop, which keeps
 * the memory and the data, and one within it around each step. It goes back by
 * `setGradients`: `backward` would compute the gradient of the data, too. Steps after the first
 * make no matrix. When the outermost workspace ends, all that it had goes back.
 *
 * So some results are lent, and end with the innermost workspace: what the passes of layers and
 * losses return (`forward`, `backward`), and what `nearCopy` and `batchRows` give. What should
 * outlive it must be copied: numbers into numbers, a matrix with `.clone()`. Into one that is
 * kept as it is come others' numbers, or it has no rows any more; `backward` of a pass that has
 * ended throws.
 *
 * All else is the caller's for ever, as it is everywhere: parameters and their gradients, what
 * `matmul`, `mapElements`, `activations` and other functions return, what an optimizer or a
 * penalty remembers. A layer of one's own within `Sequential` is given copies, and runs where
 * nothing is lent, as in `train`: it may keep what it is given. A layer, a loss or an optimizer of
 * one's own that the loop calls by itself is part of the loop: it must copy what it keeps of
 * what it is given, and of passes that it runs.
 *
 * @param f What to run; it must not be asynchronous.
 * @returns What `f` returns.
 * @throws {TypeError} if `f` is no function, or gives a promise.
 *
 * @example
 * ```ts
 * import {
 *   batchRows, he, Matrix, mlp, nearCopy, relu, sampleIndices, seeded, SGD,
 *   SoftmaxCrossEntropy, train, workspace,
 * } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const data = { x: new Matrix([[1, 0], [0, 1], [1, 1]]), t: Uint8Array.of(0, 1, 1) };
 * const network = () => mlp([2, 9, 2], { activation: relu, init: he(), rng: seeded(1) });
 *
 * const net = network(), loss = new SoftmaxCrossEntropy();
 * const optimizer = new SGD({ lr: 0.1 }), rng = seeded("batches");
 * const losses = workspace(() => {
 *   const x = nearCopy(data.x);
 *   return Array.from({ length: 30 }, () =>
 *     workspace(() => {
 *       const batch = sampleIndices(rng, data.x.rows, 10);
 *       const logits = net.forward(batchRows(x, batch), "train");
 *       const nats = loss.forward(logits, batch.map((i) => data.t[i]));
 *       net.setGradients(loss.backward()); // backward, without the gradient of the data
 *       optimizer.update(net.params);
 *       return nats;
 *     }));
 * });
 * // `train` does no more.
 * const history = train(network(), data, {
 *   optimizer: new SGD({ lr: 0.1 }),
 *   rng: seeded("batches"),
 *   batchSize: 10,
 *   updates: 30,
 * });
 * assertEquals(losses, history.losses);
 * ```
 */
export function workspace<T>(f: () => T): T {
  checkFunction("run in a workspace", "f", f);
  if (innermost === undefined) dropIfInterrupted();
  const result = within(f, false);
  if (!(result instanceof Promise)) return result;
  throw new TypeError(
    "Cannot run in a workspace: f must not be asynchronous, got a Promise",
  );
}

/**
 * `workspace` for the library's own code.
 *
 * @param f What to run: nothing of a user's, but for what `outside` runs.
 * @returns What `f` returns.
 */
export function ownWorkspace<T>(f: () => T): T {
  return within(f, true);
}

function within<T>(f: () => T, isOwn: boolean): T {
  const outer = innermost;
  const mine: Workspace = innermost = {
    isOpen: true,
    isOwn,
    pool: outer?.pool ?? new Map(),
    lent: [],
    over: [],
    moved: outer?.moved ?? { parts: [], size: 0 },
  };
  newStretch(isOwn);
  try {
    return f();
  } finally {
    goBackTo(outer);
    mine.isOpen = false;
    // One that has gained or lost rows or columns is left to its borrower.
    for (const { x, shelf, key } of mine.lent) {
      if (shapeKey(x.rows, x.columns) === key) shelf.push(x);
    }
    // Whoever kept one reads nothing, not others' numbers.
    mine.over.forEach(dropRows);
    if (outer === undefined) {
      moveFirstOut(mine.moved, 0);
      for (const shelf of mine.pool.values()) shelf.forEach(leave);
    }
  }
}

function goBackTo(outer: Workspace | undefined): void {
  innermost = outer;
  newStretch(outer?.isOwn ?? false);
}

/**
 * An interrupt in a notebook runs no `finally`. What is still open when this turn of the event
 * loop is over has been interrupted: nothing lends from it any more.
 */
function dropIfInterrupted(): void {
  Promise.resolve().then(() => {
    innermost = undefined;
  });
}

/**
 * `ownWorkspace` for what users call: nothing of an own workspace is open then, unless an
 * interrupt has left it behind, which this drops. In a workspace of a user's it lends nothing
 * of that one's.
 *
 * @param f What to run; it must not be asynchronous.
 * @returns What `f` returns.
 */
export function outermostWorkspace<T>(f: () => T): T {
  const outer = innermost?.isOwn ? undefined : innermost;
  if (outer !== undefined) dropIfInterrupted();
  innermost = home = undefined;
  isTheirPass = false;
  try {
    return ownWorkspace(f);
  } finally {
    goBackTo(outer);
  }
}

/**
 * Runs somebody else's code, a callback or a layer of a user's: nothing is lent
 * meanwhile, so what it is given by the library it may keep.
 *
 * @param f What to run.
 * @param mayMove Whether matrices may move near (`bringNear`) all the same.
 * @returns What `f` returns.
 */
export function outside<T>(f: () => T, mayMove = false): T {
  return leaving(f, false, mayMove);
}

/**
 * `outside` for a layer's pass, which is part of the pass around it (`isInWorkspace`).
 *
 * @param f What to run.
 * @returns What `f` returns.
 */
export function passOutside<T>(f: () => T): T {
  return leaving(f, isInWorkspace());
}

function leaving<T>(f: () => T, isPass: boolean, mayMove = false): T {
  const outer = innermost, before = isTheirPass, homeBefore = home;
  goBackTo(undefined);
  isTheirPass = isPass;
  home = mayMove ? outer : undefined;
  try {
    return f();
  } finally {
    goBackTo(outer);
    isTheirPass = before;
    home = homeBefore;
  }
}

/** Whether a workspace is open: a pass is one of `train`, `accuracy` or `diagnose`. */
export function isInWorkspace(): boolean {
  return innermost !== undefined || isTheirPass;
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
 * Leaves a matrix without rows when the innermost workspace ends.
 *
 * @param x R x C, over rows that the workspace has lent.
 * @returns `x`.
 */
export function dropAtEnd<M extends Matrix>(x: M): M {
  innermost?.over.push(x);
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
 * `x` for somebody who may keep it: inside a workspace, where it may be lent, a copy.
 *
 * @param x R x C.
 */
export function toKeep(x: Matrix): Matrix {
  if (innermost === undefined) return x;
  return copyRows(x, zeroMatrix(x.rows, x.columns));
}

/**
 * Moves matrices' numbers into the kernel's memory, which then works on them without copying,
 * where they lie elsewhere: many networks' do, in a loop that never gives way. They move out when
 * the outermost workspace ends, or others need the room; outside of one nothing moves. The
 * matrices stay the same objects.
 *
 * @param matrices Parameters' values and gradients, and what is remembered of them.
 */
export function bringNear(matrices: readonly Matrix[]): void {
  const moved = (innermost ?? home)?.moved;
  if (moved === undefined) return;
  for (const x of matrices) {
    if (addressOf(x) !== undefined) continue;
    const room = lentMatrix(x.rows, x.columns);
    if (!moveInto(x, room)) continue;
    moveFirstOut(moved, MOST_MOVED - room.size);
    moved.parts.push({ x, room });
    moved.size += room.size;
  }
}

/** Moves out what moved near first, until the rest has no more than so many numbers. */
function moveFirstOut(moved: Moved, most: number): void {
  while (moved.size > Math.max(most, 0)) {
    const { x, room } = moved.parts.shift()!;
    moved.size -= room.size;
    moveOut(x);
    leave(room);
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
