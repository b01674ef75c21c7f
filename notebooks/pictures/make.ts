/**
 * Draws the README's pictures: `deno run -A notebooks/pictures/make.ts`.
 *
 * @module
 */
import {
  type Chart,
  histograms,
  neuronProfile,
  propagate,
  randn,
  seeded,
  sigmoid,
  toPng,
  xavier,
} from "weightlab";

/** The README's pictures by file name; notebook 2 shows the same two. */
export function pictures(): Record<string, Chart> {
  const layers = propagate(randn(seeded("inputs"), 1000, 100), {
    activation: sigmoid,
    init: xavier(),
    rng: seeded("weights"),
  });
  return {
    "histograms.png": histograms(layers),
    "neurons.png": neuronProfile(layers, { range: [0, 1] }),
  };
}

if (import.meta.main) {
  for (const [name, chart] of Object.entries(pictures())) {
    await Deno.writeFile(new URL(name, import.meta.url), await toPng(chart));
  }
}
