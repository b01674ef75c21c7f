import { displayedAs } from "../notebook/displayed_as.ts";
import { interruptible } from "../notebook/interruptible.ts";
import type { Chart } from "./chart.ts";
import { mimeBundle } from "./_mime_bundle.ts";
import type { Table } from "./table.ts";

/** The figure itself, which a notebook draws where it is a cell's last expression. */
export function displayed<F extends Chart | Table>(figure: F): F {
  return displayedAs(figure, () =>
    interruptible(function* () {
      const bundle: Record<string, unknown> = yield mimeBundle(figure);
      return bundle;
    }));
}
