/**
 * Draws the README's pictures: `deno run -A notebooks/pictures/make.ts`. Its film is made by
 * tests/browser/film.ts.
 *
 * @module
 */
import {
  type Matrix,
  normal,
  randn,
  seeded,
  sigmoid,
  varianceSplit,
  xavier,
} from "weightlab";
import { propagate } from "weightlab/experiments";
import {
  type Chart,
  histogramCounts,
  histograms,
  neuronProfile,
  scaleExplorer,
  toPng,
} from "weightlab/charts";

/** The README's pictures by file name; notebooks 2 and 3 show the same. */
export function pictures(): Record<string, Chart> {
  const inputs = randn(seeded("inputs"), 1000, 100);
  const layers = propagate(inputs, {
    activation: sigmoid,
    init: xavier(),
    rng: seeded("weights"),
  });
  return {
    "histograms.png": histograms(layers),
    "neurons.png": neuronProfile(layers, { range: [0, 1] }),
    "explorer.png": explorer(inputs),
  };
}

/** Notebook 3's explorable figure as it stands when the slider is at 10^-0.5. */
function explorer(inputs: Matrix): Chart {
  const few = inputs.subMatrix(0, 299, 0, 99);
  const range = [0, 1] as const;
  const scales = Array.from({ length: 61 }, (_, i) => 10 ** (-2.5 + i / 20));
  const rows = scales.flatMap((std) =>
    propagate(few, {
      activation: sigmoid,
      init: normal({ std }),
      rng: seeded("weights"),
    }).map((values, i) => {
      const { total, within } = varianceSplit(values);
      return {
        activation: "sigmoid",
        batchNorm: false,
        std,
        layer: i + 1,
        values: values.rows * values.columns,
        counts: histogramCounts(values, { bins: 30, range }),
        range,
        total: Math.sqrt(total),
        within: Math.sqrt(within),
      };
    })
  );
  return scaleExplorer(rows, {
    marks: { Xavier: Math.sqrt(1 / 100), He: Math.sqrt(2 / 100) },
    start: { std: scales[40] },
  });
}

if (import.meta.main) {
  for (const [name, chart] of Object.entries(pictures())) {
    await Deno.writeFile(new URL(name, import.meta.url), await toPng(chart));
  }
}
