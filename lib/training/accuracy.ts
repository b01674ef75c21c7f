import type { Data } from "../datasets/data.ts";
import { checkLayer, type Layer } from "../layers/layer.ts";
import { forwardThrough } from "../layers/pass.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { rowRange } from "../storage/row_range.ts";
import { rows } from "../storage/rows.ts";
import { outermostWorkspace, workspace } from "../storage/workspace.ts";
import { checkData, checkLabels } from "./check_data.ts";

/** Examples a pass: what lies between two layers then stays in the cache. */
const PIECE = 500;

/**
 * The share of examples whose largest output is that of their class: a fraction
 * in [0, 1], computed in "infer" mode.
 *
 * Of equal outputs the first counts, and a row that starts with NaN answers class
 * 0, so that a network that has diverged scores the share of the digit 0.
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
  return outermostWorkspace(() => shareRight(net, data));
}

/**
 * `accuracy` of data whose examples are known to be finite.
 *
 * @param net Gives N x classes.
 * @param data Examples and their classes.
 * @throws {RangeError} if a label is none of the classes.
 */
export function shareRight(net: Layer, data: Data): number {
  const { x, t } = data;
  let right = 0;
  for (let from = 0; from < t.length; from += PIECE) {
    right += workspace(() => {
      const outputs = forwardThrough(
        net,
        rowRange(x, from, from + PIECE),
        "infer",
      );
      if (from === 0) {
        checkLabels("measure accuracy", "data", data, outputs.columns);
      }
      return rows(outputs).filter((row, i) => argmax(row) === t[from + i])
        .length;
    });
  }
  return right / t.length;
}

function argmax(values: Float64Array): number {
  let best = 0;
  for (let c = 1; c < values.length; c++) {
    if (values[c] > values[best]) best = c;
  }
  return best;
}
