import { kindOf } from "../check/kind_of.ts";

/**
 * Throws unless a figure's named things are an object: an array has no names.
 *
 * @param doing What cannot be done otherwise: "draw loss curves".
 * @param what What must be such an object: "runs".
 * @param holds What it holds: "each run's losses by its name".
 * @param named The argument.
 * @param atLeast What it must hold at least: "one run". Default: it may be empty.
 */
export function checkNamed(
  doing: string,
  what: string,
  holds: string,
  named: unknown,
  atLeast?: string,
): void {
  if (typeof named !== "object" || named === null || Array.isArray(named)) {
    throw new TypeError(
      `Cannot ${doing}: ${what} must be an object, ${holds}, got ${
        kindOf(named)
      }`,
    );
  }
  if (atLeast !== undefined && Object.keys(named).length === 0) {
    throw new RangeError(
      `Cannot ${doing}: ${what} must hold at least ${atLeast}, got 0`,
    );
  }
}
