import type { Data } from "../datasets/data.ts";

/**
 * How many outputs a network needs for all of these labels: 1 + the largest. A class that
 * only held-out examples have needs one too.
 *
 * @param sets Examples, at least one in each that is given.
 */
export function classesOf(...sets: (Data | undefined)[]): number {
  const largest = ({ t }: Data) => t.reduce((a, b) => Math.max(a, b));
  return 1 +
    Math.max(0, ...sets.filter((set) => set !== undefined).map(largest));
}
