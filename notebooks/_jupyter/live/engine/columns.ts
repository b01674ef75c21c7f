// The elements of an array side by side, as `Deno.inspect` sets more than six of them.

/** From how many elements on an array is set in columns. */
const COLUMNS_FROM = 7;
const MOST_COLUMNS = 12;
/** A letter's height in widths of one, so that columns come out about square. */
const LETTER_HEIGHT = 2.5;
const SEPARATOR = ", ".length;

/** Letters as wide as two: of East Asia, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/**
 * Rows of short elements; the elements themselves where they are few or long.
 *
 * @param parts The elements' texts.
 * @param room How wide a row may be.
 * @param isNumeric Whether all are numbers, which stand at the right of their columns.
 */
export function inColumns(
  parts: readonly string[],
  room: number,
  isNumeric: boolean,
): readonly string[] {
  if (parts.length < COLUMNS_FROM) return parts;
  const lengths = parts.map((part) => widthOf(part) + SEPARATOR);
  const longest = Math.max(...lengths);
  const total = lengths.reduce((sum, length) => sum + length);
  const areShort = longest - SEPARATOR <= 6 || total / longest > 5;
  if (3 * longest >= room || !areShort) return parts;
  const spread = Math.sqrt(longest - total / parts.length);
  const typical = Math.max(longest - 3 - spread, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(LETTER_HEIGHT * typical * parts.length) / typical),
    Math.floor(room / longest),
    MOST_COLUMNS,
  );
  if (columns <= 1) return parts;
  const widths = Array.from(
    { length: columns },
    (_, column) =>
      Math.max(...lengths.filter((_, i) => i % columns === column)),
  );
  const rows: string[] = [];
  for (let at = 0; at < parts.length; at += columns) {
    const row = parts.slice(at, at + columns);
    rows.push(
      row.map((part, column) => {
        const isLast = column === row.length - 1;
        const missing = widths[column] - lengths[at + column];
        const space = " ".repeat(missing);
        const text = isLast ? part : `${part}, `;
        return isNumeric ? space + text : isLast ? text : text + space;
      }).join(""),
    );
  }
  return rows;
}

function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += WIDE.test(letter) ? 2 : 1;
  return width;
}
