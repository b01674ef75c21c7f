import type { Param } from "../layers/layer.ts";
import { checkMatrix, shape } from "../matrix/check.ts";
import { kindOf } from "../matrix/kind_of.ts";

/**
 * Holds what an optimizer is to move to parameters whose gradients have their shapes,
 * before the first of them moves.
 *
 * @param name The optimizer's name, for the message.
 * @param params The argument of `update`.
 * @throws {TypeError} if it is no array of parameters: `net` where `net.params` is meant.
 * @throws {RangeError} if a gradient has another shape than its value.
 */
export function checkParams(name: string, params: readonly Param[]): void {
  const what = `update by ${name}`;
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
