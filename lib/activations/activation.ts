import { checkFunction, checkText } from "../check/kinds.ts";
import { thatIs } from "../check/options.ts";
import { checkMatrix, checkSameShape } from "../matrix/check_matrix.ts";
import { mapInto } from "../matrix/map_elements.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows, zeroMatrix } from "../storage/rows.ts";

/**
 * An element-wise function of a network, with its derivative: y = f(z).
 *
 * Called with a number it gives a number; called with a matrix it gives a new
 * matrix of the same shape. Networks, layers, gains and theory all take one of
 * these, so a new activation function is one `defineActivation(..)`.
 *
 * @example
 * ```ts
 * import { type Activation, Matrix, relu } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const f: Activation = relu;
 * assertEquals(f(-1), 0);
 * assertEquals(f(new Matrix([[-1, 2]])).to2DArray(), [[0, 2]]);
 * assertEquals(f.derivative(2), 1);
 * ```
 */
export interface Activation {
  /**
   * y = f(z) of a number.
   *
   * @param z The number.
   */
  (z: number): number;
  /**
   * y_ij = f(z_ij), in a new matrix.
   *
   * @param z R x C.
   */
  (z: Matrix): Matrix;
  /** The function's name, as in figures: "sigmoid". */
  readonly name: string;
  /**
   * df/dz at `z`. Some derivatives are simplest in terms of y = f(z); a caller
   * that has y at hand may pass it, and saves computing it again.
   */
  readonly derivative: (z: number, y?: number) => number;
  /**
   * The chain rule through the function: dz_ij = f'(z_ij) dy_ij, in a new matrix.
   *
   * @param dy R x C.
   * @param z R x C, what the function was called with.
   * @param y R x C, what it gave.
   */
  readonly backward: (dy: Matrix, z: Matrix, y: Matrix) => Matrix;
}

/** Both passes over whole matrices, where there is a quicker way than one by one. */
export interface MatrixPasses {
  /** y = f(z). */
  readonly forward: (z: Matrix) => Matrix;
  /** dz = f'(z) dy. */
  readonly backward: (dy: Matrix, z: Matrix, y: Matrix) => Matrix;
}

/** Both passes into matrices that are there already, as the library's layers run them. */
export interface PassesInto {
  /** y = f(z); returns y. */
  readonly forward: (z: Matrix, y: Matrix) => Matrix;
  /** dz = f'(z) dy; returns dz. */
  readonly backward: (dy: Matrix, z: Matrix, y: Matrix, dz: Matrix) => Matrix;
  /** Whether the kernel computes them: no code of a user's runs. */
  readonly isKernels: boolean;
  /** What they stand for: a function whose `backward` somebody replaced runs that. */
  readonly standFor: Activation["backward"];
}

/** The passes of the library's functions that layers run; none of those that somebody else wrote. */
export const passesInto = new WeakMap<Activation, PassesInto>();

/**
 * Makes an `Activation` of a function of one number and its derivative.
 *
 * @param name The function's name, as in figures.
 * @param f y = f(z).
 * @param derivative df/dz, given z and y = f(z).
 * @param passes How whole matrices are computed; element by element unless given.
 * @throws {TypeError} if the name is no text, or `f` or `derivative` no function.
 *
 * @example
 * ```ts
 * import { defineActivation } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const square = defineActivation("square", (z) => z * z, (z) => 2 * z);
 * assertEquals(square(3), 9);
 * assertEquals(square.derivative(3), 6);
 * ```
 */
export function defineActivation(
  name: string,
  f: (z: number) => number,
  derivative: (z: number, y: number) => number,
  passes?: MatrixPasses,
): Activation {
  checkText("make an activation", "name", name);
  checkFunction("make an activation", "f", f);
  checkFunction("make an activation", "derivative", derivative);
  return passes === undefined
    ? withPassesInto(name, f, derivative, elementwise(f, derivative))
    : makeActivation(name, f, derivative, passes);
}

