import { checkCount, checkOptions } from "../matrix/check.ts";
import { kindOf } from "../matrix/kind_of.ts";
import { matrixValues } from "./_matrix_values.ts";
import type { MatrixLike } from "./chart.ts";

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
 * of the counts says how many lie inside.
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
 * import { histogramCounts } from "weightlab";
 *
 * const values = [0, 0.25, 0.5, 1, 1.5];
 * assertEquals(histogramCounts(values, { bins: 2, range: [0, 1] }), [2, 2]);
 * ```
 */
export function histogramCounts(
  values: MatrixLike | Iterable<number>,
  options: HistogramBins,
): number[] {
  checkOptions("count values", options, ["bins", "range"]);
  const { bins, range } = options;
  checkBins("count values", { bins, range });
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
  const perUnit = bins / (high - low);
  const counts = new Array<number>(bins).fill(0);
  // A matrix is iterable too, but over its [row, column, value] entries.
  const numbers = "rows" in values ? matrixValues(values) : values;
  let at = 0;
  for (const value of numbers) {
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
    at++;
    if (value < low || value > high) continue;
    let bin = Math.min(Math.floor((value - low) * perUnit), bins - 1);
    // The quotient may round across an edge; the edges themselves decide.
    if (value < edges[bin]) bin--;
    else if (bin < bins - 1 && value >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  return counts;
}

/** The `bins + 1` edges, the outer two exactly those of the range. */
export function binEdges(
  { bins, range: [low, high] }: HistogramBins,
): number[] {
  const step = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => low + i * step);
  edges[bins] = high;
  return edges;
}

/** Throws unless there is a whole number of bins and a range with a width. */
export function checkBins(doing: string, { bins, range }: HistogramBins): void {
  checkCount(doing, "bins", bins);
  checkRange(doing, range);
}

/** Throws unless a range has two finite ends, and a width. */
export function checkRange(
  doing: string,
  range: readonly [number, number],
): void {
  const isRange = Array.isArray(range) && range.length === 2 &&
    range.every(Number.isFinite) &&
    Number.isFinite(range[1] - range[0]) && range[0] < range[1];
  if (isRange) return;
  throw new RangeError(
    `Cannot ${doing}: range must be two finite numbers, the lower first, got ${
      Array.isArray(range) ? `[${range.join(", ")}]` : kindOf(range)
    }`,
  );
}
