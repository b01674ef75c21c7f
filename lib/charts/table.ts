import { kindOf } from "../check/kind_of.ts";
import { kind, listOf, readOptions, text } from "../check/options.ts";
import { largest } from "../numbers/extent.ts";
import { rounded } from "./_digits.ts";
import { displayed } from "./_displayed.ts";
import { checkRows } from "./_rows.ts";
import { numberText } from "./_words.ts";

const DOING = "make a table";

/** A cell's text that leads somewhere: to a page, or to a notebook's section. */
export interface Link {
  /** What is read. */
  readonly text: string;
  /** Where it leads: "02_sigmoid_and_tanh.ipynb#tanh". */
  readonly href: string;
}

/** A cell of a {@linkcode table}. */
export type Cell = string | number | boolean | null | undefined | Link;

/**
 * A table as html, and as aligned plain text where html is not shown. A notebook shows it where
 * it is a cell's last expression.
 */
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
  /**
   * Significant digits of numbers that are not whole. Default 4. Those before the point are
   * never lost: 123456.789 is 123457.
   */
  readonly digits?: number;
}

/**
 * A table of rows: numbers to the right, text to the left, the first column as the
 * rows' headers. The numbers of a column have one notation: where one is so small or large
 * that it is written with a power of ten, all are.
 *
 * @param rows one object a row, keyed by column; a missing cell stays empty.
 * @param options caption, columns, digits.
 * @throws {RangeError} for no row, no column, one that no row has, or digits not in
 * 1 .. 17.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { table } from "weightlab/charts";
 *
 * const { text } = table([{ layer: 1, std: 0.45912 }, { layer: 2, std: 0.44 }]);
 * assertEquals(text, "layer     std\n    1  0.4591\n    2    0.44");
 * ```
 */
export function table(
  rows: readonly Readonly<Record<string, Cell>>[],
  options: TableOptions = {},
): Table {
  const { caption, columns, digits } = readOptions(DOING, options, {
    caption: text().optional,
    columns: listOf(text(), undefined, (i) => `column ${i + 1}`).optional,
    digits: significant.or(4),
  });
  checkRows(DOING, "rows", "row", rows);
  const names = columns ?? Object.keys(rows[0]);
  const lost = names.find((name) => rows.every((row) => !(name in row)));
  if (lost !== undefined) {
    throw new RangeError(
      `Cannot ${DOING}: columns must be keys of a row, got ${
        JSON.stringify(lost)
      }`,
    );
  }
  if (names.length === 0) {
    throw new RangeError(
      `Cannot ${DOING}: there must be at least one column, got 0`,
    );
  }
  rows.forEach((row, i) => {
    for (const name of names) checkCell(row[name], name, i);
  });
  const notations = names.map((name) => notationOf(rows, name, digits));
  const cells = rows.map((row) =>
    names.map((name, i) => cellText(row[name], notations[i]))
  );
  const links = rows.map((row) => names.map((name) => linkOf(row[name])));
  const numeric = names.map((name) =>
    rows.every((row) =>
      typeof row[name] === "number" || row[name] === undefined ||
      row[name] === null
    )
  );
  return displayed({
    html: htmlTable(names, cells, links, numeric, caption),
    text: textTable(names, cells, numeric, caption),
  });
}

const significant = kind<number>((doing, name, digits) => {
  const isCount = Number.isInteger(digits);
  if (isCount && Number(digits) >= 1 && Number(digits) <= 17) {
    return Number(digits);
  }
  throw new RangeError(
    `Cannot ${doing}: ${name} must be a whole number in 1 .. 17, got ${
      kindOf(digits)
    }`,
  );
});

function checkCell(cell: Cell, column: string, row: number): void {
  const isLink = typeof cell === "object" && cell !== null &&
    typeof cell.text === "string" && typeof cell.href === "string";
  if (
    isLink || cell === null || cell === undefined ||
    ["string", "number", "boolean"].includes(typeof cell)
  ) return;
  throw new TypeError(
    `Cannot ${DOING}: ${JSON.stringify(column)} of row ${
      row + 1
    } must be a text, a number, true, false or a link { text, href }, got ${
      kindOf(cell)
    }`,
  );
}

/**
 * How the numbers of a column are written: with a power of ten, all of them, where one would
 * have it by itself, since 1e-7 beside 0.0003 is read as the larger.
 */
function notationOf(
  rows: readonly Readonly<Record<string, Cell>>[],
  column: string,
  digits: number,
): (value: number) => string {
  const plain = (value: number) =>
    Number.isInteger(value) ? String(value) : numberText(value, digits);
  const powers = rows.some(({ [column]: cell }) =>
    typeof cell === "number" && plain(cell).includes("e")
  );
  return powers
    ? (value) =>
      value === 0 || !Number.isFinite(value)
        ? plain(value)
        : rounded(value, digits).toExponential()
    : plain;
}

function cellText(cell: Cell, notation: (value: number) => string): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "object") return cell.text;
  return typeof cell === "number" ? notation(cell) : String(cell);
}

function linkOf(cell: Cell): string | undefined {
  return typeof cell === "object" && cell !== null ? cell.href : undefined;
}

function htmlTable(
  names: readonly string[],
  cells: readonly (readonly string[])[],
  links: readonly (readonly (string | undefined)[])[],
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
  const linked = (cell: string, href: string | undefined) =>
    href === undefined
      ? escaped(cell)
      : `<a href="${escaped(href)}">${escaped(cell)}</a>`;
  const body = cells.map((row, r) =>
    "<tr>" +
    row.map((cell, i) =>
      i === 0 && cell !== ""
        ? `<th scope="row"${align(i)}>${linked(cell, links[r][i])}</th>`
        : `<td${align(i)}>${linked(cell, links[r][i])}</td>`
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
    largest(lines.map((line) => lengthOf(line[i])))
  );
  const pad = (cell: string, i: number) => {
    const space = " ".repeat(widths[i] - lengthOf(cell));
    return numeric[i] ? space + cell : cell + space;
  };
  return [
    ...(caption === undefined ? [] : [caption]),
    ...lines.map((line) => line.map(pad).join("  ").trimEnd()),
  ].join("\n");
}

/** How many characters a text has; two surrogates are one. */
function lengthOf(text: string): number {
  const pairs = text.match(/[\ud800-\udbff][\udc00-\udfff]/g);
  return text.length - (pairs?.length ?? 0);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
}
