// In a page, in place of lib/charts/_mime_bundle.ts: a page draws figures itself, from what they are
// made of, and needs no picture of them.

import type { Chart } from "../../../../../../lib/charts/chart.ts";
import type { Table } from "../../../../../../lib/charts/table.ts";

/** A figure in the forms that a page shows, by MIME type. */
export function briefBundle(figure: Chart | Table): Record<string, unknown> {
  return isTable(figure)
    ? { "text/html": figure.html, "text/plain": figure.text }
    : {
      "application/vnd.vegalite.v5+json": figure.spec,
      "text/plain": figure.description,
    };
}

/** The same: there is no more to it. */
export function mimeBundle(
  figure: Chart | Table,
): Promise<Record<string, unknown>> {
  return Promise.resolve(briefBundle(figure));
}

/** Whether a value is a table, or else has html and text to show. */
export function isTable(figure: unknown): figure is Table {
  if (typeof figure !== "object" || figure === null) return false;
  const { html, text } = figure as Partial<Table>;
  return typeof html === "string" && typeof text === "string";
}
