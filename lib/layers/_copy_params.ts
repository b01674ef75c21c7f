import { copyRows } from "../storage/rows.ts";
import type { Layer } from "./layer.ts";

/**
 * Writes the parameters of one layer into those of another like it.
 *
 * @param from A layer.
 * @param to A layer with parameters of the same shapes.
 * @returns `to`.
 */
export function copyParams<L extends Layer>(from: L, to: L): L {
  from.params.forEach(({ value }, i) => copyRows(value, to.params[i].value));
  return to;
}
