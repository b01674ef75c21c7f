import { showConstants } from "../check/constants.ts";
import { kindOf } from "../check/kind_of.ts";
import { checkParams } from "../layers/check_params.ts";
import type { Param } from "../layers/layer.ts";
import type { LearningRate } from "../schedules/schedule.ts";
import { outside } from "../storage/workspace.ts";
import { checkSquares, Moments, type Step } from "./_moments.ts";
import { checkState } from "./_state.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";

/** What sets an optimizer apart from others. */
interface Formula {
  /** The letters of what is remembered of each element: m and v. Default: nothing. */
  readonly moments?: readonly string[];
  /** What moves before the first step. */
  readonly before?: (lr: number, params: readonly Param[]) => void;
  /** The kernel's step, given the learning rate and which of the parameter's steps it is. */
  readonly step: (lr: number, t: number) => Step;
  /** Where a root is divided by: eps, and what `checkSquares` asks for. */
  readonly root?: {
    readonly eps: number;
    readonly next: (g: number, ...remembered: number[]) => [number, number];
  };
}

/** What all optimizers do alike: constants that stay, rates, counts, moments and their state. */
export class Rule {
  readonly #name: string;
  readonly #lr: LearningRate;
  readonly #formula: Formula;
  readonly #moments: Moments;
  #updates = 0;

  /**
   * Makes the constants readable from the optimizer.
   *
   * @param optimizer Whose rule it is.
   * @param name What messages call it: "Adam".
   * @param constants Within their ranges.
   * @param formula Its formula.
   */
  constructor(
    optimizer: Optimizer,
    name: string,
    constants: { readonly lr: LearningRate },
    formula: Formula,
  ) {
    this.#name = name;
    this.#lr = constants.lr;
    this.#formula = formula;
    this.#moments = new Moments(formula.moments ?? []);
    showConstants(
      ...[optimizer, name, constants] as const,
      (constant) =>
        constant === "lr"
          ? "give lr as a function of the update, or make another optimizer"
          : "make another optimizer",
    );
  }

  /** `Optimizer.update`. */
  update(params: readonly Param[]): void {
    const doing = `update by ${this.#name}`, { root } = this.#formula;
    checkParams(doing, params);
    this.#moments.check(doing, params);
    const lr = this.#rate(doing);
    if (root) {
      checkSquares(doing, root.eps, params, this.#moments, root.next);
    }
    this.#formula.before?.(lr, params);
    this.#updates += 1;
    for (const param of params) {
      this.#moments.step(param, (t) => this.#formula.step(lr, t));
    }
  }

  /** The learning rate of the next update. */
  #rate(doing: string): number {
    const schedule = this.#lr, update = this.#updates + 1;
    if (typeof schedule === "number") return schedule;
    const lr = outside(() => schedule(update));
    if (Number.isFinite(lr) && lr >= 0) return lr;
    throw new RangeError(
      `Cannot ${doing}: lr must give a finite number at least 0, got ${
        kindOf(lr)
      } at update ${update}`,
    );
  }

  /** `Optimizer.stateOf`. */
  stateOf(params: readonly Param[]): OptimizerState {
    checkParams(`take the state of ${this.#name}`, params);
    return {
      updates: this.#updates,
      params: params.map((param) => this.#moments.stateOf(param)),
    };
  }

  /** `Optimizer.setState`. */
  setState(params: readonly Param[], state: OptimizerState): void {
    const doing = `set the state of ${this.#name}`;
    checkParams(doing, params);
    checkState(doing, params, state, this.#moments.letters);
    this.#updates = state.updates;
    params.forEach((param, i) =>
      this.#moments.setState(param, state.params[i])
    );
  }
}
