import type { CellId, Failure } from "./messages.ts";

/** What a cell is called in stacks. */
export function nameOf(id: CellId): string {
  return `cell-${id}.ts`;
}

/**
 * What was thrown, with the place in the cell where it was or that led to it.
 *
 * @param error Anything.
 * @param id The cell.
 */
export function failureOf(error: unknown, id: CellId): Failure {
  if (!(error instanceof Error)) {
    return { name: "Uncaught", message: String(error) };
  }
  const { name, message } = error;
  const place = error as Error & {
    line?: number;
    column?: number;
    sourceURL?: string;
  };
  // A syntax error knows its own, and in WebKit each error, where nothing says which script
  // it is: that is a cell, whose name stands in no stack there. Elsewhere a stack's first line
  // within the cell is the innermost.
  const known = error instanceof SyntaxError || place.sourceURL === undefined;
  const [, line, column] =
    new RegExp(`${nameOf(id).replace(".", "\\.")}:(\\d+):(\\d+)`)
      .exec(error.stack ?? "") ?? [];
  return {
    ...{ name, message },
    line: (known ? place.line : undefined) ??
      (Number(line) || undefined),
    column: (known ? place.column : undefined) ??
      (Number(column) || undefined),
  };
}
