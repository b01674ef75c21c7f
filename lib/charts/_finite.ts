import { kindOf } from "../check/kind_of.ts";
import { checked, type Kind } from "../check/options.ts";

/**
 * Holds a list's numbers to finite ones.
 *
 * @param doing What cannot be done otherwise: "draw line panels".
 * @param name What the list is called: "book in mean".
 * @param values The list.
 * @param where Where the number at a place, from 0, stands: "as value 2". Default: not said.
 * @throws {RangeError} naming the first that is not.
 */
export function checkFinite(
  doing: string,
  name: string,
  values: readonly unknown[],
  where: (i: number) => string = () => "",
): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be finite, got ${
      `${kindOf(values[bad])} ${where(bad)}`.trimEnd()
    }`,
  );
}

/** A finite number, of which a message says no more. */
export const finite: Kind<number> = checked((doing, name, value: number) =>
  checkFinite(doing, name, [value])
);
