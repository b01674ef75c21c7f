import { kindOf } from "./kind_of.ts";

/** Where a number must lie: `least` and `most` are included, `above` and `below` are not. */
export interface Interval {
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
  readonly below?: number;
}

/**
 * Holds a count to the whole numbers from `least` up.
 *
 * @param what What cannot be done otherwise: "draw randn".
 * @param name The argument's name.
 * @param value The argument.
 * @param least The smallest allowed value, 1 unless given.
 * @throws {RangeError} if it is anything else.
 */
export function checkCount(
  what: string,
  name: string,
  value: number,
  least = 1,
): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(
      `Cannot ${what}: ${name} must be a whole number of at least ${least}, got ${
        kindOf(value)
      }`,
    );
  }
}

/**
 * Holds a number to an interval.
 *
 * @param what What cannot be done otherwise: "make SGD".
 * @param name The argument's name.
 * @param value The argument.
 * @param interval Where it must lie.
 * @throws {RangeError} if the value is not a finite number of the interval.
 */
export function checkNumber(
  what: string,
  name: string,
  value: number,
  interval: Interval,
): void {
  const { least, above, most, below } = interval;
  const inside = Number.isFinite(value) &&
    (least === undefined || value >= least) &&
    (above === undefined || value > above) &&
    (most === undefined || value <= most) &&
    (below === undefined || value < below);
  if (inside) return;
  const bounds = [
    least !== undefined && `at least ${least}`,
    above !== undefined && `above ${above}`,
    most !== undefined && `at most ${most}`,
    below !== undefined && `below ${below}`,
  ].filter(Boolean).join(" and ");
  throw new RangeError(
    `Cannot ${what}: ${name} must be a finite number${
      bounds && ` ${bounds}`
    }, got ${kindOf(value)}`,
  );
}
