// The post's 16 panels with weightlab, as a notebook runs them.
// Usage: _panels_weightlab.ts all|1

import { loadMnist } from "weightlab";
import { weightScales, weightScaleSweep } from "weightlab/experiments";

const [cores] = Deno.args;
const start = performance.now();
const { train } = await loadMnist({ train: 1000 });
const workers = cores === "1" ? 1 : navigator.hardwareConcurrency;
const runs = await weightScaleSweep({ stds: weightScales(), train, workers });
const seconds = (performance.now() - start) / 1000;

const ends = runs.map(({ trainAccuracy }) => trainAccuracy.at(-1)!);
const finals = weightScales().map((_, i) => ends.slice(2 * i, 2 * i + 2));
console.log(JSON.stringify({ seconds, finals }));
