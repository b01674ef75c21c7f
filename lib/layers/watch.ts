import { checkMatrix } from "../matrix/check_matrix.ts";
import { Matrix } from "../storage/matrix.ts";
import { copyRows, zeroMatrix } from "../storage/rows.ts";
import type { Layer, Mode } from "./layer.ts";
import { type NamedLayer, namedLayers } from "./named.ts";
import { isOwn, standIn } from "./pass.ts";

/**
 * What is told of the layers of a network while passes run. Matrices that it is given are nobody
 * else's to write into, and stay.
 */
export interface Watcher {
  /** Which layers are watched, of those that are named. Default: all. */
  readonly of?: (layer: Layer) => boolean;
  /** Before a layer's forward pass, with what arrives there, which may change afterwards. */
  readonly before?: (layer: Layer, x: Matrix) => void;
  /** After it, with what has arrived and what has come of it. */
  readonly after?: (layer: Layer, x: Matrix, y: Matrix) => void;
  /** After its backward pass, with both gradients; where dx is left out, with one. */
  readonly back?: (layer: Layer, dout: Matrix, dx?: Matrix) => void;
  /** The mode that a layer runs in instead of the one that it is told. */
  readonly mode?: (layer: Layer, mode: Mode) => Mode;
}

/**
 * Watches the layers of a network while a pass runs: each of them, wherever it stands in layers
 * that are made of layers, in the order in which they run.
 *
 * For as long as that takes, the watched layers' passes are properties of their own that tell
 * the watcher and call what was there: as a user's they run on copies, where nothing is lent
 * (pass.ts). A frozen layer takes none; another stands for it wherever the library runs it.
 *
 * @param doing What cannot be done otherwise: "recalibrate".
 * @param net A network, or a single layer.
 * @param watcher What is told. What it runs itself it is not told of.
 * @param run Runs one pass forward, by `forwardThrough`, and at most one back.
 * @returns What `run` returns.
 * @throws {RangeError} if a layer's pass runs twice or not at all, or the layers are not such as
 * `namedLayers` takes.
 */
export function watch<T>(
  doing: string,
  net: Layer,
  watcher: Watcher,
  run: () => T,
): T {
  const { of = () => true } = watcher;
  const counts: Count[] = [], undoings: (() => void)[] = [];
  const stand = new Map<Layer, Layer>(), looking = { isOn: false };
  const undo = () => {
    while (undoings.length > 0) undoings.pop()!();
  };
  // An interrupt in a notebook runs no `finally`: a task of its own does what that leaves.
  const late = setTimeout(undo);
  try {
    for (const one of namedLayers(doing, net)) {
      if (!of(one.layer)) continue;
      leftBehind.get(one.layer)?.();
      const count: Count = { one, forward: 0, back: 0, isStoodFor: false };
      counts.push(count);
      const passes = toldPasses(doing, count, watcher, looking);
      const putBack = put(one.layer, passes);
      if (putBack !== undefined) {
        leftBehind.set(one.layer, putBack);
        undoings.push(putBack, () => leftBehind.delete(one.layer));
      } else {
        count.isStoodFor = true;
        const { name, params } = one.layer;
        stand.set(one.layer, { name, params, ...passes });
      }
    }
    const before = standIn(stand);
    undoings.push(() => standIn(before));
    const result = run();
    checkRan(doing, counts);
    return result;
  } finally {
    clearTimeout(late);
    undo();
  }
}

/** How to take away what an interrupted watch has left on a layer. */
const leftBehind = new WeakMap<Layer, () => void>();

/** How often a layer's passes have run. */
interface Count {
  readonly one: NamedLayer;
  forward: number;
  back: number;
  /** Whether another stands for the layer, which only the library runs. */
  isStoodFor: boolean;
}

type Passes = Pick<Layer, "forward" | "backward" | "setGradients">;

