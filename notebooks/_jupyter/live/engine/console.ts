// `console` in a page: what cells print stands under them, as Deno prints it.

import { inspect, type InspectOptions, printed } from "./inspect.ts";

/** Where what is printed goes: a whole number of lines. */
type Print = (name: "stdout" | "stderr", text: string) => void;

const INDENT = "  ";

/** The methods of `console` that print. */
export function pageConsole(print: Print): Partial<Console> {
  let indent = "";
  const counts = new Map<string, number>();
  const begun = new Map<string, number>();
  const line = (name: "stdout" | "stderr", text: string) =>
    print(name, `${indent}${text.replaceAll("\n", `\n${indent}`)}\n`);
  const out = (...values: unknown[]) => line("stdout", printed(values));
  const bad = (...values: unknown[]) => line("stderr", printed(values));
  const group = (...values: unknown[]) => {
    if (values.length > 0) out(...values);
    indent += INDENT;
  };
  const timeLog = (label = "default", ...values: unknown[]) => {
    const from = begun.get(label);
    if (from === undefined) return bad(`Timer '${label}' does not exist`);
    out(`${label}: ${performance.now() - from}ms`, ...values);
  };
  return {
    ...{ log: out, info: out, debug: out, warn: bad, error: bad },
    ...{ group, groupCollapsed: group, timeLog },
    groupEnd: () => {
      indent = indent.slice(INDENT.length);
    },
    dir: (value?: unknown, options?: InspectOptions) =>
      line(
        "stdout",
        typeof value === "string" ? value : inspect(value, options),
      ),
    assert: (condition?: boolean, ...values: unknown[]) => {
      if (condition) return;
      const [first, ...rest] = values;
      if (values.length === 0) bad("Assertion failed");
      else if (typeof first === "string") {
        bad(`Assertion failed: ${first}`, ...rest);
      } else bad("Assertion failed:", ...values);
    },
    count: (label = "default") => {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      out(`${label}: ${counts.get(label)}`);
    },
    countReset: (label = "default") => {
      counts.delete(label);
    },
    time: (label = "default") => {
      begun.set(label, performance.now());
    },
    timeEnd: (label = "default") => {
      timeLog(label);
      begun.delete(label);
    },
    table: (value?: unknown, names?: string[]) => {
      const text = tableOf(value, names);
      if (text === undefined) out(value);
      else line("stdout", text);
    },
  };
}

/** Rows in a frame, if a value is an array or an object. */
function tableOf(
  value: unknown,
  names?: readonly string[],
): string | undefined {
  const isTabular = typeof value === "object" && value !== null &&
    !(value instanceof Map || value instanceof Set);
  if (!isTabular) return undefined;
  const rows = Object.entries(value);
  const isRow = (row: unknown): row is Record<string, unknown> =>
    typeof row === "object" && row !== null;
  const columns = names ?? [
    ...new Set(
      rows.flatMap(([, row]) => isRow(row) ? Object.keys(row) : []),
    ),
  ];
  const cell = (one: unknown) =>
    inspect(one, { depth: 1, breakLength: Infinity });
  const hasValues = rows.some(([, row]) => !isRow(row));
  const lines = [
    ["(idx)", ...columns, ...hasValues ? ["Values"] : []],
    ...rows.map(([index, row]) => [
      index,
      ...columns.map((name) =>
        isRow(row) && Object.hasOwn(row, name) ? cell(row[name]) : ""
      ),
      ...hasValues ? [isRow(row) ? "" : cell(row)] : [],
    ]),
  ];
  const widths = lines[0].map((_, i) =>
    Math.max(...lines.map((line) => line[i].length))
  );
  const areWhole = widths.map((_, i) =>
    lines.slice(1).every((line) => /^\d*$/.test(line[i]))
  );
  const [head, ...body] = lines.map((line, row) =>
    `│ ${
      line.map((text, i) =>
        row > 0 && areWhole[i]
          ? text.padStart(widths[i])
          : text.padEnd(widths[i])
      ).join(" │ ")
    } │`
  );
  const rule = (left: string, between: string, right: string) =>
    left + widths.map((width) => "─".repeat(width + 2)).join(between) + right;
  return [
    ...[rule("┌", "┬", "┐"), head, rule("├", "┼", "┤"), ...body],
    rule("└", "┴", "┘"),
  ].join("\n");
}
