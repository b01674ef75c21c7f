// One training step: for each { width, depth, batch } of the JSON list given, the milliseconds
// of the shortest run: other work on the machine only ever adds to it. Usage: _steps_weightlab.ts '[...]'

import { loadMnist } from "weightlab";
import { step, type StepOptions } from "./_step.ts";

const [cases] = Deno.args;
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
  return Math.min(...times);
});
console.log(JSON.stringify(results));
