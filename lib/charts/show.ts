import { kindOf } from "../check/kind_of.ts";
import { isChart } from "./_check_chart.ts";
import type { Chart } from "./chart.ts";
import { interruptible } from "../notebook/interruptible.ts";
import { notebook } from "./_notebook.ts";
import { isTable } from "./_brief_bundle.ts";
import { mimeBundle } from "./_mime_bundle.ts";
import "./_preload.ts";
import type { Table } from "./table.ts";

/**
 * Shows a figure or a table: in a notebook as an output of the cell, elsewhere as
 * its plain text on stdout. One that is the last expression of a notebook's cell is shown
 * without it.
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
      const bundle: Record<string, unknown> = yield mimeBundle(figure);
      yield page.display(bundle, { raw: true });
    });
  }
}
