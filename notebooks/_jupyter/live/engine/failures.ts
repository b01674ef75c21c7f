import { CellSyntaxError } from "./cells.ts";
import { inspect } from "./inspect.ts";
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
    return {
      name: "Uncaught",
      message: typeof error === "string" ? error : inspect(error),
    };
  }
  const { name, message } = error;
  const place = error as Error & {
    line?: number;
    column?: number;
    sourceURL?: string;
  };
  // A stack's first line within the cell is the innermost. What is no cell has run nowhere, and
  // knows its place; in WebKit so does each error, where nothing says which script it is: that
  // is a cell, whose name stands in no stack there.
  const known = error instanceof CellSyntaxError ||
    place.sourceURL === undefined;
  const [, line, column] =
    new RegExp(`${nameOf(id).replace(".", "\\.")}:(\\d+):(\\d+)`)
      .exec(error.stack ?? "") ?? [];
  return {
    ...{ name, message },
    line: Number(line) || (known ? place.line : undefined),
    column: Number(column) || (known ? place.column : undefined),
  };
}
