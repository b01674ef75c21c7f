/**
 * Runs the post's sixteen panels with ten seeds and records how accuracy grows, on the
 * 1,000 training digits and on 1,000 held-out ones:
 * `deno run -A tests/reference/weight_scale_curves.ts`. Notebook 5's explorable figure
 * draws them.
 *
 * @module
 */
import { loadMnist } from "weightlab";
import { weightScales, weightScaleSweep } from "weightlab/experiments";
import { progress } from "weightlab/charts";

const SEEDS = Array.from({ length: 10 }, (_, i) => `curve ${i + 1}`);

const { train, test } = await loadMnist({ train: 1000, test: 1000 });
const stds = weightScales();
const all = await weightScaleSweep({
  stds,
  train,
  test,
  seeds: SEEDS,
  onProgress: progress(`Training ${2 * stds.length * SEEDS.length} networks`),
});

/** Mean, lowest and highest of the seeds, after each measurement. */
function overSeeds(curves: readonly number[][]) {
  const at = (of: (values: number[]) => number) =>
    curves[0].map((_, k) =>
      Number(of(curves.map((curve) => curve[k])).toFixed(4))
    );
  return {
    mean: at((values) => values.reduce((a, b) => a + b) / values.length),
    low: at((values) => Math.min(...values)),
    high: at((values) => Math.max(...values)),
  };
}

const runs = stds.flatMap((std) =>
  [false, true].map((batchNorm) => {
    const own = all.filter((run) =>
      run.std === std && run.batchNorm === batchNorm
    );
    return {
      std,
      batchNorm,
      updates: own[0].updates,
      train: overSeeds(own.map(({ trainAccuracy }) => trainAccuracy)),
      test: overSeeds(own.map(({ testAccuracy }) => testAccuracy!)),
    };
  })
);
await Deno.writeTextFile(
  new URL("./weight_scale_curves.json", import.meta.url),
  JSON.stringify({ seeds: SEEDS, runs }, null, 2) + "\n",
);
