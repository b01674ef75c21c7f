import { checkNumber } from "../check/numbers.ts";

/** The constants of Adam's rule. */
export interface AdamConstants {
  readonly lr: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
}

/**
 * Holds Adam's constants to their ranges.
 *
 * @param making What cannot be done otherwise: "make Adam".
 * @param constants The constants.
 * @throws {RangeError} if one is outside its range.
 */
export function checkAdam(
  making: string,
  { lr, beta1, beta2, eps }: AdamConstants,
): void {
  checkNumber(making, "lr", lr, { above: 0 });
  checkNumber(making, "beta1", beta1, { least: 0, below: 1 });
  checkNumber(making, "beta2", beta2, { least: 0, below: 1 });
  checkNumber(making, "eps", eps, { least: 0 });
}
