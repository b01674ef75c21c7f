import { kindOf } from "../check/kind_of.ts";
import { type Kind, kind } from "../check/options.ts";

/**
 * A number above 0, of which a message says more than that.
 *
 * @param must What it must be: "a loss above 0".
 */
export function aboveZero(must: string): Kind<number> {
  return kind((doing, name, value) => {
    if (typeof value === "number" && value > 0 && value < Infinity) {
      return value;
    }
    throw new RangeError(
      `Cannot ${doing}: ${name} must be ${must}, got ${kindOf(value)}`,
    );
  });
}
