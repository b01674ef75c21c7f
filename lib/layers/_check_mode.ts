import type { Mode } from "./layer.ts";

/**
 * Holds a mode to its two names: cells of a notebook are not type checked, and a
 * forgotten mode would quietly mean one of them.
 *
 * @param what What cannot be done otherwise: "normalize".
 * @param mode The mode.
 * @throws {RangeError} if it is anything else.
 */
export function checkMode(what: string, mode: Mode): void {
  if (mode !== "train" && mode !== "infer") {
    throw new RangeError(
      `Cannot ${what}: mode must be "train" or "infer", got ${mode}`,
    );
  }
}
