/**
 * Runs the post's sixteen panels with thirty seeds and records the final training
 * accuracies: `deno run -A tests/reference/weight_scale_seeds.ts`. Notebook 5 reads from
 * them how far seeds scatter.
 *
 * @module
 */
import { loadMnist } from "weightlab";
import { weightScales, weightScaleSweep } from "weightlab/experiments";
import { progress } from "weightlab/charts";

/** The seeds; notebook 5 runs seed 1 itself. */
const SEEDS = Array.from({ length: 30 }, (_, i) => `scatter ${i + 1}`);

const { train } = await loadMnist({ train: 1000, test: 0 });
const stds = weightScales();
const runs = await weightScaleSweep({
  stds,
  train,
  seeds: SEEDS,
  onProgress: progress(`Training ${2 * stds.length * SEEDS.length} networks`),
});

/** By weight scale, one final accuracy a seed. */
const finals = (batchNorm: boolean) =>
  stds.map((std) =>
    runs.filter((run) => run.std === std && run.batchNorm === batchNorm)
      .map(({ trainAccuracy }) => trainAccuracy.at(-1)!)
  );

await Deno.writeTextFile(
  new URL("./weight_scale_seeds.json", import.meta.url),
  JSON.stringify(
    { seeds: SEEDS, stds, without: finals(false), with: finals(true) },
    null,
    2,
  ) + "\n",
);
