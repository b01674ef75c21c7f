import { checkMatrix, shape } from "../matrix/check_matrix.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Param } from "./layer.ts";

/**
 * Holds what an optimizer or a penalty is given to parameters whose gradients have
 * their shapes, before the first of them changes.
 *
 * @param what What cannot be done otherwise: "update by SGD".
 * @param params The argument.
 * @throws {TypeError} if it is no array of parameters: `net` where `net.params` is meant.
 * @throws {RangeError} if a gradient has another shape than its value.
 */
export function checkParams(what: string, params: readonly Param[]): void {
  if (!Array.isArray(params)) {
    throw new TypeError(
      `Cannot ${what}: params must be an array of parameters, such as net.params, got ${
        kindOf(params)
      }`,
    );
  }
  for (const { name, value, grad } of params as readonly Param[]) {
    checkMatrix(what, `the value of ${name}`, value);
    checkMatrix(what, `the gradient of ${name}`, grad);
    if (grad.rows !== value.rows || grad.columns !== value.columns) {
      throw new RangeError(
        `Cannot ${what}: the gradient of ${name} must be ${
          shape(value)
        }, like its value, got ${shape(grad)}`,
      );
    }
  }
}
