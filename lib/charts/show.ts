import { kindOf } from "../check/kind_of.ts";
import { isChart } from "./_check_chart.ts";
import type { Chart } from "./chart.ts";
import { interruptible } from "../notebook/interruptible.ts";
import { notebook } from "./_notebook.ts";
import "./_preload.ts";
import { toPng } from "./png.ts";
import type { Table } from "./table.ts";

/**
 * Shows a figure or a table: in a notebook as an output of the cell, elsewhere as
 * its plain text on stdout.
 *
 * A figure is shown as Vega-Lite, with a png and its description for readers that
 * cannot draw it; a table as html and as aligned text.
 *
 * @param figure what to show.
 * @throws {Error} "Interrupted", if the kernel was interrupted meanwhile.
 * @throws {TypeError} if it is neither a chart nor a table.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { show, table } from "weightlab/charts";
 *
 * assertEquals(await show(table([{ layer: 1, std: 0.459 }])), undefined);
 * ```
 */
export async function show(figure: Chart | Table): Promise<void> {
  if (!isTable(figure) && !isChart(figure)) {
    throw new TypeError(
      `Cannot show: it must be a chart or a table, got ${kindOf(figure)}`,
    );
  }
  const page = notebook();
  if (page === undefined) {
    console.log(isTable(figure) ? figure.text : figure.description);
  } else {
    await interruptible(function* () {
      const bundle: Awaited<ReturnType<typeof mimeBundle>> = yield mimeBundle(
        figure,
      );
      yield page.display(bundle, { raw: true });
    });
  }
}

/** A figure in every form a notebook may choose from, by MIME type. */
async function mimeBundle(
  figure: Chart | Table,
): Promise<Record<string, unknown>> {
  // No text/html beside a chart: JupyterLab would show that in its place.
  return isTable(figure)
    ? { "text/html": figure.html, "text/plain": figure.text }
    : {
      "application/vnd.vegalite.v5+json": figure.spec,
      "image/png": base64(await toPng(figure)),
      "text/plain": figure.description,
    };
}

function isTable(figure: unknown): figure is Table {
  if (typeof figure !== "object" || figure === null) return false;
  const { html, text } = figure as Partial<Table>;
  return typeof html === "string" && typeof text === "string";
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
