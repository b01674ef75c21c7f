import { kindOf } from "../check/kind_of.ts";

/**
 * Holds labels to classes, those that a network has outputs for.
 *
 * @param what What cannot be done otherwise: "train".
 * @param name What they are called in messages: "data.t".
 * @param t The labels.
 * @param outputs How many outputs the network has; one of them is for two classes. Default:
 * as many as it takes.
 * @throws {RangeError} naming the first example with another label, by its row.
 */
export function checkLabels(
  what: string,
  name: string,
  t: ArrayLike<number>,
  outputs = Infinity,
): void {
  for (let i = 0; i < t.length; i++) {
    const label = t[i];
    if (
      Number.isInteger(label) && label >= 0 && label < Math.max(outputs, 2)
    ) continue;
    throw new RangeError(
      `Cannot ${what}: ${name} must hold ${classesOf(outputs)}, got ${
        kindOf(label)
      } for example ${i}`,
    );
  }
}

function classesOf(outputs: number): string {
  if (outputs === Infinity) return "whole numbers from 0 up";
  if (outputs === 1) return "classes 0 or 1, as the network has one output";
  return `classes in 0 .. ${
    outputs - 1
  }, as the network has ${outputs} outputs`;
}
