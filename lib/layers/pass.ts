import { checkMatrix, shape } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";
import { passOutside, toKeep } from "../storage/workspace.ts";
import type { Layer, Mode } from "./layer.ts";

// The library's own layers borrow their results from the workspace in which they run, and
// forget them when it ends. A layer of a user's knows nothing of that: it may keep what it
// is given, and what it calls. So it runs where nothing is lent, on copies.

/** What has passes: a layer, or a loss. */
interface Passes {
  forward(...args: never[]): unknown;
  backward(...args: never[]): unknown;
  setGradients?(...args: never[]): unknown;
}

/** The passes of the library's own classes. */
const own = new WeakSet<object>();

/**
 * Says that a class's passes are the library's own. A class that inherits it but has
 * another pass, or a layer whose pass somebody replaced to look on, is a user's.
 *
 * @param prototype The class's.
 */
export function areOwn(prototype: Passes): void {
  for (const pass of passesOf(prototype)) own.add(pass);
}

/**
 * Whether the passes of a layer or a loss are the library's own.
 *
 * @param layer The layer, or the loss.
 */
export function isOwn(layer: Passes): boolean {
  return passesOf(layer).every((pass) => own.has(pass));
}

function passesOf({ forward, backward, setGradients }: Passes) {
  const passes = [forward, backward];
  return setGradients === undefined ? passes : [...passes, setGradients];
}

/** What stands for a layer that is watched and takes no pass of its own, as it is frozen. */
let standIns: ReadonlyMap<Layer, Layer> = new Map();

/**
 * Has others run in the place of layers, wherever the library runs them.
 *
 * @param map What stands for which.
 * @returns What stood for others before.
 */
export function standIn(
  map: ReadonlyMap<Layer, Layer>,
): ReadonlyMap<Layer, Layer> {
  const before = standIns;
  standIns = map;
  return before;
}

/** The layer, or what stands for it. */
function actual(layer: Layer): Layer {
  return standIns.size === 0 ? layer : standIns.get(layer) ?? layer;
}

/**
 * A layer's forward pass, within a pass of the library's.
 *
 * @param named The layer.
 * @param x N x in.
 * @param mode How it runs.
 * @returns N x out.
 * @throws {TypeError} if a user's gives no matrix.
 */
export function forwardThrough(named: Layer, x: Matrix, mode: Mode): Matrix {
  const layer = actual(named);
  if (isOwn(layer)) return layer.forward(x, mode);
  const y = onCopy(x, (x) => layer.forward(x, mode));
  checkMatrix(`run ${layer.name} forward`, "what it gives", y);
  return y;
}

/**
 * A layer's backward pass, within a pass of the library's.
 *
 * @param named The layer.
 * @param dout N x out.
 * @returns dx, N x in.
 */
export function backwardThrough(named: Layer, dout: Matrix): Matrix {
  const layer = actual(named);
  if (isOwn(layer)) return layer.backward(dout);
  checkMatrix(`run ${layer.name} backward`, "dout", dout);
  return onCopy(dout, (dout) => layer.backward(dout));
}

/**
 * A layer's backward pass without dx, within a pass of the library's.
 *
 * @param named The layer.
 * @param dout N x out.
 */
export function gradientsThrough(named: Layer, dout: Matrix): void {
  const layer = actual(named);
  if (layer.setGradients === undefined) {
    backwardThrough(layer, dout);
  } else if (isOwn(layer)) {
    layer.setGradients(dout);
  } else {
    onCopy(dout, (dout) => layer.setGradients!(dout));
  }
}

/** Runs somebody else's pass on what is theirs, where nothing is lent. */
function onCopy<T>(x: Matrix, pass: (x: Matrix) => T): T {
  const given = toKeep(x);
  return passOutside(() => pass(given));
}

/**
 * Holds a mode to its two names: cells of a notebook are not type checked, and a
 * forgotten mode would quietly mean one of them.
 *
 * @param what What cannot be done otherwise: "normalize".
 * @param mode The mode.
 * @throws {RangeError} if it is anything else.
 */
export function checkMode(what: string, mode: Mode): void {
  if (mode !== "train" && mode !== "infer") {
    throw new RangeError(
      `Cannot ${what}: mode must be "train" or "infer", got ${mode}`,
    );
  }
}

/**
 * Holds a backward pass to one that went forward.
 *
 * @param layer The layer's, or the loss's, name, for the message.
 * @param pass What `forward` left; undefined if it has not been called.
 * @throws {Error} if there was no forward pass.
 */
export function checkPass<T>(
  layer: string,
  pass: T | undefined,
): asserts pass is T {
  if (pass !== undefined) return;
  throw new Error(
    `Cannot run ${layer} backward: call forward first, so that there is a pass to go back through`,
  );
}

/**
 * Holds an upstream gradient to the shape of what went forward.
 *
 * @param layer The layer's name, for the message.
 * @param dout The upstream gradient.
 * @param y What `forward` returned, or a matrix of its shape; undefined if
 * `forward` has not been called.
 * @throws {Error} if there was no forward pass.
 * @throws {TypeError} if `dout` is no matrix.
 * @throws {RangeError} if the shapes differ.
 */
export function checkGradientShape(
  layer: string,
  dout: Matrix,
  y: { rows: number; columns: number } | undefined,
): asserts y {
  checkPass(layer, y);
  checkMatrix(`run ${layer} backward`, "dout", dout);
  if (dout.rows !== y.rows || dout.columns !== y.columns) {
    throw new RangeError(
      `Cannot run ${layer} backward: dout must be ${y.rows} x ${y.columns}, like the output of forward, got ${
        shape(dout)
      }`,
    );
  }
}
