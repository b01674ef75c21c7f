import type { Param } from "../layers/layer.ts";
import { shape } from "../matrix/check_matrix.ts";
import { SMALLEST_NORMAL } from "../numbers/power_of_two.ts";
import { rows } from "../storage/rows.ts";

/**
 * With an eps from here up no gradient is so small that its square, which vanishes below
 * 1e-162, could be missed under the root.
 */
const SURE = 1e-140;

/** What is remembered of a parameter. */
interface Memory {
  /** The parameter's shape, as it was. */
  readonly rows: number;
  readonly columns: number;
  /** The arrays, each as long as the parameter has elements. */
  readonly arrays: readonly Float64Array[];
}

/**
 * The memory of an optimizer: a few numbers for each element of a parameter,
 * zeros at first.
 *
 * Keyed by the parameter itself, so one optimizer can serve any networks, and a
 * network that is gone takes its moments along.
 */
export class Moments {
  readonly #memories = new WeakMap<Param, Memory>();
  readonly #count: number;

  /** @param count How many numbers an element has. */
  constructor(count: number) {
    this.#count = count;
  }

  /**
   * Holds parameters to the shapes that they had when they came first.
   *
   * @param what What cannot be done otherwise: "update by Adam".
   * @param params The parameters.
   * @throws {RangeError} if one has another shape: its elements are not those that
   * the moments belong to.
   */
  check(what: string, params: readonly Param[]): void {
    for (const param of params) {
      const { rows, columns } = this.#memories.get(param) ?? param.value;
      if (param.value.rows === rows && param.value.columns === columns) {
        continue;
      }
      throw new RangeError(
        `Cannot ${what}: the parameter ${param.name} must keep the shape of its first update, ${rows} x ${columns}, got ${
          shape(param.value)
        }; a new optimizer starts anew`,
      );
    }
  }

  /**
   * The arrays for `param`, each as long as the parameter has elements, row by
   * row.
   *
   * @param param The parameter.
   */
  of(param: Param): readonly Float64Array[] {
    let memory = this.#memories.get(param);
    if (memory === undefined) {
      const { rows, columns } = param.value;
      const arrays = Array.from(
        { length: this.#count },
        () => new Float64Array(rows * columns),
      );
      this.#memories.set(param, memory = { rows, columns, arrays });
    }
    return memory.arrays;
  }
}

/**
 * Holds gradients to those whose mean square has all its digits, where no eps stands in
 * for it: a step of g / 0, or of g over a root of a few digits, would be wrong in silence.
 *
 * @param what What cannot be done otherwise: "update by Adam".
 * @param eps What is added to the root.
 * @param params The parameters, none of which has moved yet.
 * @param next For a parameter, what the rule is about to make of element k, whose
 * gradient is g: the step's numerator and the mean square under the root.
 * @throws {RangeError} if a numerator is not 0 and its mean square is lost.
 */
export function checkSquares(
  what: string,
  eps: number,
  params: readonly Param[],
  next: (param: Param) => (g: number, k: number) => [number, number],
): void {
  if (eps >= SURE) return;
  for (const param of params) {
    const of = next(param);
    let k = 0;
    for (const row of rows(param.grad)) {
      for (const g of row) {
        const [numerator, square] = of(g, k++);
        if (square >= SMALLEST_NORMAL || Number.isNaN(square)) continue;
        const size = Math.max(Math.abs(g), Math.abs(numerator));
        // What fades away, step by step, comes to no step that could be seen.
        if (size === 0 || (square > 0 && size < SMALLEST_NORMAL)) continue;
        throw new RangeError(
          `Cannot ${what}: with an eps of ${eps} the mean square of ${param.name} must be above ${SMALLEST_NORMAL} wherever there is a step to take, got ${square} for a gradient of ${g}; a larger eps, such as 1e-8, will do`,
        );
      }
    }
  }
}

/**
 * What is added to roots: eps, and for an eps of 0 so little that it changes no root but
 * 0. A step of 0 / 0 is then 0, the limit of a vanishing eps: an element that never had a
 * gradient has nowhere to go. `checkSquares` has refused any other step over 0.
 *
 * @param eps At least 0.
 */
export function underRoot(eps: number): number {
  return eps === 0 ? Number.MIN_VALUE : eps;
}

/**
 * sqrt(square) + eps, what a step is divided by; NaN where the square of a gradient is beyond
 * the largest number: the element would stand still for ever, and a network that diverges
 * must show it.
 *
 * @param square A mean square of gradients, or a sum.
 * @param eps What is added.
 */
export function rootOf(square: number, eps: number): number {
  return square === Infinity ? NaN : Math.sqrt(square) + eps;
}

/**
 * w -= step(g, k) for every element of a parameter.
 *
 * @param param The parameter.
 * @param step How far element k, whose gradient is g, goes down.
 */
export function descend(
  param: Param,
  step: (g: number, k: number) => number,
): void {
  const grads = rows(param.grad);
  let k = 0;
  for (const [i, value] of rows(param.value).entries()) {
    const grad = grads[i];
    for (let j = 0; j < value.length; j++) value[j] -= step(grad[j], k++);
  }
}
