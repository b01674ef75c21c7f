import { readOptions } from "../check/options.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { shape } from "../matrix/check_matrix.ts";
import { OPTIMIZER, type Optimizer } from "../optimizers/optimizer.ts";
import type { Matrix } from "../storage/matrix.ts";
import { copyRows, overNumbers } from "../storage/rows.ts";
import {
  named,
  OPTIMIZER_PREFIX,
  readOptimizerState,
} from "./_optimizer_state.ts";
import { networkState } from "./_network_state.ts";
import { listed, told } from "./_told.ts";
import { readFile, type StoredTensor } from "./safetensors.ts";

/** What `restore` may be told. */
export interface RestoreOptions {
  /**
   * An optimizer of the kind and constants of the one that was saved, which gets its moments and
   * counts. Default: none, and such a state in the file is left there.
   */
  readonly optimizer?: Optimizer;
}

/**
 * Puts what `save` wrote into a network of the same layers: every parameter and buffer, and the
 * optimizer's state. A network answers as the saved one did, and trains on to the same bits, if
 * the batches (and a Dropout's masks) are drawn from where they had come to.
 *
 * All of it is checked before the first number is written: an error has changed nothing. Numbers
 * are written into the matrices that the network has, which stay the same ones. A file that
 * Python wrote must have the names and shapes of `save`'s, in any dtype that `readSafetensors`
 * reads; a vector of n is taken for 1 x n. NaN and infinities are taken as they are.
 *
 * @param net The network, which is overwritten.
 * @param bytes The file.
 * @param options What else is restored.
 * @throws {TypeError} if net is no layer, bytes are no safetensors file, or optimizer has no
 * `setState`.
 * @throws {RangeError} if the file is cut short or damaged, has other names than the network, or
 * one of another shape; or if it has no optimizer's state, or one of another kind or of other
 * parameters.
 *
 * @example
 * ```ts
 * import { he, mlp, randn, relu, restore, save, seeded } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const made = { activation: relu, init: he(), batchNorm: true };
 * const net = mlp([3, 5, 2], { ...made, rng: seeded("a") });
 * const again = mlp([3, 5, 2], { ...made, rng: seeded("b") });
 * restore(again, save(net));
 * const x = randn(seeded("x"), 4, 3);
 * assertEquals(again.forward(x, "infer"), net.forward(x, "infer"));
 * ```
 */
export function restore(
  net: Layer,
  bytes: Uint8Array,
  options: RestoreOptions = {},
): void {
  checkLayer("restore", "net", net);
  const { optimizer } = readOptions("restore", options, {
    optimizer: OPTIMIZER.optional,
  });
  const { tensors, metadata } = readFile("restore", bytes);
  const state = networkState("restore", net);
  const missing = [...state.keys()].filter((name) => !tensors.has(name));
  if (missing.length > 0) {
    const names = [...tensors.keys()].filter((name) =>
      !name.startsWith(OPTIMIZER_PREFIX)
    );
    throw new RangeError(
      `Cannot restore: the file must hold ${
        listed(missing)
      }, which net has, got ${names.length > 0 ? listed(names) : "no tensors"}`,
    );
  }
  // Rows without numbers cost a file nothing, however many.
  const most = Math.max(1, ...[...state.values()].map((p) => p.value.rows));
  const ofOptimizer = new Map<string, Matrix>(), extra: string[] = [];
  for (const [name, tensor] of tensors) {
    if (state.has(name)) continue;
    if (name.startsWith(OPTIMIZER_PREFIX)) {
      if (optimizer) ofOptimizer.set(name, matrixOf(name, tensor, most));
    } else extra.push(name);
  }
  if (extra.length > 0) {
    throw new RangeError(
      `Cannot restore: the file must hold what net has learned and nothing else, got ${
        listed(extra)
      } too`,
    );
  }
  const values = [...state].map(([name, { value }]) => {
    const from = matrixOf(name, tensors.get(name)!, most);
    if (from.rows === value.rows && from.columns === value.columns) {
      return { from, to: value };
    }
    throw new RangeError(
      `Cannot restore: ${told(name)} must be ${shape(value)}, as in net, got ${
        tensors.get(name)!.shape.join(" x ") || "a single number"
      }`,
    );
  });
  if (optimizer) {
    const its = named(net.params, state);
    const found = readOptimizerState(optimizer, its, ofOptimizer, metadata);
    // It checks all of it before it changes anything; what follows cannot fail.
    optimizer.setState!([...its.values()], found);
  }
  for (const { from, to } of values) copyRows(from, to);
}

/** A tensor as a matrix: a vector is a row. It has no more rows than numbers, or than `most`. */
function matrixOf(
  name: string,
  { shape, values }: StoredTensor,
  most: number,
): Matrix {
  const [rows, columns] = [1, 1, ...shape.slice(0, 2)].slice(-2);
  if (shape.length > 2 || rows > Math.max(values.length, most)) {
    throw new RangeError(
      `Cannot restore: ${told(name)} must be a matrix, as net has them, got ${
        shape.slice(0, 4).join(" x ")
      }${shape.length > 4 ? " x ..." : ""}`,
    );
  }
  return overNumbers(values, rows, columns);
}