/** The passes of the kernel that compute a function, as `mapPass` and `zipPass` make them. */
export interface KernelPasses {
  /** From z to y. */
  readonly forward: (z: Matrix, y: Matrix) => Matrix;
  /** From dy and z, or y, to dz. */
  readonly backward: (dy: Matrix, from: Matrix, dz: Matrix) => Matrix;
  /** What the derivative is computed from. */
  readonly from: "z" | "y";
}

/**
 * Makes an `Activation` whose passes the kernel computes.
 *
 * @param name The function's name, as in figures.
 * @param f y = f(z).
 * @param derivative df/dz, given z and y = f(z).
 * @param passes The kernel's.
 */
export function kernelActivation(
  name: string,
  f: (z: number) => number,
  derivative: (z: number, y: number) => number,
  { forward, backward, from }: KernelPasses,
): Activation {
  return withPassesInto(name, f, derivative, {
    forward,
    backward: (dy, z, y, dz) => backward(dy, from === "z" ? z : y, dz),
    isKernels: true,
  });
}

function withPassesInto(
  name: string,
  f: (z: number) => number,
  derivative: (z: number, y: number) => number,
  into: Omit<PassesInto, "standFor">,
): Activation {
  const made = makeActivation(name, f, derivative, intoNew(name, into));
  passesInto.set(made, { ...into, standFor: made.backward });
  return made;
}

function makeActivation(
  name: string,
  f: (z: number) => number,
  derivative: (z: number, y: number) => number,
  { forward, backward }: MatrixPasses,
): Activation {
  function apply(z: number): number;
  function apply(z: Matrix): Matrix;
  function apply(z: number | Matrix): number | Matrix {
    if (typeof z === "number") return f(z);
    checkMatrix(`apply ${name}`, "z", z);
    return forward(z);
  }
  // A function's own `name` is read-only, but may be redefined.
  Object.defineProperty(apply, "name", { value: name });
  return Object.assign(apply, {
    derivative: (z: number, y = f(z)) => derivative(z, y),
    backward,
  });
}

/**
 * An option that is an `Activation`: a misspelt import is `undefined` in a notebook, and a
 * function such as `Math.tanh` lacks its derivative.
 */
export const ACTIVATION = thatIs<Activation>(
  "an Activation, such as relu or what defineActivation() makes",
  isActivation,
);

/** Whether a value is an `Activation`. */
export function isActivation(value: unknown): value is Activation {
  const f = value as Activation;
  return typeof f === "function" && typeof f.derivative === "function" &&
    typeof f.backward === "function";
}

/**
 * Holds an argument to an `Activation`.
 *
 * @param what What cannot be done otherwise: "make mlp".
 * @param f The argument `activation`.
 * @throws {TypeError} if it is anything else.
 */
export function checkActivation(what: string, f: Activation): void {
  ACTIVATION.read(what, "activation", f);
}

function elementwise(
  f: (z: number) => number,
  derivative: (z: number, y: number) => number,
): Omit<PassesInto, "standFor"> {
  return {
    forward: (z, y) => mapInto(y, z, f),
    backward(dy, z, y, dz) {
      const dyRows = rows(dy), zRows = rows(z), yRows = rows(y);
      for (const [i, row] of rows(dz).entries()) {
        const dyi = dyRows[i], zi = zRows[i], yi = yRows[i];
        for (let j = 0; j < row.length; j++) {
          row[j] = dyi[j] * derivative(zi[j], yi[j]);
        }
      }
      return dz;
    },
    isKernels: false,
  };
}

/** The passes of a function, each into a new matrix. */
function intoNew(
  name: string,
  into: Omit<PassesInto, "standFor">,
): MatrixPasses {
  return {
    forward: (z) => into.forward(z, zeroMatrix(z.rows, z.columns)),
    backward: (dy, z, y) => {
      checkSameShape(`go back through ${name}`, ["dy", "z"], dy, z);
      checkSameShape(`go back through ${name}`, ["dy", "y"], dy, y);
      return into.backward(dy, z, y, zeroMatrix(dy.rows, dy.columns));
    },
  };
}
