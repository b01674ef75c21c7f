import { checkCount } from "../check/numbers.ts";
import { number, readOptions } from "../check/options.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The same learning rate for every update: as a number, but a schedule.
 *
 * @param options The rate.
 * @throws {RangeError} if it is not a finite number above 0.
 * @throws {TypeError} if the options are no object, or hold another name.
 *
 * @example
 * ```ts
 * import { constantRate } from "weightlab";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([1, 2, 300].map(constantRate({ lr: 0.1 })), [0.1, 0.1, 0.1]);
 * ```
 */
export function constantRate(options: {
  /** The learning rate, above 0. */
  lr: number;
}): Schedule {
  const { lr } = readOptions("make a constant rate", options, {
    lr: number({ above: 0 }),
  });
  return (update) => {
    checkCount("give a constant rate", "update", update);
    return lr;
  };
}
