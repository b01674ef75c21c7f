// In a page, in place of lib/charts/_mime_bundle.ts: a page draws figures itself, from what they
// are made of, and needs no picture of them.

import { briefBundle } from "../../../../../../lib/charts/_brief_bundle.ts";
import type { Chart } from "../../../../../../lib/charts/chart.ts";
import type { Table } from "../../../../../../lib/charts/table.ts";

/** A figure in the forms that a page shows, by MIME type. */
export function mimeBundle(
  figure: Chart | Table,
): Promise<Record<string, unknown>> {
  return Promise.resolve(briefBundle(figure));
}
