import { numberText } from "./_words.ts";

/** A cell of a {@linkcode table}. */
export type Cell = string | number | boolean | null | undefined;

/** A table as html, and as aligned plain text where html is not shown. */
export interface Table {
  /** A `<table>` element with a caption and scoped headers. */
  readonly html: string;
  /** The same rows as aligned text. */
  readonly text: string;
}

/** How {@linkcode table} writes. */
export interface TableOptions {
  /** What the table shows, above it. Default: none. */
  readonly caption?: string;
  /** The columns, in order. Default: the first row's keys. */
  readonly columns?: readonly string[];
  /** Significant digits of numbers that are not whole. Default 4. */
  readonly digits?: number;
}

/**
 * A table of rows: numbers to the right, text to the left, the first column as the
 * rows' headers.
 *
 * @param rows one object a row, keyed by column; a missing cell stays empty.
 * @param options caption, columns, digits.
 * @throws {RangeError} for no row, no column, or digits not in 1 .. 17.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { table } from "weightlab";
 *
 * const { text } = table([{ layer: 1, std: 0.45912 }, { layer: 2, std: 0.44 }]);
 * assertEquals(text, "layer     std\n    1  0.4591\n    2    0.44");
 * ```
 */
export function table(
  rows: readonly Readonly<Record<string, Cell>>[],
  { caption, columns, digits = 4 }: TableOptions = {},
): Table {
  if (rows.length === 0) {
    throw new RangeError(
      "Cannot make a table: rows must hold at least one row, got 0",
    );
  }
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= 17)) {
    throw new RangeError(
      `Cannot make a table: digits must be a whole number in 1 .. 17, got ${digits}`,
    );
  }
  const names = columns ?? Object.keys(rows[0]);
  if (names.length === 0) {
    throw new RangeError(
      "Cannot make a table: there must be at least one column, got 0",
    );
  }
  const cells = rows.map((row) =>
    names.map((name) => cellText(row[name], digits))
  );
  const numeric = names.map((name) =>
    rows.every((row) =>
      typeof row[name] === "number" || row[name] === undefined ||
      row[name] === null
    )
  );
  return {
    html: htmlTable(names, cells, numeric, caption),
    text: textTable(names, cells, numeric, caption),
  };
}

function cellText(cell: Cell, digits: number): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "number" || Number.isInteger(cell)) return String(cell);
  return numberText(cell, digits);
}

function htmlTable(
  names: readonly string[],
  cells: readonly (readonly string[])[],
  numeric: readonly boolean[],
  caption: string | undefined,
): string {
  const align = (column: number) =>
    ` style="text-align: ${numeric[column] ? "right" : "left"}"`;
  const head = names.map((name, i) =>
    // A header without a text says nothing: such a cell is an empty one.
    name === ""
      ? "<td></td>"
      : `<th scope="col"${align(i)}>${escaped(name)}</th>`
  );
  const body = cells.map((row) =>
    "<tr>" +
    row.map((cell, i) =>
      i === 0 && cell !== ""
        ? `<th scope="row"${align(i)}>${escaped(cell)}</th>`
        : `<td${align(i)}>${escaped(cell)}</td>`
    ).join("") +
    "</tr>"
  );
  return [
    "<table>",
    ...(caption === undefined
      ? []
      : [`<caption>${escaped(caption)}</caption>`]),
    `<thead><tr>${head.join("")}</tr></thead>`,
    "<tbody>",
    ...body,
    "</tbody>",
    "</table>",
  ].join("\n");
}

function textTable(
  names: readonly string[],
  cells: readonly (readonly string[])[],
  numeric: readonly boolean[],
  caption: string | undefined,
): string {
  const lines = [names, ...cells];
  const widths = names.map((_, i) =>
    Math.max(...lines.map((line) => [...line[i]].length))
  );
  const pad = (cell: string, i: number) => {
    const space = " ".repeat(widths[i] - [...cell].length);
    return numeric[i] ? space + cell : cell + space;
  };
  return [
    ...(caption === undefined ? [] : [caption]),
    ...lines.map((line) => line.map(pad).join("  ").trimEnd()),
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
