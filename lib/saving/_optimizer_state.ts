import type { LayerBuffer, Param } from "../layers/layer.ts";
import { AdaGrad } from "../optimizers/ada_grad.ts";
import { Adam } from "../optimizers/adam.ts";
import { AdamW } from "../optimizers/adam_w.ts";
import { Momentum } from "../optimizers/momentum.ts";
import { Nesterov } from "../optimizers/nesterov.ts";
import type { Optimizer, OptimizerState } from "../optimizers/optimizer.ts";
import { RMSProp } from "../optimizers/rms_prop.ts";
import { SGD } from "../optimizers/sgd.ts";
import { kindOf } from "../check/kind_of.ts";
import { checkMatrix } from "../matrix/check_matrix.ts";
import type { Matrix } from "../storage/matrix.ts";
import { listed, told } from "./_told.ts";

// An optimizer's moments are tensors, "optimizer.0.W.m", and its counts are texts,
// "optimizer.updates" and "optimizer.0.W.updates"; "optimizer" is its kind.

/** What the names of all that is an optimizer's begin with. */
export const OPTIMIZER_PREFIX = "optimizer.";
/** Under what a file has the kind of its optimizer. */
export const OPTIMIZER_KIND = "optimizer";

/** The library's kinds, by names that a minifier does not shorten. */
const KINDS = { SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW };

function kindOfOptimizer(optimizer: Optimizer): string {
  const Kind = optimizer.constructor;
  const known = Object.entries(KINDS).find(([, Known]) => Known === Kind);
  return known?.[0] ?? String(Kind?.name);
}

/** What is written of an optimizer. */
interface Written {
  readonly tensors: ReadonlyMap<string, Matrix>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * What is written of an optimizer.
 *
 * @param optimizer It.
 * @param params The network's parameters that it moves, by name.
 * @throws {TypeError} if it has no `stateOf`, or what that gives is no state.
 */
export function optimizerState(
  optimizer: Optimizer,
  params: ReadonlyMap<string, Param>,
): Written {
  if (typeof optimizer.stateOf !== "function") {
    throw new TypeError(
      `Cannot save: optimizer must have stateOf, which says what it remembers, got ${
        kindOf(optimizer)
      } without one`,
    );
  }
  const { updates, params: states } = optimizer.stateOf([...params.values()]);
  const tensors = new Map<string, Matrix>();
  const metadata: Record<string, string> = {
    [OPTIMIZER_KIND]: kindOfOptimizer(optimizer),
    [countName()]: countText(updates),
  };
  if (states?.length !== params.size) {
    throw new RangeError(
      `Cannot save: stateOf of optimizer must give the state of ${params.size} parameters, got ${states?.length}`,
    );
  }
  [...params.keys()].forEach((param, i) => {
    const { updates, moments } = states[i];
    metadata[countName(param)] = countText(updates);
    for (const [name, moment] of Object.entries(moments)) {
      if (name.includes(".")) {
        throw new RangeError(
          `Cannot save: the names of an optimizer's moments must be without a dot, got ${
            told(name)
          }`,
        );
      }
      const whole = `${OPTIMIZER_PREFIX}${param}.${name}`;
      checkMatrix("save", whole, moment);
      tensors.set(whole, moment);
    }
  });
  return { tensors, metadata };
}

/** Under what the number of updates stands, an optimizer's or one parameter's. */
function countName(param?: string): string {
  return `${OPTIMIZER_PREFIX}${param === undefined ? "" : `${param}.`}updates`;
}

function countText(updates: number): string {
  if (Number.isSafeInteger(updates) && updates >= 0) return String(updates);
  throw new RangeError(
    `Cannot save: an optimizer's updates must be a whole number of at least 0, got ${
      kindOf(updates)
    }`,
  );
}

/**
 * The state of an optimizer that a file holds.
 *
 * @param optimizer Who is to have it.
 * @param params The network's parameters that it moves, by name.
 * @param tensors The file's that are an optimizer's, by name.
 * @param metadata The file's texts.
 * @throws {TypeError} if it has no `setState`.
 * @throws {RangeError} if the file has none, or one of another kind, or of other parameters.
 */
export function readOptimizerState(
  optimizer: Optimizer,
  params: ReadonlyMap<string, Param>,
  tensors: ReadonlyMap<string, Matrix>,
  metadata: Readonly<Record<string, string>>,
): OptimizerState {
  if (typeof optimizer.setState !== "function") {
    throw new TypeError(
      `Cannot restore: optimizer must have setState, which takes what another remembered, got ${
        kindOf(optimizer)
      } without one`,
    );
  }
  const texts = new Map(Object.entries(metadata));
  const kind = texts.get(OPTIMIZER_KIND), ours = kindOfOptimizer(optimizer);
  if (kind === undefined) {
    throw new RangeError(
      "Cannot restore: the file must hold an optimizer's state, got none; save(net, { optimizer }) writes it",
    );
  }
  // A user's class may have another name in another build; its setState knows.
  const isKnown = [kind, ours].some((one) => Object.hasOwn(KINDS, one));
  if (kind !== ours && isKnown) {
    throw new RangeError(
      `Cannot restore: optimizer must be ${
        told(kind)
      }, whose state the file holds, got ${ours}`,
    );
  }
  const moments = new Map(
    [...params.keys()].map((param) =>
      [param, new Map<string, Matrix>()] as const
    ),
  );
  const strange: string[] = [];
  for (const [whole, moment] of tensors) {
    const dot = whole.lastIndexOf(".");
    const param = whole.slice(OPTIMIZER_PREFIX.length, dot);
    const its = moments.get(param);
    if (its) its.set(whole.slice(dot + 1), moment);
    else strange.push(whole);
  }
  const known = new Set([undefined, ...params.keys()].map(countName));
  for (const name of texts.keys()) {
    if (name.startsWith(OPTIMIZER_PREFIX) && !known.has(name)) {
      strange.push(name);
    }
  }
  if (strange.length > 0) {
    throw new RangeError(
      `Cannot restore: the optimizer's state must be of net.params alone, got ${
        listed(strange)
      } too`,
    );
  }
  return {
    updates: readCount(texts, countName()),
    params: [...moments].map(([param, its]) => ({
      updates: readCount(texts, countName(param)),
      moments: Object.fromEntries(its),
    })),
  };
}

function readCount(texts: ReadonlyMap<string, string>, name: string): number {
  const text = texts.get(name) ?? "";
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) {
    return Number(text);
  }
  throw new RangeError(
    `Cannot restore: ${
      told(name)
    } among the file's texts must be a whole number, got ${
      texts.has(name) ? told(text) : "none"
    }`,
  );
}

/**
 * The parameters that an optimizer moves, by the names that a network's state has for them.
 *
 * @param params `net.params`.
 * @param state The network's.
 */
export function named(
  params: readonly Param[],
  state: ReadonlyMap<string, Param | LayerBuffer>,
): ReadonlyMap<string, Param> {
  const names = new Map([...state].map(([name, part]) => [part, name]));
  return new Map(params.map((param) => [names.get(param)!, param]));
}
