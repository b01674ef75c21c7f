import { checkArray } from "../check/kinds.ts";
import { kindOf } from "../check/kind_of.ts";
import { type Kind, listOf, text } from "../check/options.ts";
import type { Json, MatrixLike, NamedMatrix } from "./chart.ts";

/** What panels are drawn of: a matrix or an array of numbers, or a list of them. */
export type Numbers = MatrixLike | ArrayLike<number>;

/** A panel's matrices, whether there is one that stood in no list, and the names of a list's. */
interface Read {
  readonly matrices: readonly MatrixLike[];
  readonly isAlone: boolean;
  readonly names?: readonly string[];
}

/**
 * The matrices that panels are drawn of; an array is a matrix of one row.
 *
 * @param doing What cannot be done otherwise: "draw histograms".
 * @param given A matrix, an array of numbers, or a list of them, which may have names.
 * @returns The matrices, whether there is one that stood in no list, and the names.
 */
export function readNumbers(
  doing: string,
  given: Numbers | readonly (Numbers | NamedMatrix)[],
): Read {
  const isAlone = isMatrix(given) || isNumbers(given);
  const list = (isAlone ? [given] : given) as readonly unknown[];
  checkArray(doing, "matrices", list);
  const { values, names } = withoutNames(Array.from(list));
  const matrices = values.map((one) =>
    isNumbers(one) ? rowOf(one) : one as MatrixLike
  );
  checkMatrices(doing, matrices, "a matrix or an array of numbers");
  return { matrices, isAlone, names };
}

/** Matrices, of which one may stand in no list, and those of a list may have names. */
export function readMatrices(
  doing: string,
  given: MatrixLike | readonly (MatrixLike | NamedMatrix)[],
): Read {
  const isAlone = isMatrix(given);
  const list = (isAlone ? [given] : given) as readonly unknown[];
  checkArray(doing, "matrices", list);
  const { values, names } = withoutNames(Array.from(list));
  const matrices = values as readonly MatrixLike[];
  checkMatrices(doing, matrices, "a matrix");
  return { matrices, isAlone, names };
}

/** A list's matrices, and their names if they are rows that have them. */
function withoutNames(
  list: readonly unknown[],
): { values: readonly unknown[]; names?: readonly string[] } {
  const isNamed = (one: unknown): one is NamedMatrix => {
    const { name, values } = (one ?? {}) as Partial<NamedMatrix>;
    return typeof name === "string" && isMatrix(values);
  };
  return list.length > 0 && list.every(isNamed)
    ? {
      values: list.map(({ values }) => values),
      names: list.map(({ name }) => name),
    }
    : { values: list };
}

function isMatrix(value: unknown): value is MatrixLike {
  return typeof (value as MatrixLike | null | undefined)?.get === "function";
}

/** An empty array is an empty list. */
function isNumbers(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value)
    ? typeof value[0] === "number"
    : ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function rowOf(values: ArrayLike<number>): MatrixLike {
  return {
    rows: 1,
    columns: values.length,
    get: (_, column) => values[column],
  };
}

/** Throws unless there is at least one matrix and each holds a value. */
function checkMatrices(
  doing: string,
  matrices: readonly MatrixLike[],
  must: string,
): void {
  checkArray(doing, "matrices", matrices);
  if (matrices.length === 0) {
    throw new RangeError(
      `Cannot ${doing}: matrices must hold at least one matrix, got 0`,
    );
  }
  Array.from(matrices).forEach((matrix, i) => {
    if (!isMatrix(matrix)) {
      throw new TypeError(
        `Cannot ${doing}: matrix ${i + 1} must be ${must}, got ${
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

/**
 * The panels' titles: those given, or the matrices' names, or the post's "1-layer", "2-layer", ...; of values that
 * stand alone, "values".
 */
export function panelTitles(
  doing: string,
  count: number,
  titles?: readonly string[],
  isAlone = false,
  names?: readonly string[],
): readonly string[] {
  const all = titles ?? names ??
    (isAlone
      ? ["values"]
      : Array.from({ length: count }, (_, i) => `${i + 1}-layer`));
  if (all.length !== count || new Set(all).size !== count) {
    throw new RangeError(
      `Cannot ${doing}: titles must be ${count} different texts, ` +
        `got ${JSON.stringify(all)}`,
    );
  }
  return all;
}

/** How many panels are in a row, at most, that a title still fits above. */
const MOST = 6;

/** How many of `count` panels are in a row: all, or as many as make the rows even. */
export function panelColumns(count: number, most = MOST): number {
  return Math.ceil(count / Math.ceil(count / most));
}

/** Width of one of `count` panels in their rows, in px, in a notebook's column. */
export function panelWidth(count: number, most = MOST): number {
  return Math.min(360, Math.floor(600 / panelColumns(count, most)));
}

/**
 * Panels side by side, in rows where they are many, one a name, under one title that belongs to
 * all: what the horizontal axes share stands there.
 */
export function panelRow(
  names: readonly string[],
  { title, values, spec, isAlone = false }: {
    title: { text: string; subtitle?: string };
    /** Rows with a field `panel`. */
    values: readonly Json[];
    /** What each panel draws. */
    spec: Json;
    /** Whether the one panel needs no name. */
    isAlone?: boolean;
  },
): { [key: string]: Json } {
  const columns = panelColumns(names.length);
  const panel: Json = {
    field: "panel",
    type: "nominal",
    sort: names,
    header: { title: null, ...(isAlone && { labels: false }) },
  };
  const isWrapped = columns < names.length;
  return {
    title: { ...title, orient: "bottom", anchor: "middle", offset: 6 },
    data: { values },
    facet: isWrapped ? panel : { column: panel },
    ...(isWrapped && { columns }),
    // Or axes would stand below places where the last row has no panel.
    ...(names.length % columns > 0 && {
      resolve: { axis: { x: "independent" } },
    }),
    spacing: isWrapped ? { row: 12, column: 8 } : 8,
    spec,
  };
}
