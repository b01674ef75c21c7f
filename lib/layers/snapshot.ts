import { checkParams } from "./check_params.ts";
import type { Param } from "./layer.ts";

/**
 * Parameters as they are now: copies of their values and gradients, which no later pass or
 * update changes.
 *
 * The numbers of a network's parameters lie in shared memory, where the kernel works on
 * them. `structuredClone` and `postMessage` copy no shared memory: what they give goes on
 * changing with the network. They may have a snapshot.
 *
 * @param params A network's parameters, `net.params`.
 * @returns One a parameter, in their order, of ordinary matrices.
 * @throws {TypeError} if it is no array of parameters.
 * @throws {RangeError} if a gradient has another shape than its value.
 *
 * @example
 * ```ts
 * import { Matrix, param, SGD, snapshot } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * const w = param("W", new Matrix([[1]]));
 * const [before] = snapshot([w]);
 * w.grad.set(0, 0, 5);
 * new SGD({ lr: 0.1 }).update([w]);
 * assertEquals([before.value.get(0, 0), w.value.get(0, 0)], [1, 0.5]);
 * ```
 */
export function snapshot(params: readonly Param[]): Param[] {
  checkParams("take a snapshot", params);
  return params.map(({ name, value, grad }) => ({
    name,
    value: value.clone(),
    grad: grad.clone(),
  }));
}
