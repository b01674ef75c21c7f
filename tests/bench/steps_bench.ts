// Training steps by width and depth, and the pieces beside the product, on one core:
// `deno bench -A tests/bench/steps_bench.ts`.

import {
  BatchNormalization,
  loadMnist,
  randn,
  seeded,
  useKernel,
} from "weightlab";
import { histogramCounts } from "weightlab/charts";
import { resident } from "../../lib/storage/resident.ts";
import { workspace } from "../../lib/storage/workspace.ts";
import { step } from "./_step.ts";

useKernel({ threads: 1 });

const { train } = await loadMnist({ train: 1000 });

for (const width of [100, 200, 500, 1000, 2000]) {
  for (const batchNorm of [false, true]) {
    const name = `width ${width}${batchNorm ? ", batch normalization" : ""}`;
    const group = "one update, five layers, batch of 100";
    Deno.bench(
      name,
      { group, ...few(width) },
      step(train, { width, batchNorm }),
    );
  }
}

for (const depth of [1, 2, 5, 10, 20]) {
  const group = "one update, width 100, batch of 100";
  Deno.bench(`depth ${depth}`, { group }, step(train, { depth }));
}

for (const features of [100, 1000]) {
  const group = "batch normalization, forward and backward, batch of 100";
  const rng = seeded("normalized");
  const x = resident(randn(rng, 100, features));
  const dout = resident(randn(rng, 100, features));
  const layer = new BatchNormalization(features);
  Deno.bench(`${features} features`, { group }, () => {
    workspace(() => {
      layer.forward(x, "train");
      layer.backward(dout);
    });
  });
}

const rng = seeded("numbers");
Deno.bench("randn, 100 x 100", { group: "numbers" }, () => {
  randn(rng, 100, 100);
});
Deno.bench("randn, 784 x 100", { group: "numbers" }, () => {
  randn(rng, 784, 100);
});
const values = randn(rng, 1000, 100);
Deno.bench("histogram of 1000 x 100, 30 bins", { group: "numbers" }, () => {
  histogramCounts(values, { bins: 30, range: [0, 1] });
});

/** A wide network's update takes a good part of a second: ten say enough. */
function few(width: number): { n?: number; warmup?: number } {
  return width >= 1000 ? { n: 10, warmup: 2 } : {};
}
