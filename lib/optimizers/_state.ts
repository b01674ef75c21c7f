import { checkArray } from "../check/kinds.ts";
import { checkCount } from "../check/numbers.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Param } from "../layers/layer.ts";
import { checkMatrix, shape } from "../matrix/check_matrix.ts";
import type { OptimizerState } from "./optimizer.ts";

/** What an optimizer remembers of one parameter. */
export type ParamState = OptimizerState["params"][number];

/**
 * Holds a state to what an optimizer of a rule can have remembered of parameters.
 *
 * @param doing What cannot be done otherwise: "set the state of Adam".
 * @param params The parameters.
 * @param state The argument.
 * @param letters The moments of the rule: m and v.
 * @throws {TypeError} if it, or a part of it, is of another kind.
 * @throws {RangeError} if it is of another number of parameters, of other moments or shapes.
 */
export function checkState(
  doing: string,
  params: readonly Param[],
  state: OptimizerState,
  letters: readonly string[],
): void {
  checkObject(doing, "state", state, "what stateOf() gives");
  checkCount(doing, "state.updates", state.updates, 0);
  checkArray(doing, "state.params", state.params);
  if (state.params.length !== params.length) {
    throw new RangeError(
      `Cannot ${doing}: state.params must hold one a parameter, ${params.length}, got ${state.params.length}`,
    );
  }
  for (const [i, { name, value }] of params.entries()) {
    const one = state.params[i], called = `state.params[${i}]`;
    checkObject(doing, called, one, "an object { updates, moments }");
    const { updates, moments } = one;
    checkCount(doing, `${called}.updates`, updates, 0);
    checkObject(doing, `${called}.moments`, moments, "an object of matrices");
    const must = updates === 0 ? [] : letters, got = Object.keys(moments);
    if (got.length !== must.length || !must.every((m) => got.includes(m))) {
      throw new RangeError(
        `Cannot ${doing}: ${called}.moments must be ${
          listed(must)
        } after ${updates} updates of ${name}, got ${listed(got)}`,
      );
    }
    for (const letter of must) {
      const moment = moments[letter];
      checkMatrix(doing, `${called}.moments.${letter}`, moment);
      if (moment.rows === value.rows && moment.columns === value.columns) {
        continue;
      }
      throw new RangeError(
        `Cannot ${doing}: ${called}.moments.${letter} must be ${
          shape(value)
        }, like the value of ${name}, got ${shape(moment)}`,
      );
    }
  }
}

function checkObject(
  doing: string,
  name: string,
  value: unknown,
  must: string,
): void {
  if (
    typeof value === "object" && value !== null && !Array.isArray(value)
  ) return;
  throw new TypeError(
    `Cannot ${doing}: ${name} must be ${must}, got ${kindOf(value)}`,
  );
}

function listed(letters: readonly string[]): string {
  return letters.length === 0 ? "empty" : `{ ${letters.join(", ")} }`;
}
