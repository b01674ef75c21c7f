import type { Chart } from "./chart.ts";
import type { Table } from "./table.ts";

/** A figure in the forms that cost nothing: without a png, which takes longer to draw than a frame is seen. */
export function briefBundle(figure: Chart | Table): Record<string, unknown> {
  // No text/html beside a chart: JupyterLab would show that in its place.
  return isTable(figure)
    ? { "text/html": figure.html, "text/plain": figure.text }
    : {
      "application/vnd.vegalite.v5+json": figure.spec,
      "text/plain": figure.description,
    };
}

/** Whether a value is a table, or else has html and text to show. */
export function isTable(figure: unknown): figure is Table {
  if (typeof figure !== "object" || figure === null) return false;
  const { html, text } = figure as Partial<Table>;
  return typeof html === "string" && typeof text === "string";
}
