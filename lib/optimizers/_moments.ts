import type { Param } from "../layers/layer.ts";
import { shape } from "../matrix/check_matrix.ts";
import { SMALLEST_NORMAL } from "../numbers/power_of_two.ts";
import { callKernel } from "../storage/call_kernel.ts";
import type { Matrix } from "../storage/matrix.ts";
import { residentMatrix } from "../storage/resident.ts";
import { copyRows, rows } from "../storage/rows.ts";
import { bringNear } from "../storage/workspace.ts";
import type { ParamState } from "./_state.ts";

/**
 * With an eps from here up no gradient is so small that its square, which vanishes below
 * 1e-162, could be missed under the root.
 */
const SURE = 1e-140;

/**
 * The memory of an optimizer: a few numbers for each element of a parameter, zeros at first,
 * and how many times the parameter has moved.
 *
 * Keyed by the parameter itself, so one optimizer can serve any networks, and a
 * network that is gone takes its moments along.
 */
export class Moments {
  /** Their letters in the formula: m and v. */
  readonly letters: readonly string[];
  readonly #memories = new WeakMap<Param, Memory>();

  /** @param letters What an element's numbers are called. */
  constructor(letters: readonly string[]) {
    this.letters = letters;
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
      const [{ rows, columns } = param.value] =
        this.#memories.get(param)?.moments ?? [];
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
   * What is remembered of `param`, each of its shape and where the kernel works without
   * copying.
   *
   * @param param The parameter.
   */
  of(param: Param): readonly Matrix[] {
    return this.#memoryOf(param).moments;
  }

  #memoryOf(param: Param): Memory {
    let memory = this.#memories.get(param);
    if (memory === undefined) {
      const { rows, columns } = param.value;
      const zeros = () => residentMatrix(rows, columns).fill(0);
      memory = { updates: 0, moments: this.letters.map(zeros) };
      this.#memories.set(param, memory);
    }
    return memory;
  }

  /**
   * Takes a step of the kernel's for every element of a parameter.
   *
   * @param param The parameter.
   * @param stepAt Gives the step, given which of the parameter's it is, 1 for the first. It is
   * taken given the addresses of the value, of the gradient and of what is remembered, and
   * then how many elements there are.
   */
  step(param: Param, stepAt: (t: number) => Step): void {
    const { value, grad } = param, memory = this.#memoryOf(param);
    const { moments } = memory, run = stepAt(memory.updates += 1);
    const all = [value, grad, ...moments];
    bringNear(all);
    callKernel(
      all,
      [value, ...moments],
      (w, g, ...at) =>
        run(w, g, ...at.slice(0, moments.length), value.rows * value.columns),
    );
  }

  /**
   * Copies of what is remembered of a parameter; of one that has not moved no moments.
   *
   * @param param The parameter.
   */
  stateOf(param: Param): ParamState {
    const { updates, moments } = this.#memories.get(param) ?? NOTHING;
    if (updates === 0) return { updates, moments: {} };
    const copies = moments.map((x, i) => [this.letters[i], x.clone()]);
    return { updates, moments: Object.fromEntries(copies) };
  }

  /**
   * Puts copies in the place of what is remembered of a parameter.
   *
   * @param param The parameter.
   * @param state What `checkState` has passed.
   */
  setState(param: Param, { updates, moments }: ParamState): void {
    this.#memories.delete(param);
    if (updates === 0) return;
    const memory = this.#memoryOf(param);
    memory.updates = updates;
    this.letters.forEach((letter, i) =>
      copyRows(moments[letter], memory.moments[i])
    );
  }
}

/** What is remembered of one parameter. */
interface Memory {
  updates: number;
  readonly moments: readonly Matrix[];
}

/** Before a parameter comes first. */
const NOTHING: Memory = { updates: 0, moments: [] };

/** A step of the kernel's: addresses, and how many elements. */
export type Step = (...addressesAndCount: number[]) => void;

/**
 * Holds gradients to those whose mean square has all its digits, where no eps stands in
 * for it: a step of g / 0, or of g over a root of a few digits, would be wrong in silence.
 *
 * @param what What cannot be done otherwise: "update by Adam".
 * @param eps What is added to the root.
 * @param params The parameters, none of which has moved yet.
 * @param moments What is remembered of them.
 * @param next What the rule is about to make of an element, given its gradient and what is
 * remembered of it: the step's numerator and the mean square under the root.
 * @throws {RangeError} if a numerator is not 0 and its mean square is lost.
 */
export function checkSquares(
  what: string,
  eps: number,
  params: readonly Param[],
  moments: Moments,
  next: (g: number, ...remembered: number[]) => [number, number],
): void {
  if (eps >= SURE) return;
  for (const param of params) {
    const memory = moments.of(param).map(rows);
    for (const [i, row] of rows(param.grad).entries()) {
      for (const [j, g] of row.entries()) {
        const [numerator, square] = next(g, ...memory.map((m) => m[i][j]));
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
