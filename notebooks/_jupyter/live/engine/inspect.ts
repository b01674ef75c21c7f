// A value as text, as `Deno.inspect` gives it and a kernel therefore shows it.

const LONGEST_LINE = 80;
/** So much may stand on one line, in an object of several entries. */
const LONGEST_ENTRIES = 72;
const MOST_ENTRIES = 100;
const DEEPEST = 4;
/** From how many elements on an array is set in columns. */
const COLUMNS_FROM = 7;
const MOST_COLUMNS = 12;
/** A letter's height in widths of one, so that columns come out about square. */
const LETTER_HEIGHT = 2.5;
const SEPARATOR = ", ".length;
/** How many levels of objects within one another a line may hold. */
const LEVELS_A_LINE = 3;

/** How deep the object lies that was begun last. */
let deepest = 0;

const PRINTED = [
  Symbol.for("Deno.customInspect"),
  Symbol.for("nodejs.util.inspect.custom"),
];

/** The text of a value. */
export function inspect(value: unknown): string {
  return written(value, 0, []);
}

/** What `console.log` prints of its arguments: a text is itself. */
export function printed(values: readonly unknown[]): string {
  return values.map((value) =>
    typeof value === "string" ? value : inspect(value)
  ).join(" ");
}

function written(value: unknown, depth: number, above: object[]): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "bigint":
      return `${value}n`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "function":
      return functionName(value);
    case "object":
      return value === null ? "null" : object(value, depth, above);
    default:
      return String(value);
  }
}

function object(value: object, depth: number, above: object[]): string {
  if (above.includes(value)) return "[Circular]";
  for (const symbol of PRINTED) {
    const print = (value as Record<symbol, unknown>)[symbol];
    if (typeof print === "function") {
      const text: unknown = print.call(value, depth, {}, inspect);
      return typeof text === "string" ? text : written(text, depth, above);
    }
  }
  if (value instanceof Error) return value.stack ?? String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof RegExp) return String(value);
  deepest = depth;
  const inner = (one: unknown) => written(one, depth + 1, [...above, value]);
  const name = nameOf(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const all = Array.from(value as ArrayLike<unknown>);
    const prefix = Array.isArray(value) ? "" : `${name}(${all.length}) `;
    if (depth > DEEPEST) return `[${name}]`;
    const parts = all.slice(0, MOST_ENTRIES).map(inner);
    const lines = parts.length >= COLUMNS_FROM ? inColumns(parts) : parts;
    const more = all.length > MOST_ENTRIES
      ? [`... ${all.length - MOST_ENTRIES} more items`]
      : [];
    const isBroken = lines !== parts;
    return prefix +
      bracketed("[", [...lines, ...more], "]", depth, isBroken);
  }
  if (value instanceof Map || value instanceof Set) {
    const parts = value instanceof Map
      ? [...value].map(([key, one]) => `${inner(key)} => ${inner(one)}`)
      : [...value].map(inner);
    return `${name}(${value.size}) ` + bracketed("{", parts, "}", depth);
  }
  if (value instanceof Promise) return "Promise { <pending> }";
  if (depth > DEEPEST) return `[${name}]`;
  const parts = Object.entries(value).map(([key, one]) =>
    `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)}: ${inner(one)}`
  );
  const isPlain = name === "Object";
  const prefix = isPlain
    ? ""
    : name === ""
    ? "[Object: null prototype] "
    : `${name} `;
  return prefix + bracketed("{", parts, "}", depth);
}

/** Entries within brackets: on a line, if they fit it and are not to be broken. */
function bracketed(
  open: string,
  parts: readonly string[],
  close: string,
  depth: number,
  isBroken = false,
): string {
  if (parts.length === 0) return open + close;
  const line = parts.join(", ");
  const fits = !isBroken && !line.includes("\n") &&
    deepest - depth < LEVELS_A_LINE &&
    line.length + depth <= LONGEST_ENTRIES &&
    line.length + 4 + 2 * depth <= LONGEST_LINE;
  if (fits) return `${open} ${line} ${close}`;
  const indent = "  ".repeat(depth + 1);
  return `${open}\n${indent}${parts.join(`,\n${indent}`)}\n${
    "  ".repeat(depth)
  }${close}`;
}

/** Short elements side by side, numbers at the right of their columns. */
function inColumns(parts: readonly string[]): readonly string[] {
  const lengths = parts.map((part) => part.length + SEPARATOR);
  const longest = Math.max(...lengths);
  const total = lengths.reduce((sum, length) => sum + length);
  const areShort = longest - SEPARATOR <= 6 || total / longest > 5;
  if (3 * longest >= LONGEST_LINE || !areShort) return parts;
  const typical = Math.max(
    longest - 3 - Math.sqrt(longest - total / parts.length),
    1,
  );
  const columns = Math.min(
    Math.round(Math.sqrt(LETTER_HEIGHT * typical * parts.length) / typical),
    Math.floor(LONGEST_LINE / longest),
    MOST_COLUMNS,
  );
  if (columns <= 1) return parts;
  const widths = Array.from(
    { length: columns },
    (_, column) =>
      Math.max(...lengths.filter((_, i) => i % columns === column)),
  );
  const isNumeric = parts.every((part) => /^-?[\d.]+(e[-+]\d+)?n?$/.test(part));
  const rows: string[] = [];
  for (let at = 0; at < parts.length; at += columns) {
    const row = parts.slice(at, at + columns);
    rows.push(
      row.map((part, column) => {
        const isLast = column === row.length - 1;
        const text = isLast ? part : `${part}, `;
        const width = widths[column] - (isLast ? 2 : 0);
        return isNumeric
          ? text.padStart(width)
          : isLast
          ? part
          : text.padEnd(width);
      }).join(""),
    );
  }
  return rows;
}

function quoted(text: string): string {
  const quote = !text.includes('"')
    ? '"'
    : !text.includes("'")
    ? "'"
    : !text.includes("`")
    ? "`"
    : '"';
  const inner = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t").replaceAll("\r", "\\r");
  return quote + (quote === '"' ? inner.replaceAll('"', '\\"') : inner) +
    quote;
}

// deno-lint-ignore ban-types -- any function
function functionName(value: Function): string {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  const kind = isClass ? "class" : value.constructor.name;
  return isClass
    ? `[class ${value.name || "(anonymous)"}]`
    : `[${kind}${value.name ? `: ${value.name}` : " (anonymous)"}]`;
}

function nameOf(value: object): string {
  return Object.getPrototypeOf(value)?.constructor?.name ?? "";
}
