import {
  Matrix,
  type Optimizer,
  type OptimizerState,
  type Param,
} from "weightlab";

/**
 * A user's optimizer that remembers: w -= lr m / (1 + t), m = .9 m + g, t the parameter's
 * updates so far.
 */
export class Stateful implements Optimizer {
  readonly #of = new Map<Param, { updates: number; m: Matrix }>();
  readonly #lr: number;
  #updates = 0;

  constructor({ lr = 0.1 }: { lr?: number } = {}) {
    this.#lr = lr;
  }

  update(params: readonly Param[]): void {
    this.#updates++;
    for (const param of params) {
      const { value, grad } = param;
      const { updates, m } = this.#of.get(param) ??
        { updates: 0, m: new Matrix(value.rows, value.columns) };
      m.mul(0.9).add(grad);
      value.sub(Matrix.mul(m, this.#lr / (1 + updates)));
      this.#of.set(param, { updates: updates + 1, m });
    }
  }

  stateOf(params: readonly Param[]): OptimizerState {
    return {
      updates: this.#updates,
      params: params.map((param) => {
        const moments: Record<string, Matrix> = {};
        const it = this.#of.get(param);
        if (it) moments.m = it.m.clone();
        return { updates: it?.updates ?? 0, moments };
      }),
    };
  }

  setState(params: readonly Param[], state: OptimizerState): void {
    for (const { updates, moments } of state.params) {
      const names = Object.keys(moments).join();
      if (names !== (updates > 0 ? "m" : "")) {
        throw new RangeError(`Cannot set a state: must have m, got ${names}`);
      }
    }
    this.#updates = state.updates;
    params.forEach((param, i) => {
      const { updates, moments: { m } } = state.params[i];
      if (updates === 0) this.#of.delete(param);
      else this.#of.set(param, { updates, m: m.clone() });
    });
  }
}
