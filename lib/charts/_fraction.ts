import { kindOf } from "../check/kind_of.ts";
import { type Kind, kind } from "../check/options.ts";

/** A number in [0, 1]. */
export const fraction: Kind<number> = kind((doing, name, value) => {
  if (isFraction(value)) return value;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be in [0, 1], got ${kindOf(value)}`,
  );
});

/** Whether a value is a number in [0, 1]: "0.5" and null compare as one, and are none. */
export function isFraction(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}
