import { checkMatrix } from "../matrix/check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";
import { checkArray } from "../check/kinds.ts";
import { resident, residentMatrix } from "../storage/resident.ts";
import { rows } from "../storage/rows.ts";
import type { Matrix } from "../storage/matrix.ts";

/**
 * How a pass runs. "train" uses the batch's own statistics, drops units and
 * updates running averages; "infer" uses what was learned, and changes nothing.
 */
export type Mode = "train" | "infer";

/**
 * One parameter of a layer, and its gradient from the last backward pass. Its layer makes it
 * once: what an optimizer remembers belongs to this object.
 *
 * An optimizer writes into `value`; a layer's `backward` writes into `grad`. Both may lie
 * in shared memory, which `structuredClone` does not copy: `snapshot` does.
 */
export interface Param {
  /** The letter in the layer's formula: "W", "b", "gamma", "beta". */
  readonly name: string;
  /** The parameter. */
  value: Matrix;
  /** d loss / d value, of the same shape. */
  grad: Matrix;
}

/**
 * What a layer has learned beside its parameters, such as a running average: passes in "train"
 * mode write into `value`, no optimizer does.
 */
export interface LayerBuffer {
  /** What it is: "runningMean". */
  readonly name: string;
  /** Its numbers. */
  readonly value: Matrix;
}

/**
 * A step of a network that remembers its forward pass: y = f(x; params).
 *
 * @example
 * ```ts
 * import { type Layer, Matrix } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * class Double implements Layer {
 *   readonly name = "Double";
 *   readonly params = [];
 *   forward(x: Matrix) {
 *     return Matrix.mul(x, 2);
 *   }
 *   backward(dout: Matrix) {
 *     return Matrix.mul(dout, 2);
 *   }
 * }
 * assertEquals(new Double().forward(new Matrix([[1, 2]])).to2DArray(), [[2, 4]]);
 * ```
 */
export interface Layer {
  /** What figures and messages call it: "Affine". */
  readonly name: string;
  /** The layer's parameters; empty for most. */
  readonly params: readonly Param[];
  /** What it has learned beside them. */
  readonly buffers?: readonly LayerBuffer[];
  /**
   * The layers that it is made of, if it is: each one's passes run within its own passes, once,
   * and `params` holds theirs, but for a `Frozen` one's. What looks into a network looks into
   * these. One that is not named here is found by its parameters, if it is the library's, where
   * that must be; a `Dropout` or a `Frozen` one, which has none, by nothing.
   */
  readonly layers?: readonly Layer[];
  /**
   * y = f(x), N x in -> N x out. Remembers what `backward` will need.
   *
   * @param x A batch, one example a row; left as it was.
   * @param mode Whether the pass is part of training.
   */
  forward(x: Matrix, mode: Mode): Matrix;
  /**
   * The chain rule for the last forward pass: sets each parameter's `grad`.
   *
   * @param dout d loss / d y, N x out; left as it was.
   * @returns d loss / d x, N x in.
   */
  backward(dout: Matrix): Matrix;
  /**
   * `backward` without dx, where that can be left out: what a network's first layer
   * does in training, where nobody asks for the gradient of the data.
   *
   * @param dout d loss / d y, N x out; left as it was.
   */
  setGradients?(dout: Matrix): void;
  /**
   * A layer of the same kind, constants and parameters that shares nothing a pass
   * or an optimizer writes: it remembers no pass, and its gradients are zeros.
   * What looks at a network without touching it looks at its clone.
   */
  clone?(): Layer;
}

/**
 * A parameter with a gradient of zeros, both where the kernel works without copying.
 *
 * @param name Its letter.
 * @param value Its start, which is copied.
 * @throws {TypeError} if it is no matrix.
 *
 * @example
 * ```ts
 * import { Matrix, param } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const b = param("b", new Matrix([[1, 2]]));
 * assertEquals(b.grad.to2DArray(), [[0, 0]]);
 * ```
 */
export function param(name: string, value: Matrix): Param {
  checkMatrix("make a parameter", "value", value);
  const grad = residentMatrix(value.rows, value.columns);
  for (const row of rows(grad)) row.fill(0);
  return {
    name,
    value: resident(value),
    grad,
  };
}

/** Whether a value is a `Layer`. */
export function isLayer(value: unknown): value is Layer {
  const { forward, backward, params } = (value ?? {}) as Partial<Layer>;
  return typeof forward === "function" && typeof backward === "function" &&
    Array.isArray(params);
}

/**
 * Holds an argument to a `Layer`: `Relu` where `new Relu()` is meant is none.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name The argument's name: "net".
 * @param layer The argument.
 * @throws {TypeError} if it is anything else, or its `layers` are no array.
 */
export function checkLayer(what: string, name: string, layer: Layer): void {
  if (isLayer(layer)) {
    const { layers } = layer;
    if (layers !== undefined) checkArray(what, `${name}.layers`, layers);
    return;
  }
  throw new TypeError(
    `Cannot ${what}: ${name} must be a layer, such as mlp() or new Relu() gives, got ${
      kindOf(layer)
    }`,
  );
}
