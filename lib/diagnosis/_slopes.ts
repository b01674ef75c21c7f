import type { Activation } from "../activations/activation.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rows } from "../storage/rows.ts";

/**
 * A slope counts as none below this share of the function's steepest. For the sigmoid
 * that is beyond |z| = 5.98, for tanh beyond 2.99; for ReLU below 0. Leaky ReLU's usual
 * slope of .01 just counts as one.
 */
const NEGLIGIBLE = 0.01;

/** What is known of a function's slope. */
interface Slope {
  /** |f'| below this is negligible. */
  readonly bar: number;
  /** Whether it is negligible far out on both sides, as a sigmoid's is. */
  readonly bounded: boolean;
}

const known = new WeakMap<Activation, Slope>();

/** The steepest slope is looked for where activation functions bend, in [-10, 10]. */
export function slopeOf(f: Activation): Slope {
  let slope = known.get(f);
  if (slope === undefined) {
    let steepest = 0;
    for (let k = -1000; k <= 1000; k++) {
      steepest = Math.max(steepest, Math.abs(f.derivative(k / 100)));
    }
    const bar = NEGLIGIBLE * steepest;
    const bounded = [-50, 50].every((z) => Math.abs(f.derivative(z)) < bar);
    known.set(f, slope = { bar, bounded });
  }
  return slope;
}

/**
 * Where an activation passes no gradient back.
 *
 * @param functions The function, or one for each neuron.
 * @param z What it was called with, N x neurons.
 * @param y What it gave, N x neurons.
 * @returns `saturated`: the share of all values whose slope is negligible, for
 * functions that are flat on both sides (for ReLU half would be as it should be);
 * `dead`: the share of neurons whose slope is negligible for every example. Fractions in
 * [0, 1]; NaN where a value is.
 */
export function flatShares(
  functions: readonly Activation[],
  z: Matrix,
  y: Matrix,
): { saturated?: number; dead: number } {
  const slopes = functions.map(slopeOf);
  const bounded = slopes.every(({ bounded }) => bounded);
  const flat = new Float64Array(z.columns);
  const yRows = rows(y);
  for (const [i, row] of rows(z).entries()) {
    for (let j = 0; j < row.length; j++) {
      const one = functions.length > 1 ? j : 0;
      const slope = Math.abs(functions[one].derivative(row[j], yRows[i][j]));
      const isFlat = slope < slopes[one].bar;
      flat[j] += Number.isNaN(row[j]) ? NaN : Number(isFlat);
    }
  }
  const all = flat.reduce((sum, count) => sum + count, 0);
  const dead = Number.isNaN(all)
    ? NaN
    : flat.filter((count) => count === z.rows).length / z.columns;
  return bounded ? { saturated: all / (z.rows * z.columns), dead } : { dead };
}
