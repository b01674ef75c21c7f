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
  const place = error as Error & { line?: number; column?: number };
  // A syntax error knows its own. A stack's first line within the cell is the innermost.
  const [, line, column] =
    new RegExp(`${nameOf(id).replace(".", "\\.")}:(\\d+):(\\d+)`)
      .exec(error.stack ?? "") ?? [];
  return {
    ...{ name, message },
    line: (error instanceof SyntaxError ? place.line : undefined) ??
      (Number(line) || undefined),
    column: (error instanceof SyntaxError ? place.column : undefined) ??
      (Number(column) || undefined),
  };
}
