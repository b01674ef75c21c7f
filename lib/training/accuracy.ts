import type { Data } from "../datasets/data.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { forwardThrough } from "../layers/pass.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { checkLabels } from "../losses/check_labels.ts";
import type { Matrix } from "../storage/matrix.ts";
import { rowRange } from "../storage/row_range.ts";
import { rows } from "../storage/rows.ts";
import { outermostWorkspace, ownWorkspace } from "../storage/workspace.ts";
import { checkData } from "./check_data.ts";

/** Examples a pass: what lies between two layers then stays in the cache. */
const PIECE = 500;

/**
 * The share of examples whose largest output is that of their class: a fraction
 * in [0, 1], computed in "infer" mode.
 *
 * Of equal outputs the first counts, and a row that starts with NaN answers class
 * 0, so that a network that has diverged scores the share of the digit 0. A single output is a
 * logit, as `SigmoidCrossEntropy` takes it: above 0 the answer is class 1, else class 0.
 *
 * @param net Gives N x classes.
 * @param data Examples and their classes.
 * @throws {RangeError} if the data is empty, ragged or not finite, or a label is none
 * of the classes.
 * @throws {TypeError} if the network is no layer, or the data no examples with labels.
 *
 * @example
 * ```ts
 * import { accuracy, mlp, Matrix, relu, seeded, zeros } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const net = mlp([2, 2], { activation: relu, init: zeros(), rng: seeded(1) });
 * const data = { x: new Matrix([[1, 2], [3, 4]]), t: Uint8Array.of(0, 1) };
 * assertEquals(accuracy(net, data), 0.5); // equal outputs: always class 0
 * ```
 */
export function accuracy(net: Layer, data: Data): number {
  checkLayer("measure accuracy", "net", net);
  checkData("measure accuracy", "data", data);
  checkFinite("measure accuracy", "data.x", data.x);
  const { x, t } = data;
  let right = 0;
  outermostWorkspace(() =>
    eachPiece(net, x, (outputs, from) => {
      if (from === 0) {
        checkLabels("measure accuracy", "data.t", t, outputs.columns);
      }
      right += rightOnes(outputs, t, from);
    })
  );
  return right / t.length;
}

/**
 * A network's outputs in "infer" mode, some examples at a time.
 *
 * @param net N x features -> N x outputs.
 * @param x Examples, known to be finite.
 * @param look Looks at the outputs of the examples from a number on; they are taken back then.
 */
export function eachPiece(
  net: Layer,
  x: Matrix,
  look: (outputs: Matrix, from: number) => void,
): void {
  for (let from = 0; from < x.rows; from += PIECE) {
    ownWorkspace(() => {
      const piece = rowRange(x, from, from + PIECE);
      look(forwardThrough(net, piece, "infer"), from);
    });
  }
}

/**
 * How many examples' answers are right.
 *
 * @param outputs N x classes, or N x 1.
 * @param t The classes.
 * @param from Where those of these examples begin.
 */
export function rightOnes(
  outputs: Matrix,
  t: ArrayLike<number>,
  from: number,
): number {
  const answer = outputs.columns === 1 ? signOf : argmax;
  return rows(outputs).filter((row, i) => answer(row) === t[from + i]).length;
}

function signOf([logit]: Float64Array): number {
  return logit > 0 ? 1 : 0;
}

function argmax(values: Float64Array): number {
  let best = 0;
  for (let c = 1; c < values.length; c++) {
    if (values[c] > values[best]) best = c;
  }
  return best;
}
