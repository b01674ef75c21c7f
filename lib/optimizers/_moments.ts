import type { Param } from "../layers/layer.ts";
import { rows } from "../matrix/rows.ts";

/**
 * The memory of an optimizer: a few numbers for each element of a parameter,
 * zeros at first.
 *
 * Keyed by the parameter itself, so one optimizer can serve any networks, and a
 * network that is gone takes its moments along.
 */
export class Moments {
  readonly #moments = new WeakMap<Param, Float64Array[]>();
  readonly #count: number;

  /** @param count How many numbers an element has. */
  constructor(count: number) {
    this.#count = count;
  }

  /**
   * The arrays for `param`, each as long as the parameter has elements, row by
   * row.
   *
   * @param param The parameter.
   */
  of(param: Param): Float64Array[] {
    let arrays = this.#moments.get(param);
    if (arrays === undefined) {
      const size = param.value.rows * param.value.columns;
      arrays = Array.from(
        { length: this.#count },
        () => new Float64Array(size),
      );
      this.#moments.set(param, arrays);
    }
    return arrays;
  }
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
