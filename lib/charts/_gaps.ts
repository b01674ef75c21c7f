import { checkArray } from "../check/kinds.ts";
import { checkFinite } from "./_finite.ts";
import { countText, listText } from "./_words.ts";

/** A number of a line; what is missing, NaN or infinite is a gap in it. */
export type MaybeNumber = number | null | undefined;

/** A line that may have gaps. */
export interface Line {
  /** Its values in order, null in a gap: Vega-Lite ends the line there and begins anew. */
  readonly values: readonly (number | null)[];
  /** Those that are numbers. */
  readonly finite: readonly number[];
  /** The places, from 0, of values without a neighbour: a line would not show them. */
  readonly lone: readonly number[];
  /** The places in gaps. */
  readonly gaps: readonly number[];
}

/**
 * A line of values, each finite or a gap.
 *
 * @param doing What cannot be done otherwise: "draw line panels".
 * @param name What the line is called: "book in mean".
 * @param values The values.
 * @param where Where the value at a place stands: "as value 2".
 * @throws {RangeError} for what is no number at all.
 */
export function lineOf(
  doing: string,
  name: string,
  values: readonly MaybeNumber[],
  where: (i: number) => string = (i) => `as value ${i + 1}`,
): Line {
  checkArray(doing, name, values);
  const read = Array.from(values, (value, i) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== "number") {
      checkFinite(doing, name, [value], () => where(i));
    }
    return Number.isFinite(value) ? value : null;
  });
  const isGap = (i: number) => (read[i] ?? null) === null;
  const places = [...read.keys()];
  return {
    values: read,
    finite: read.filter((value) => value !== null),
    lone: places.filter((i) => !isGap(i) && isGap(i - 1) && isGap(i + 1)),
    gaps: places.filter(isGap),
  };
}

/** A {@linkcode lineOf} at least one value. */
export function lineWithValues(
  doing: string,
  name: string,
  values: readonly MaybeNumber[],
  where?: (i: number) => string,
): Line {
  const line = lineOf(doing, name, values, where);
  if (line.finite.length > 0) return line;
  throw new RangeError(
    `Cannot ${doing}: ${name} must have at least one finite value, got none`,
  );
}

/**
 * Gaps in words: "3, 5 to 7 and 9"; "" where there is none.
 *
 * @param gaps The places in gaps, in order.
 * @param place Where a place stands on the axis.
 */
export function gapText(
  gaps: readonly number[],
  place: (i: number) => number,
): string {
  const runs: [first: number, last: number][] = [];
  for (const at of gaps) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === at - 1) run[1] = at;
    else runs.push([at, at]);
  }
  const some = runs.slice(0, 5).map(([first, last]) =>
    first === last
      ? countText(place(first))
      : `${countText(place(first))} to ${countText(place(last))}`
  );
  const more = runs.length - some.length;
  return listText(more > 0 ? [...some, `${more} more`] : some);
}
