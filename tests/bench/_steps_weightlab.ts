// One training step: for each { width, depth, batch } of the JSON list given, the median
// of its milliseconds. Usage: _steps_weightlab.ts wasm|blas '[...]'

import { loadMnist, useBlas } from "weightlab";
import { median } from "./_statistics.ts";
import { step, type StepOptions } from "./_step.ts";

const [product, cases] = Deno.args;
if (product === "blas") await useBlas();
const { train } = await loadMnist({ train: 1000 });
const results = (JSON.parse(cases) as StepOptions[]).map((options) => {
  const once = step(train, options);
  once();
  const times: number[] = [];
  for (let sum = 0; times.length < 5 || sum < 500;) {
    const start = performance.now();
    once();
    const took = performance.now() - start;
    times.push(took);
    sum += took;
  }
  return median(times);
});
console.log(JSON.stringify(results));