/** Passes of a layer that tell a watcher. */
function toldPasses(
  doing: string,
  count: Count,
  { before, after, back, mode: modeOf }: Watcher,
  looking: { isOn: boolean },
): Passes {
  const { one, one: { layer } } = count;
  const { forward, backward, setGradients } = layer;
  // One pass of a layer may call another, and be told of once.
  let isInside = false;
  const once = <R>(pass: "forward" | "back", run: () => R): R => {
    if (++count[pass] > 1) throw twice(doing, one, pass);
    isInside = true;
    try {
      return run();
    } finally {
      isInside = false;
    }
  };
  const tell = (news: () => void): void => {
    looking.isOn = true;
    try {
      news();
    } finally {
      looking.isOn = false;
    }
  };
  // Who made a layer of others may write into what they gave, and into what it gave them; a
  // layer of a user's, into what it gave before.
  const isTheirs = one.within.length > 0 || !isOwn(layer);
  const kept = (x: Matrix): Matrix =>
    isTheirs && x instanceof Matrix
      ? copyRows(x, zeroMatrix(x.rows, x.columns))
      : x;
  const isUntold = () => isInside || looking.isOn;
  return {
    forward(x, mode) {
      if (isUntold()) return forward.call(layer, x, mode);
      return once("forward", () => {
        if (before) tell(() => before(layer, x));
        const arrived = after && kept(x);
        const y = forward.call(layer, x, modeOf ? modeOf(layer, mode) : mode);
        checkMatrix(`run ${layer.name} forward`, "what it gives", y);
        if (after) tell(() => after(layer, arrived!, kept(y)));
        return y;
      });
    },
    backward(dout) {
      if (isUntold()) return backward.call(layer, dout);
      return once("back", () => {
        const arrived = back && kept(dout);
        const dx = backward.call(layer, dout);
        if (back) tell(() => back(layer, arrived!, kept(dx)));
        return dx;
      });
    },
    ...(setGradients && {
      setGradients(dout) {
        if (isUntold()) return setGradients.call(layer, dout);
        once("back", () => {
          const arrived = back && kept(dout);
          setGradients.call(layer, dout);
          if (back) tell(() => back(layer, arrived!));
        });
      },
    }),
  };
}

/**
 * Puts passes in the place of a layer's own.
 *
 * @returns What puts these back; undefined if the layer takes none.
 */
function put(layer: Layer, passes: Passes): (() => void) | undefined {
  const names = Object.keys(passes) as (keyof Passes)[];
  const own = names.map((name) => Object.getOwnPropertyDescriptor(layer, name));
  const takes = own.every((was) =>
    was === undefined
      ? Object.isExtensible(layer)
      : was.configurable || was.writable
  );
  if (!takes) return undefined;
  names.forEach((name, i) => {
    const value = passes[name];
    Object.defineProperty(
      layer,
      name,
      own[i] === undefined || own[i].configurable
        ? { value, writable: true, configurable: true, enumerable: false }
        : { value },
    );
  });
  let isBack = false;
  return () => {
    if (isBack) return;
    isBack = true;
    names.forEach((name, i) => {
      const was = own[i];
      if (was === undefined) Reflect.deleteProperty(layer, name);
      else Object.defineProperty(layer, name, was);
    });
  };
}

/** Holds layers that were watched to one run of their passes, forward and back. */
function checkRan(doing: string, counts: readonly Count[]): void {
  const wentBack = counts.some(({ back }) => back > 0);
  const idle = counts.find(({ forward }) => forward === 0) ??
    counts.find(({ back }) => wentBack && back === 0);
  if (idle === undefined) return;
  const pass = idle.forward === 0 ? "forward" : "backward";
  const cure = idle.isStoodFor
    ? "it is frozen, and only where the library runs it can that be seen"
    : `call its ${pass} as its method wherever the other's runs, or leave it out of layers`;
  throw new RangeError(
    `Cannot ${doing}: ${idle.one.name} must run ${pass} once in a pass, as it is named in layers, got no run; ${cure}`,
  );
}

function twice(
  doing: string,
  { name }: NamedLayer,
  pass: "forward" | "back",
): RangeError {
  return new RangeError(
    `Cannot ${doing}: ${name} must run ${
      pass === "back" ? "backward" : pass
    } once in a pass, as it remembers one pass, got a second run; name another for that, such as its clone()`,
  );
}
