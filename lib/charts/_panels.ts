import { checkArray } from "../check/kinds.ts";
import { kindOf } from "../check/kind_of.ts";
import { type Kind, listOf, text } from "../check/options.ts";
import type { Json, MatrixLike } from "./chart.ts";

/** Throws unless there is at least one matrix and each holds a value. */
export function checkMatrices(
  doing: string,
  matrices: readonly MatrixLike[],
): void {
  checkArray(doing, "matrices", matrices);
  if (matrices.length === 0) {
    throw new RangeError(
      `Cannot ${doing}: matrices must hold at least one matrix, got 0`,
    );
  }
  Array.from(matrices).forEach((matrix, i) => {
    if (typeof matrix?.get !== "function") {
      throw new TypeError(
        `Cannot ${doing}: matrix ${i + 1} must be a matrix, got ${
          kindOf(matrix)
        }`,
      );
    }
    const { rows, columns } = matrix;
    if (!(rows > 0 && columns > 0)) {
      throw new RangeError(
        `Cannot ${doing}: matrix ${i + 1} must hold at least one value, ` +
          `got ${rows} x ${columns}`,
      );
    }
  });
}

/** Titles, one a panel. */
export const titlesOfPanels: Kind<readonly string[]> = listOf(
  text(),
  undefined,
  (i) => `title ${i + 1}`,
);

/** The panels' titles: those given, or the post's "1-layer", "2-layer", ... */
export function panelTitles(
  doing: string,
  count: number,
  titles?: readonly string[],
): readonly string[] {
  const all = titles ??
    Array.from({ length: count }, (_, i) => `${i + 1}-layer`);
  if (all.length !== count || new Set(all).size !== count) {
    throw new RangeError(
      `Cannot ${doing}: titles must be ${count} different texts, ` +
        `got ${JSON.stringify(all)}`,
    );
  }
  return all;
}

/** Width of one of `count` panels side by side, in px, in a notebook's column. */
export function panelWidth(count: number): number {
  return Math.min(360, Math.floor(600 / count));
}

/**
 * Panels side by side, one a name, under one title that belongs to the whole row: what
 * the horizontal axes share stands there.
 */
export function panelRow(
  names: readonly string[],
  { title, values, spec }: {
    title: { text: string; subtitle?: string };
    /** Rows with a field `panel`. */
    values: readonly Json[];
    /** What each panel draws. */
    spec: Json;
  },
): { [key: string]: Json } {
  return {
    title: { ...title, orient: "bottom", anchor: "middle", offset: 6 },
    data: { values },
    facet: {
      column: {
        field: "panel",
        type: "nominal",
        sort: names,
        header: { title: null },
      },
    },
    spacing: 8,
    spec,
  };
}
