import { assert, assertGreaterOrEqual } from "@std/assert";
import { allFigures } from "./_figures.ts";
import { drawnBy } from "./_drawn.ts";

/** What the explorers' sliders and menus stand at. */
const SIGNALS = { measure: "training", panel: 1 };

for (const [name, chart] of Object.entries(allFigures())) {
  // Its rows are made in the browser: its own test draws it there.
  if (name === "scaleExplorer") continue;
  const layers = drawnBy(chart, SIGNALS).filter(({ marks, derived }) =>
    marks.length > 0 && !derived
  );

  Deno.test(`${name}: every field of every channel and tooltip is in the rows drawn`, () => {
    for (const { mark, fields, rows } of layers) {
      for (const field of fields) {
        assert(
          rows.some((row) => row[field] !== undefined && row[field] !== null),
          `${mark} names ${field}`,
        );
      }
    }
  });

  Deno.test(`${name}: bands, bars and rules run from low to high`, () => {
    for (const { mark, marks } of layers) {
      for (const { x, x2, y, y2 } of marks) {
        for (const [from, to] of [[x, x2], [y, y2]]) {
          if (typeof to !== "number") continue;
          assertGreaterOrEqual(to, Number(from), mark);
        }
      }
    }
  });
}
