import { kindOf } from "../check/kind_of.ts";
import { checked, count, type Kind, readOptions } from "../check/options.ts";
import type { MatrixLike } from "./chart.ts";
import { matrixValues } from "./_matrix_values.ts";

/** How values are sorted into bins of equal width. */
export interface HistogramBins {
  /** Number of bins, a whole number of at least 1. */
  readonly bins: number;
  /** Lower and upper edge of the whole histogram, in the values' unit. */
  readonly range: readonly [number, number];
}

/**
 * Counts values in bins of equal width: bin i holds `edge[i] <= value < edge[i + 1]`.
 *
 * The last bin is closed on the right, as in NumPy's `histogram`, with the same
 * rounding at the edges. Values outside the range, infinities too, are not counted: the sum
 * of the counts says how many lie inside. A range may be as narrow as the smallest numbers
 * and as wide as the largest; a bin whose two edges are the same number holds nothing.
 *
 * @param values a matrix, or numbers in any order; NaN is an error, since it has no
 * bin and no side.
 * @param options the number of bins and the range.
 * @returns `bins` counts.
 * @throws {RangeError} for NaN, a range without width or not finite, or a number of
 * bins that is not a whole number of at least 1.
 * @throws {TypeError} for a value that is not a number, values of another kind, or an
 * option there is not.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { histogramCounts } from "weightlab/charts";
 *
 * const values = [0, 0.25, 0.5, 1, 1.5];
 * assertEquals(histogramCounts(values, { bins: 2, range: [0, 1] }), [2, 2]);
 * ```
 */
export function histogramCounts(
  values: MatrixLike | Iterable<number>,
  options: HistogramBins,
): number[] {
  const { bins, range } = readOptions("count values", options, {
    bins: count(),
    range: checked(checkEnds),
  });
  if (
    typeof values !== "object" || values === null ||
    !("rows" in values || Symbol.iterator in values)
  ) {
    throw new TypeError(
      `Cannot count values: values must be a matrix or numbers, got ${
        kindOf(values)
      }`,
    );
  }
  const [low, high] = range;
  const edges = binEdges({ bins, range });
  // What is wider than the largest number is measured in halves.
  const part = Number.isFinite(high - low) ? 1 : 0.5;
  const start = low * part, width = high * part - start;
  const counts = new Array<number>(bins).fill(0);
  // A matrix is iterable too, but over its [row, column, value] entries.
  const numbers = "rows" in values
    ? matrixValues(values)
    : values instanceof Float64Array
    ? values
    : [...values];
  // An index is several times as quick as an iterator, and a million values are usual.
  for (let at = 0; at < numbers.length; at++) {
    const value = numbers[at];
    if (typeof value !== "number") {
      throw new TypeError(
        `Cannot count values in ${bins} bins: each must be a number, got ${
          kindOf(value)
        } at ${at}`,
      );
    }
    if (Number.isNaN(value)) {
      throw new RangeError(
        `Cannot count values in ${bins} bins: each must be a number, got NaN at ${at}`,
      );
    }
    if (value < low || value > high) continue;
    const share = (value * part - start) / width;
    let bin = Math.min(Math.floor(share * bins), bins - 1);
    // The quotient may round across an edge; the edges themselves decide.
    while (value < edges[bin]) bin--;
    while (bin < bins - 1 && value >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  return counts;
}

/** The `bins + 1` edges, the outer two exactly those of the range. */
export function binEdges(
  { bins, range: [low, high] }: HistogramBins,
): number[] {
  const width = high - low, step = width / bins;
  const edgeAt = (i: number) => {
    // In halves, which are no larger than the ends, where the whole is too large.
    if (!Number.isFinite(width)) {
      return 2 * (low / 2 + i * ((high / 2 - low / 2) / bins));
    }
    return low + (step === 0 ? i / bins * width : i * step);
  };
  const edges = Array.from({ length: bins + 1 }, (_, i) => edgeAt(i));
  edges[bins] = high;
  return edges;
}

/** A range that can be drawn: it has two finite ends, and a finite width. */
export const drawnRange: Kind<readonly [number, number]> = checked(
  (doing, name, range: readonly [number, number]) => {
    checkEnds(doing, name, range);
    if (Number.isFinite(range[1] - range[0])) return;
    throw new RangeError(
      `Cannot ${doing}: ${name} must be at most ${Number.MAX_VALUE} wide, got [${
        range.join(", ")
      }]`,
    );
  },
);

/** Throws unless a range has two finite ends, the lower first. */
function checkEnds(
  doing: string,
  name: string,
  range: readonly [number, number],
): void {
  const isRange = Array.isArray(range) && range.length === 2 &&
    range.every(Number.isFinite) && range[0] < range[1];
  if (isRange) return;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be two finite numbers, the lower first, got ${
      Array.isArray(range) ? `[${range.join(", ")}]` : kindOf(range)
    }`,
  );
}
